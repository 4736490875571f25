/** The command line of a benchmark: `--help`, `--json`, and a sentence instead of a stack where an option is wrong. */
import { Command, InvalidArgumentError } from 'commander';
import { parseCount } from './report.ts';

export const benchmark = (script: string, what: string): Command =>
  new Command(`npm run ${script} --`)
    .description(what)
    .option('--json', 'one JSON object on standard output', false)
    .allowExcessArguments(false)
    .showHelpAfterError('(--help says what it takes)');

/** Reads an option's text; what it throws is said to the person. */
const reader =
  <T>(read: (text: string) => T) =>
  (text: string): T => {
    try {
      return read(text);
    } catch (thrown) {
      throw new InvalidArgumentError((thrown as Error).message);
    }
  };

/** `100k`, `1M` or a plain number. */
export const count = reader(parseCount);

/** The same, at most so many. */
export const countUpTo = (most: number, why: string) =>
  reader((text) => {
    const value = parseCount(text);
    if (value > most) throw new Error(`At most ${most}: ${why}.`);
    return value;
  });

/** Several counts, with commas between them. */
export const counts = reader((text) => text.split(',').map(parseCount));

/** Names out of those that are known, with commas between them. */
export const namesOf = <N extends string>(known: readonly N[]) =>
  reader((text) =>
    text.split(',').map((name): N => {
      if (!known.includes(name as N)) throw new Error(`“${name}” is none of ${known.join(', ')}.`);
      return name as N;
    }),
  );
