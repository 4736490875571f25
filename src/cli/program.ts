// The command line's frame: finds the verb, loads only that, and says what went wrong the same way for all of them.
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { closest } from '../lib/closest.ts';
import { Fault } from '../lib/fault.ts';
import { exitHelp, exits } from './exit.ts';
import { plain } from './output.ts';
import { verbs as allVerbs, type Verb } from './verbs.ts';

interface Terminal {
  out(text: string): void;
  err(text: string): void;
}

const terminal: Terminal = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

/** Runs what follows `steward` and answers the exit code. Never throws. */
export async function run(
  argv: readonly string[],
  { verbs = allVerbs, out, err }: { verbs?: readonly Verb[] } & Terminal = terminal,
): Promise<number> {
  const words = argv[0] === 'help' ? [...argv.slice(1), '--help'] : [...argv];
  const fail = (code: string, message: string): number => {
    const json = words.slice(0, words.includes('--') ? words.indexOf('--') : words.length).includes('--json');
    err(json ? `${JSON.stringify({ error: { code, message } })}\n` : `${message}\n`);
    return exits.error;
  };
  const said: string[] = [];
  try {
    const program = frame(verbs)
      .exitOverride()
      .configureOutput({
        writeOut: out,
        writeErr: (text) => said.push(text),
        outputError: (text) => said.push(text),
      });
    const asked = words.find((word) => !word.startsWith('-'));
    const verb = verbs.find((one) => one.name === asked);
    if (asked !== undefined && !verb) return fail('usage', unknownVerb(asked, verbs));
    if (words.length === 0) words.push('--help');
    if (verb) (await verb.load())(program);
    for (const other of verbs) if (other !== verb) program.command(other.name).summary(other.summary);
    process.exitCode = undefined;
    await program.parseAsync(words, { from: 'user' });
    return Number(process.exitCode ?? exits.ok);
  } catch (thrown) {
    if (thrown instanceof CommanderError)
      return thrown.exitCode === 0 ? exits.ok : fail('usage', usage(said));
    if (thrown instanceof Fault) return fail(thrown.code, thrown.message);
    const { reportBug } = await import('./report-bug.ts');
    const { id, sentence } = await reportBug(thrown);
    return fail(id, sentence);
  }
}

const frame = (verbs: readonly Verb[]): Command => {
  const order = verbs.map((verb) => verb.name);
  const place = (command: Command) => order.indexOf(command.name());
  return new Command('steward')
    .description('Model operations in chat: drift checks, approvals, retraining, promotion, rollback.')
    .version(version(), '-v, --version', 'show the version')
    .helpOption('-h, --help', 'show help; after a verb, its options and examples')
    .helpCommand(false)
    .configureHelp({
      visibleCommands: (command) => [...command.commands].sort((a, b) => place(a) - place(b)),
    })
    .usage('<verb> [options]')
    .addHelpText('after', `\n${exitHelp}`);
};

function version(): string {
  // Two folders up, from src/cli as from dist/cli.
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function unknownVerb(asked: string, verbs: readonly Verb[]): string {
  const near = closest(
    asked,
    verbs.map((verb) => verb.name),
  );
  const hint = near === null ? 'See steward --help.' : `Did you mean ${near}?`;
  return `There is no verb "${plain(asked.slice(0, 60))}". ${hint}`;
}

/** Commander's complaint as our sentences: `error: unknown option '--x'\n(Did you mean --y?)`. */
function usage(said: readonly string[]): string {
  const text = plain(
    said
      .join(' ')
      .replace(/^error: /, '')
      .replaceAll(/[()]/g, ''),
  ).trim();
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? '' : '.'}`;
}
