/** The one native command and its subcommands, made from what can follow `/model`. */
import { type REST, Routes } from 'discord.js';
import { mostTyped } from '../../cards/form-card.ts';
import { fingerprint } from '../../lib/hash.ts';
import type { Log } from '../../lib/log.ts';
import { type Language, languages, speaking } from '../../words/language.ts';
import { message, saidPlain, t } from '../../words/t.ts';
import { clip } from '../chat/words.ts';
import type { Directory } from '../contract.ts';
import type { Verb } from './options.ts';
import { again } from './rest.ts';

/** https://docs.discord.com/developers/interactions/application-commands */
const mostOptions = 25;
const moreGroup = 'more';

export interface Word {
  /** As the option is called. */
  name: string;
  required: boolean;
  /** What stands there when it is left out but something after it is not: `7d`. */
  fallback: string;
}

const completed = ['model', 'id'];

/** `mute MODEL [MONITOR] 7d WHY` has the options model, monitor, for and why. */
export function wordsIn({ usage }: Pick<Verb, 'verb' | 'usage'>): Word[] {
  const words = usage.split(/\s+/).filter((word) => word !== '' && !/^[a-z]+$/.test(word));
  return words.map((word) => {
    const bare = word.replace(/^\[|\]$/g, '').split('|')[0]!;
    const example = /^\d+[a-z]+$/.test(bare);
    const name = /^[A-Z]-\d+$/.test(bare) ? 'id' : example ? 'for' : bare.toLowerCase();
    // A form asks for the reasons that were left out.
    const required = (name === 'model' && word === bare) || name === 'id';
    return { name, required, fallback: example ? bare : '' };
  });
}

const longestDescription = 100;
const others = (Object.keys(languages) as Language[]).filter((language) => language !== 'en');

/** In every language; Discord shows each person that of their own client. */
function described(say: () => string) {
  const said = (language: Language) => speaking(language, () => clip(capital(say()), longestDescription));
  return {
    description: said('en'),
    description_localizations: Object.fromEntries(others.map((language) => [language, said(language)])),
  };
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const optionOf = ({ name, required }: Word): object => ({
  type: 3,
  name,
  ...described(() => (says[name] ? saidPlain(says[name]) : t('The {name}', { name }))),
  required,
  max_length: ['reason', 'why'].includes(name) ? mostTyped.paragraph : 100,
  ...(completed.includes(name) && { autocomplete: true }),
});

const says: Record<string, string> = {
  model: message('Its name, or a part of it'),
  id: message('As in R-4821'),
  for: message('How long, as in 7d or 12h'),
  reason: message('Why'),
  why: message('Why'),
};

const subcommand = (one: Verb): object => {
  const words = wordsIn(one);
  return {
    type: 1,
    name: one.verb,
    ...described(() => saidPlain(one.does)),
    options: [...words.filter((word) => word.required), ...words.filter((word) => !word.required)].map(
      optionOf,
    ),
  };
};

/** Discord takes 25 subcommands; what comes later is found below `more`. */
export function nativeCommand(verbs: Verb[]): object {
  const direct = verbs.length > mostOptions ? verbs.slice(0, mostOptions - 1) : verbs;
  const rest = verbs.slice(direct.length, direct.length + mostOptions);
  const more = {
    type: 2,
    name: moreGroup,
    ...described(() => t('What is needed less often')),
    options: rest.map(subcommand),
  };
  return {
    type: 1,
    name: 'model',
    ...described(() => t('Ask about a model, or act on it')),
    contexts: [0, 1],
    integration_types: [0],
    options: [...direct.map(subcommand), ...(rest.length > 0 ? [more] : [])],
  };
}

export interface Typed {
  name: string;
  value?: string | number | boolean | undefined;
  focused?: boolean | undefined;
  options?: Typed[] | undefined;
}

/** The subcommand that was chosen, wherever it is. */
export function chosenOf(options: Typed[]): { verb: string; given: Typed[] } {
  const [first] = options;
  if (first?.options?.[0]?.options !== undefined) return chosenOf(first.options);
  return { verb: first?.name ?? '', given: first?.options ?? [] };
}

/** The same words as somebody would have typed on another surface. */
export function sayTyped(verbs: Verb[], options: Typed[]): string {
  const { verb, given } = chosenOf(options);
  const known = verbs.find((one) => one.verb === verb);
  if (!known) return verb;
  const value = ({ name }: Word) =>
    String(given.find((one) => one.name === name)?.value ?? '')
      .replaceAll(/\s+/g, ' ')
      .trim();
  const words = wordsIn(known);
  const last = words.findLastIndex((word) => value(word) !== '');
  const said = words.slice(0, last + 1).map((word) => value(word) || word.fallback);
  // `R-4821` alone opens it.
  const begins = known.usage.startsWith(verb) ? [verb] : [];
  return [...begins, ...said].filter((word) => word !== '').join(' ');
}

interface Registered {
  fingerprint: string;
}

/** Registers what changed since the last time, and nothing else: Discord limits how often that is done. */
export async function registerCommands(options: {
  rest: REST;
  application: string;
  directory: Directory;
  verbs: Verb[];
  log: Log;
}): Promise<void> {
  const { rest, application, directory, verbs, log } = options;
  const command = nativeCommand(verbs);
  const key = `${application}:commands`;
  const wanted = fingerprint(command);
  const known = (await directory.recall(key)) as Registered | null;
  if (known?.fingerprint === wanted) return;
  await again(() => rest.put(Routes.applicationCommands(application), { body: [command] }));
  await directory.remember(key, { fingerprint: wanted } satisfies Registered);
  log.info({ verbs: verbs.length }, 'the commands of Discord are registered');
}
