/** The one door for everything that people do: a press or words become a command, and a command answers. */
import type { Answer } from '../cards/answer.ts';
import type { Action, Press } from '../cards/card.ts';
import type { ChannelId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import { no } from '../domain/rejection.ts';
import { workspaceName } from '../engine/streams.ts';
import { closest } from '../lib/closest.ts';
import { t } from '../words/t.ts';
import { refuse, refused } from './answers.ts';
import { asks } from './asks.ts';
import type { Asked, Context } from './contract.ts';
import { ballotPattern } from './find.ts';
import { commands } from './index.ts';
import { plain } from './written.ts';

export interface Door {
  press(press: Press, by: Person, entry: Entry): Promise<Answer>;
  say(words: string, by: Person, entry: Entry): Promise<Answer>;
  asks(what: Press | string, by: Person, entry: Entry): Promise<Action | null>;
}

interface Entry {
  cause: string;
  channel: ChannelId;
  at?: NonNullable<Asked['at']>;
  values?: Record<string, string>;
}

const longestWords = 2000;

const wordsIn = (words: string): string[] => plain(words.slice(0, longestWords)).trim().split(/\s+/);

/** Verbs whose words may leave something out that a form asks for. */
const mayAsk = (verb: string): boolean =>
  ['retrain', 'mute', 'deny'].includes(verb) || commands.some((one) => one.verb === verb && one.asks);

export function createRouter(context: Context): Door {
  const ask = async (verb: string, asked: Asked): Promise<Answer> => {
    const command = commands.find((one) => one.verb === verb);
    if (command) return command.run(asked, context);
    const near = closest(
      verb,
      commands.flatMap((one) => (one.group ? [one.verb] : [])),
    );
    const facts = {
      verb: verb.slice(0, 40),
      closest: near ? t('Did you mean `{near}`?', { near }) : t('Say `help` to see what there is.'),
    };
    return refused(no('unknown_verb', facts).error);
  };
  const cleaned = (values: Record<string, string> = {}) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)]));
  return {
    press({ verb, id, seen }, by, entry) {
      const values = cleaned(entry.values);
      const asked: Asked = { ...entry, about: id, rest: [], seen: seen || null, values, by };
      if (!commands.some((one) => one.verb === verb)) {
        // A button of a release that had other verbs: the card is older than what it asks.
        const about = { stream: workspaceName, command: verb.slice(0, 40), error: no('stale_card').error };
        return refuse(context, asked, about);
      }
      return ask(verb, asked);
    },
    async asks(what, by, entry) {
      const asked: Asked = { ...entry, about: '', rest: [], seen: null, values: {}, by };
      if (typeof what !== 'string') return asks(what, { ...asked, about: what.id, seen: what.seen }, context);
      const [verb = '', about = '', ...rest] = wordsIn(what);
      // Whoever wrote more than a name has said what they want.
      if (rest.length > 0 || !mayAsk(verb.toLowerCase())) return null;
      const press = { verb: verb.toLowerCase(), id: about, seen: '' };
      const action = await asks(press, { ...asked, about }, context);
      return action?.form ? action : null;
    },
    say(words, by, entry) {
      const values = cleaned(entry.values);
      const [first = '', ...others] = wordsIn(words);
      const typed = { ...entry, seen: null, values, by };
      if (first === '') return ask('status', { ...typed, about: '', rest: [] });
      if (ballotPattern.test(first)) return ask('open', { ...typed, about: first, rest: others });
      const [about = '', ...rest] = others;
      return ask(first.toLowerCase(), { ...typed, about, rest });
    },
  };
}
