/** Answers to a kind's questions: given beforehand, or asked for one after the other. */
import type { Kinds } from '../config/configuration.ts';
import { answerTo, type Question } from '../config/kind-questions.ts';
import { unknownKey } from '../config/scalars.ts';
import { Fault } from '../lib/fault.ts';
import { plain } from './output.ts';

export interface Collect {
  kind: Kinds['backends'][number];
  questions: Question[];
  given: Readonly<Record<string, string>>;
  all: boolean;
  /** Null: nobody can be asked. */
  ask: ((text: string) => Promise<string>) | null;
  say(text: string): void;
}

/** The settings that YAML has to hold; what is left out is absent. Throws Fault `usage` (never) for what was given wrongly. */
export async function collectAnswers({
  kind,
  questions,
  given,
  all,
  ask,
  say,
}: Collect): Promise<Record<string, unknown>> {
  const names = questions.map(({ name }) => name);
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) throw usage(`--set: ${unknownKey(unknown, names)}.`);
  const settings: Record<string, unknown> = {};
  for (const question of questions) {
    const { name, required, seldom } = question;
    if (given[name] !== undefined) {
      const answer = answerTo(kind, question, given[name]);
      if (!answer.ok) throw usage(`--set ${name}: ${answer.error}.`);
      settings[name] = answer.value;
    } else if (ask) {
      if (seldom && !required && !all) continue;
      const value = await answered(kind, question, { ask, say });
      if (value !== undefined) settings[name] = value;
    } else if (required) {
      throw usage(`${name} is needed${about(question)}. Write --set ${name}=…`);
    }
  }
  return settings;
}

/** Asks until the answer can be read; undefined where nothing was said and nothing is needed. */
async function answered(
  kind: Collect['kind'],
  question: Question,
  { ask, say }: { ask: NonNullable<Collect['ask']>; say: Collect['say'] },
): Promise<unknown> {
  for (;;) {
    const typed = (await ask(sayQuestion(question))).trim();
    if (typed === '' && !question.required) return undefined;
    const answer = answerTo(kind, question, typed);
    if (answer.ok) return answer.value;
    // What was typed is not repeated: it may be the secret itself.
    say(`  ${plain(answer.error)}\n`);
  }
}

/** `url (The tracking server): `, `champion (The alias that stands for it) [champion]: `. */
export function sayQuestion(question: Question): string {
  const { name, initial, required, choices } = question;
  const among = choices ? ` ${choices.join(' | ')}` : '';
  const otherwise =
    initial !== null ? ` [${typeof initial === 'string' ? initial : JSON.stringify(initial)}]` : '';
  return `${name}${about(question)}${among}${otherwise}${required || initial !== null ? '' : ' [leave out]'}: `;
}

const about = ({ about: says }: Question): string => (says ? ` (${says})` : '');

const usage = (sentence: string) => new Fault('usage', sentence, { retry: 'never' });
