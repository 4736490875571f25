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
import { askForm } from './enrol.ts';
import { ballotPattern, modelAmong } from './find.ts';
import { commands } from './index.ts';
import { fits, plain } from './written.ts';

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

const wordsIn = (words: string): string[] => plain(words).trim().split(/\s+/);

/** Verbs with a form on a model's cards, which asks for what their words left out. */
const asksForReason = ['retrain', 'mute', 'deny'];

const mayAsk = (verb: string): boolean =>
  asksForReason.includes(verb) || commands.some((one) => one.verb === verb && one.asks);

export function createRouter(context: Context): Door {
  const ask = async (verb: string, asked: Asked): Promise<Answer> => {
    const command = commands.find((one) => one.verb === verb);
    if (command) return command.run(asked, context);
    const verbs = commands.flatMap((one) => (one.group ? [one.verb] : []));
    const model = await modelAmong(context, [verb, asked.about, ...asked.rest]);
    const other = closest(verb, verbs);
    const near = other ?? (model && `status ${model}`);
    const facts = {
      verb: verb.slice(0, 40),
      closest: near ? t('Did you mean `{near}`?', { near }) : t('Say `help` to see what there is.'),
      ...(other === null && model && { near: model }),
    };
    return refused(no('unknown_verb', facts).error);
  };
  /** The form for what words left out; null when they said everything, or nothing can be asked. */
  const missing = async (
    [verb = '', about = '', ...rest]: string[],
    asked: Asked,
  ): Promise<Action | null> => {
    // Whoever wrote more than a name has said what they want.
    if (rest.length > 0 || !mayAsk(verb)) return null;
    const action = await asks({ verb, id: about, seen: '' }, { ...asked, about }, context);
    return action?.form ? action : null;
  };
  const cleaned = (values: Record<string, string> = {}) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)]));
  return {
    async press({ verb, id, seen }, by, entry) {
      const kept = fits('', entry.values);
      if (!kept.ok) return refused(kept.error);
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
      if (!fits(what).ok) return null;
      const [verb = '', ...others] = wordsIn(what);
      return missing([verb.toLowerCase(), ...others], asked);
    },
    async say(words, by, entry) {
      const kept = fits(words, entry.values);
      if (!kept.ok) return refused(kept.error);
      const values = cleaned(entry.values);
      const [first = '', ...others] = wordsIn(words);
      const typed = { ...entry, seen: null, values, by };
      if (first === '') return ask('status', { ...typed, about: '', rest: [] });
      if (ballotPattern.test(first)) return ask('open', { ...typed, about: first, rest: others });
      const [about = '', ...rest] = others;
      const asked = { ...typed, about, rest };
      const verb = first.toLowerCase();
      // Where a surface opens forms by itself, words that leave something out never come this far.
      const form = asksForReason.includes(verb) ? await missing([verb, ...others], asked) : null;
      return form
        ? askForm(t('The button asks for what is missing. Nothing was changed yet.'), form)
        : ask(verb, asked);
    },
  };
}
