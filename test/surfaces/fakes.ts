/** A router and a directory in memory, as strict as the real ones about what they are handed. */
import type { Action, Card, Press } from '../../src/cards/card.ts';
import type { ChannelId, GroupId, PersonId } from '../../src/domain/ids.ts';
import type { Person } from '../../src/domain/person.ts';
import type { Answer, Directory, Entry, Router, ShownCard } from '../../src/surfaces/contract.ts';
import type { Language } from '../../src/words/language.ts';

export const channel = 'ml-churn' as ChannelId;
export const quietChannel = 'ml-fraud' as ChannelId;

const person = (id: string, name: string, ...groups: string[]): Person => ({
  id: id as PersonId,
  name,
  groups: groups as GroupId[],
});
export const ada = person('ada', 'Ada Lovelace', 'ml-eng');
export const bob = person('bob', 'Bob Noor', 'ml-leads');

export type Heard =
  | { kind: 'press'; press: Press; by: Person; entry: Entry }
  | { kind: 'say'; words: string; by: Person; entry: Entry };

export const plainCard = (key: string, text: string): Card => ({
  key,
  tone: 'plain',
  title: text,
  summary: text,
  blocks: [],
  actions: [],
});

export interface FakeRouter extends Router {
  /** What had an effect; a repeated cause has none. */
  heard: Heard[];
  /** Repeated causes, answered from memory. */
  repeated: number;
  /** What a press must be asked first, by verb. */
  asking: Map<string, Action>;
  /** Decides the next answers; by default everything is done. */
  answerWith(next: (heard: Heard) => Answer): void;
}

export function createFakeRouter(): FakeRouter {
  const answered = new Map<string, Answer>();
  const heard: Heard[] = [];
  const asking = new Map<string, Action>();
  let decide = (what: Heard): Answer => ({
    outcome: what.kind === 'say' ? 'shown' : 'done',
    card: plainCard(
      `answer-${heard.length}`,
      what.kind === 'say' ? `You said ${what.words}` : `Recorded: ${what.press.verb} ${what.press.id}`,
    ),
  });
  let repeated = 0;

  async function hear(what: Heard): Promise<Answer> {
    if (!/^[a-z]+:\S+$/.test(what.entry.cause)) throw new Error(`malformed cause ${what.entry.cause}`);
    if (!what.by.id || !what.entry.channel) throw new Error('a person and a channel are needed');
    const before = answered.get(what.entry.cause);
    if (before) {
      repeated += 1;
      return before;
    }
    heard.push(what);
    const answer = decide(what);
    answered.set(what.entry.cause, answer);
    return answer;
  }

  return {
    heard,
    get repeated() {
      return repeated;
    },
    answerWith(next) {
      decide = next;
    },
    asking,
    asks: async (what) =>
      asking.get(typeof what === 'string' ? (what.split(' ')[0] ?? '') : what.verb) ?? null,
    press: (press, by, entry) => hear({ kind: 'press', press, by, entry }),
    say: (words, by, entry) => hear({ kind: 'say', words, by, entry }),
  };
}

export interface FakeDirectory extends Directory {
  /** Of a channel; not given: English. */
  languages: Map<ChannelId, Language>;
  /** Where the channels are on the surface. */
  places: Map<ChannelId, string>;
  /** People by their account on the surface. */
  accounts: Map<string, Person>;
  /** Accounts that were asked for, as the surface described them. */
  seen: { account: string; name: string; groups: GroupId[]; active: boolean }[];
  adopted: { channel: ChannelId; key: string; ref: string }[];
  /** Posts a card, or edits the one of the same key in place, as the database does. */
  put(channel: ChannelId, card: Card, at?: number): void;
  forget(person: Person): void;
}

export function createFakeDirectory(): FakeDirectory {
  const shown = new Map<ChannelId, ShownCard[]>([
    [channel, []],
    [quietChannel, []],
  ]);
  const people = [ada, bob];
  const languages = new Map<ChannelId, Language>();
  const places = new Map<ChannelId, string>();
  const accounts = new Map<string, Person>();
  const facts = new Map<string, unknown>();
  const claimed = new Set<string>();
  const seen: FakeDirectory['seen'] = [];
  const adopted: FakeDirectory['adopted'] = [];
  return {
    languages,
    places,
    accounts,
    seen,
    adopted,
    people: async () => structuredClone(people),
    channels: async () =>
      [
        { id: channel, title: 'ml-churn' },
        { id: quietChannel, title: 'ml-fraud' },
      ].map((one) => ({
        ...one,
        language: languages.get(one.id) ?? 'en',
        place: places.get(one.id) ?? null,
      })),
    groups: async () => [{ id: 'ml-eng' as GroupId, account: 'S0ENG' }],
    models: async () => [],
    async person(account) {
      seen.push(account);
      const known = accounts.get(account.account);
      return (
        known ?? { id: `fake:${account.account}` as PersonId, name: account.name, groups: account.groups }
      );
    },
    adopt: async (where, key, ref) => void adopted.push({ channel: where, key, ref }),
    claim: async (id) => !claimed.has(id) && Boolean(claimed.add(id)),
    questions: async () => ['R-101', 'P-102'],
    recall: async (key) => facts.get(key) ?? null,
    remember: async (key, value) => void facts.set(key, value),
    async cards(wanted) {
      const cards = shown.get(wanted);
      if (!cards) throw new Error(`no channel ${wanted}`);
      return structuredClone(cards);
    },
    put(where, card, at = Date.UTC(2026, 8, 15, 14, 2)) {
      const cards = shown.get(where)!;
      const present = cards.find((other) => other.card.key === card.key);
      if (present) Object.assign(present, { card, editedAt: at, revision: present.revision + 1 });
      else cards.push({ card, ref: null, postedAt: at, editedAt: at, revision: 1 });
    },
    forget(gone) {
      people.splice(people.indexOf(gone), 1);
    },
  };
}
