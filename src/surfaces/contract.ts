import type { Answer } from '../cards/answer.ts';
import type { Action, Card, Press } from '../cards/card.ts';
import type { ChannelId, GroupId, ModelId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import type { Language } from '../words/language.ts';

/** Where people see cards and press buttons. A surface draws, delivers, and hands every press and word to one router. */
export interface Surface {
  id: string;
  /** Whether this channel is on this surface at all. */
  reaches(channel: ChannelId): Promise<boolean>;
  /** Posts, or edits when `ref` says where the card already is; in the language that its caller speaks. Answers where it is now. Throws `Fault`. */
  show(channel: ChannelId, card: Card, ref: string | null): Promise<string>;
  /** Tells one person something that cannot wait until they look; false when they are not on this surface. */
  tell?(person: Person, card: Card): Promise<boolean>;
  close(): Promise<void>;
}

/** The one door for everything that people do; surfaces are handed it. */
export interface Router {
  /** A button. `cause` is the surface's own id of this press: the same cause twice has one effect and one answer. */
  press(press: Press, by: Person, entry: Entry): Promise<Answer>;
  /** Words after `/model`. */
  say(words: string, by: Person, entry: Entry): Promise<Answer>;
  /** What must be asked first: the form or the question of this press, or of words that left something out. Null: nothing. */
  asks(what: Press | string, by: Person, entry: Entry): Promise<Action | null>;
}

/** One-time links that finish what was pressed in chat. */
export interface Confirmations {
  /** Of the channel of the model that the link is about. */
  language(token: string): Promise<Language>;
  /** What the link would do; null when it was used, is too old, or is none of ours. Changes nothing. */
  show(token: string): Promise<Card | null>;
  use(token: string): Promise<Answer>;
}

export interface Entry {
  cause: string;
  channel: ChannelId;
  /** Where it was said, on surfaces that have places of their own. */
  at?: { surface: string; place: string; title: string };
  /** What a form asked for, by field name. */
  values?: Record<string, string>;
}

export type { Answer };

/** What a surface may ask about people and channels; cards already shown, oldest first. */
export interface Directory {
  people(): Promise<Person[]>;
  /** `place`: the surface's own id of the channel, where it has one. */
  channels(): Promise<{ id: ChannelId; title: string; language: Language; place: string | null }[]>;
  /** Groups whose members the surface knows, by its own id of them. */
  groups(): Promise<{ id: GroupId; account: string }[]>;
  models(): Promise<{ id: ModelId; channel: ChannelId }[]>;
  cards(channel: ChannelId): Promise<ShownCard[]>;
  /** Whom an account belongs to; somebody who is not configured becomes a person of their own. */
  person(account: { account: string; name: string; groups: GroupId[]; active: boolean }): Promise<Person>;
  /** A message that was found with our card's key but that nobody knew of. */
  adopt(channel: ChannelId, key: string, ref: string): Promise<void>;
  /** Small facts of this surface that all replicas share. */
  recall(key: string): Promise<unknown>;
  /** True once for each id, whichever replica asks first; forgotten after an hour. */
  claim(id: string): Promise<boolean>;
  /** Ids that people may be asked about now: R-4821, P-4822; newest first. */
  questions(): Promise<string[]>;
  remember(key: string, value: unknown): Promise<void>;
}

export interface ShownCard {
  card: Card;
  /** Where it is, as `show` answered. */
  ref: string | null;
  postedAt: number;
  editedAt: number;
  /** Grows by one with every edit. */
  revision: number;
}
