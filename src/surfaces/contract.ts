import type { Answer } from '../cards/answer.ts';
import type { Card, Press } from '../cards/card.ts';
import type { ChannelId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';

/** Where people see cards and press buttons. A surface draws, delivers, and hands every press and word to one router. */
export interface Surface {
  id: string;
  /** Posts, or edits when `ref` says where the card already is. Answers where it is now. Throws `Fault`. */
  show(channel: ChannelId, card: Card, ref: string | null): Promise<string>;
  close(): Promise<void>;
}

/** The one door for everything that people do; surfaces are handed it. */
export interface Router {
  /** A button. `cause` is the surface's own id of this press: the same cause twice has one effect and one answer. */
  press(press: Press, by: Person, entry: Entry): Promise<Answer>;
  /** Words after `/model`. */
  say(words: string, by: Person, entry: Entry): Promise<Answer>;
}

export interface Entry {
  cause: string;
  channel: ChannelId;
  /** What a form asked for, by field name. */
  values?: Record<string, string>;
}

export type { Answer };

/** What a surface may ask about people and channels; cards already shown, oldest first. */
export interface Directory {
  people(): Promise<Person[]>;
  channels(): Promise<{ id: ChannelId; title: string }[]>;
  cards(channel: ChannelId): Promise<ShownCard[]>;
}

export interface ShownCard {
  card: Card;
  postedAt: number;
  editedAt: number;
  /** Grows by one with every edit. */
  revision: number;
}
