/** What the steps of `steward init` share: tokens that are asked for, and checks that are told. */
import { createInterface } from 'node:readline/promises';
import { Fault } from '../lib/fault.ts';
import { plain } from './output.ts';

/** What is written into the file, by the variable's name; null: something failed, and nothing is written. */
export type Connect = (waitSeconds: number) => Promise<Record<string, string> | null>;

export const say = (line: string) => process.stdout.write(`${line}\n`);

interface Wanted {
  title: string;
  /** What every such token looks like. */
  like: RegExp;
  says: string;
  given: string | undefined;
}

/** From the environment, or asked for. Throws `Fault` when it cannot be one. */
export async function tokenFor({ title, like, says, given }: Wanted): Promise<string> {
  const checked = (token: string): string => {
    if (like.test(token)) return token;
    throw new Fault('usage', `This token must ${says} (it is not shown here).`, { retry: 'never' });
  };
  if (given) {
    say(`${title}: taken from the environment`);
    return checked(given);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // A question alone never settles once the input has ended.
  const left = new AbortController();
  terminal.once('close', () => left.abort());
  try {
    return checked((await terminal.question(`${title}: `, { signal: left.signal })).trim());
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown;
    throw new Fault(
      'usage',
      'No token was given: type it, or set the variable that steward init --help names.',
      { retry: 'never' },
    );
  } finally {
    terminal.close();
  }
}

/** Tells what was examined; false when something failed. */
export function tell(found: { what: string; result: string; says: string }[]): boolean {
  for (const { what, result, says } of found) say(`     ${result.padEnd(7)}  ${what}: ${plain(says)}`);
  if (found.every(({ result }) => result !== 'fail')) return true;
  say('\nNothing was written. Correct what failed and run steward init again.');
  return false;
}
