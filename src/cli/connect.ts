/** `steward connect KIND`: asks for a backend's settings, tries it, and writes its entry. */
import { readFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import type { Kinds } from '../config/configuration.ts';
import type { Question } from '../config/kind-questions.ts';
import { closest } from '../lib/closest.ts';
import { Fault } from '../lib/fault.ts';
import { plain, quoted, table } from './output.ts';

interface Options {
  id?: string;
  file: string;
  set: Record<string, string>;
  all?: boolean;
  test: boolean;
  force?: boolean;
  json?: boolean;
}

export function connect(program: Command): void {
  program
    .command('connect')
    .summary('connect a system that trains models or keeps their versions')
    .description(
      'Asks for the settings of a kind of backend, tries whether it answers, and writes its entry into a YAML file. Secrets are never asked for: write env:NAME or file:PATH. Without a kind it lists them.',
    )
    .argument('[kind]', 'mlflow, airflow, github, …')
    .option('--id <name>', 'how models name it; by default the kind')
    .option('-f, --file <file>', 'where the entry is written', 'backends.yaml')
    .option('--set <setting=value>', 'a setting, which is then not asked for; again for each', collect, {})
    .option('--all', 'ask for what hardly anybody has to say, too: timeouts, headers, certificates, proxies')
    .option('--no-test', 'do not try whether it answers')
    .option('--force', 'replace an entry of the same name')
    .option('--json', 'ask nothing, and print what was done as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ steward connect mlflow\n  $ steward connect github --set repository=acme/models --set workflow=train.yml --set token=env:GITHUB_TOKEN',
    )
    .action(run);
}

function collect(given: string, before: Record<string, string>): Record<string, string> {
  const [, name, value] = /^([\w.]+)=(.*)$/s.exec(given) ?? [];
  if (name === undefined || value === undefined)
    throw usage('--set takes a setting and its value: --set url=https://…');
  return { ...before, [name]: value };
}

const usage = (sentence: string) => new Fault('usage', sentence, { retry: 'never' });

async function run(asked: string | undefined, options: Options): Promise<void> {
  const { kinds } = await import('../config/kinds.ts');
  const { backends } = kinds;
  const say = (text: string) => void process.stdout.write(text);
  if (asked === undefined)
    return say(options.json ? `${JSON.stringify({ kinds: backends.map(named) })}\n` : listed(backends));
  const kind = backends.find(({ id }) => id === asked);
  if (!kind) {
    const near = closest(
      asked,
      backends.map(({ id }) => id),
    );
    throw usage(
      `There is no kind "${plain(asked.slice(0, 60))}". ${near ? `Did you mean ${near}?` : 'steward connect lists them.'}`,
    );
  }
  const { mistakesIn, questionsOf } = await import('../config/kind-questions.ts');
  const { collectAnswers } = await import('./connect-answers.ts');
  const { id = kind.id, file, json = false, all = false, set } = options;
  const questions = questionsOf(kind);
  if (!json && process.stdin.isTTY) say(`${kind.title}: Enter leaves out what is not needed.\n`);
  const settings = await asking(json, (ask) =>
    collectAnswers({ kind, questions, given: set, all, ask, say }),
  );
  const mistakes = mistakesIn(kind, id, settings);
  if (mistakes.length > 0)
    throw usage(`${mistakes.join('\n')}\nNothing was written.${again(kind.id, questions, settings)}`);

  const { withBackend, sayEntry } = await import('../config/write-backend.ts');
  const entry = { id, kind: kind.id, settings };
  const text = withBackend(await textOf(file), entry, { replace: options.force ?? false });
  const says = options.test ? await tried(kind, { id, settings, questions }) : null;
  await writeFile(file, text).catch((cause: NodeJS.ErrnoException) => {
    throw usage(`${plain(file)} cannot be written (${cause.code}); is its folder there?`);
  });
  if (json) return say(`${JSON.stringify({ ...entry, file, says })}\n`);
  const use = [...(kind.lacks.registry ? [] : ['registry']), ...(kind.lacks.trainer ? [] : ['trainer'])];
  say(
    `${says === null ? 'not tried' : `ok  ${plain(says)}`}\n\nWritten to ${plain(file)}:\n${sayEntry(entry)}\nNext: write ${use.map((member) => `\`${member}: ${id}\``).join(' or ')} at a model, and run steward apply -f DIR.\n`,
  );
}

async function tried(
  kind: Kinds['backends'][number],
  { id, settings, questions }: { id: string; settings: Record<string, unknown>; questions: Question[] },
): Promise<string> {
  const [{ tryBackend }, { settings: read }] = await Promise.all([
    import('../main/try-backend.ts'),
    import('../config/settings.ts'),
  ]);
  try {
    return await tryBackend(kind, { id, settings, home: read().home });
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    const { code, message, retry } = thrown;
    const next = `${message}\nNothing was written.${again(kind.id, questions, settings)}`;
    throw new Fault(code, next, { retry, cause: thrown });
  }
}

/** Null: it is not there yet. */
async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw usage(`${plain(file)} cannot be read (${code}); name another file with -f.`);
  }
}

type Ask = (text: string) => Promise<string>;

/** Hands in how a person is asked, or null where there is none; whoever leaves ends it. */
async function asking<T>(silent: boolean, use: (ask: Ask | null) => Promise<T>): Promise<T> {
  if (silent || !process.stdin.isTTY) return use(null);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // Lines that are pasted together answer one question after the other.
  const lines = terminal[Symbol.asyncIterator]();
  try {
    return await use(async (text) => {
      terminal.setPrompt(text);
      terminal.prompt();
      const { value, done } = await lines.next();
      if (done) throw usage('Nothing was written.');
      return value;
    });
  } finally {
    terminal.close();
  }
}

/** Everything that was said holds references at most, so it can be said again. */
function again(kind: string, questions: Question[], settings: Record<string, unknown>): string {
  const said = questions
    .filter(({ name }) => name in settings)
    .map(
      ({ name, text }) =>
        `--set ${quoted(`${name}=${text ? settings[name] : JSON.stringify(settings[name])}`)}`,
    );
  return said.length > 0
    ? `\nAgain with what you said:\n  $ steward connect ${kind} ${plain(said.join(' '))}`
    : '';
}

type Listed = { id: string; title: string; lacks: { trainer?: string; registry?: string } };

const named = ({ id, title, lacks }: Listed) => ({
  ...{ id, title, trains: !lacks.trainer, keepsVersions: !lacks.registry },
});

const listed = (kinds: readonly Listed[]): string => {
  const yes = (one: boolean) => (one ? 'yes' : '');
  return `${table(kinds.map(named), [
    { title: 'Kind', cell: ({ id }) => id },
    { title: 'System', cell: ({ title }) => title },
    { title: 'Trains', cell: ({ trains }) => yes(trains) },
    { title: 'Keeps versions', cell: ({ keepsVersions }) => yes(keepsVersions) },
  ])}\n\nsteward connect KIND asks for what it needs.\n`;
};
