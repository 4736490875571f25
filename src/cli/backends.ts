/** `steward backends`: what is connected, what it can do, and what it answers. */
import type { Command } from 'commander';
import type { Backend, BackendKind, Capability } from '../backends/contract.ts';
import { sentenceOf } from '../lib/fault.ts';
import { sayInstant } from '../lib/time.ts';
import type { Opened } from '../main/with-database.ts';
import { foundSomething } from './exit.ts';
import { paint, plain, table } from './output.ts';

export function backends(program: Command): void {
  program
    .command('backends')
    .summary('say which systems are connected, what they can, and whether they answer')
    .description(
      'Asks every configured backend whether it can be used; changes nothing. Exit code 1 when one does not answer.',
    )
    .option('--json', 'print them as JSON')
    .addHelpText('after', '\nExamples:\n  $ steward backends\n  $ steward backends --json')
    .action(run);
}

interface Row {
  id: string;
  kind: string;
  title: string;
  /** Null: it could not be opened. */
  can: Capability[] | null;
  lacks: Partial<Record<Capability, string>>;
  models: string[];
  answer: { ok: boolean; says: string };
  /** When it last said which versions there are. */
  answeredAt: string | null;
  problem: string | null;
}

async function run({ json = false }: { json?: boolean }): Promise<void> {
  const { withDatabase } = await import('../main/with-database.ts');
  const rows = await withDatabase(examine);
  if (rows.some(({ answer }) => !answer.ok)) foundSomething();
  process.stdout.write(json ? `${JSON.stringify({ backends: rows })}\n` : sayAll(rows));
}

async function examine({ db, ports }: Opened): Promise<Row[]> {
  const [{ readModels, readWorkspace }, { readLastLooks }, { kinds }] = await Promise.all([
    import('../db/read.ts'),
    import('../db/registered.ts'),
    import('../config/kinds.ts'),
  ]);
  const [workspace, models, looks] = await Promise.all([
    readWorkspace(db),
    readModels(db),
    readLastLooks(db),
  ]);
  return Promise.all(
    workspace.backends.map(async ({ id, kind: name }): Promise<Row> => {
      const kind = kinds.backends.find((one) => one.id === name);
      const opened = await ports.backend(id).then(
        (backend) => ({ backend, problem: '' }),
        (thrown: unknown) => ({ backend: null, problem: sentenceOf(thrown) }),
      );
      const { backend } = opened;
      const look = looks.get(id);
      return {
        ...{ id, kind: name, title: kind?.title ?? name },
        can: backend && kind ? abilities(backend, kind) : null,
        lacks: kind?.lacks ?? {},
        models: models.flatMap(({ model }) =>
          model.registry === id || model.trainer === id ? [model.id as string] : [],
        ),
        answer: backend
          ? await backend.probe().then(
              (says) => ({ ok: true, says }),
              (thrown: unknown) => ({ ok: false, says: sentenceOf(thrown) }),
            )
          : { ok: false, says: opened.problem },
        answeredAt: look?.answeredAt ? new Date(look.answeredAt).toISOString() : null,
        problem: look?.problem ?? null,
      };
    }),
  );
}

/** What this one can do as it is configured, which may be less than its kind can. */
export function abilities(backend: Backend, kind: Pick<BackendKind, 'lacks'>): Capability[] {
  const { trainer, registry, monitor, hear } = backend;
  const kept = (name: Capability) => registry !== undefined && !kind.lacks[name];
  const has: Record<Capability, boolean> = {
    trainer: trainer !== undefined,
    find: trainer?.find !== undefined,
    cancel: trainer?.cancel !== undefined,
    registry: registry !== undefined,
    register: registry?.register !== undefined,
    produced: registry?.produced !== undefined,
    champion: kept('champion'),
    challenger: kept('challenger'),
    promote: registry?.assign !== undefined,
    metrics: kept('metrics'),
    resolve: registry?.resolve !== undefined,
    monitor: monitor !== undefined,
    hear: hear !== undefined,
  };
  return (Object.keys(has) as Capability[]).filter((name) => has[name]);
}

/** What people care about first; `--json` has all of it. */
const shown: [Capability, string][] = [
  ['trainer', 'train'],
  ['cancel', 'cancel'],
  ['registry', 'versions'],
  ['promote', 'promote'],
  ['hear', 'webhook'],
];

function sayAll(rows: Row[]): string {
  if (rows.length === 0) return 'No backend is configured; steward connect KIND adds one.\n';
  const can = (row: Row) =>
    shown.flatMap(([name, word]) => (row.can?.includes(name) ? [word] : [])).join(', ');
  const listed = table(rows, [
    { title: 'Backend', cell: ({ id }) => id },
    { title: 'System', cell: ({ title }) => title },
    { title: 'Can', cell: (row) => can(row) || null },
    { title: 'Models', cell: ({ models }) => models.length, right: true },
    { title: 'Versions seen', cell: ({ answeredAt }) => answeredAt && sayInstant(Date.parse(answeredAt)) },
    { title: 'Answers', cell: ({ answer }) => (answer.ok ? 'yes' : 'no') },
  ]);
  const says = rows.map(
    ({ id, answer }) => `${paint(answer.ok ? 'green' : 'red', id)}: ${plain(answer.says)}`,
  );
  return `${listed}\n\n${says.join('\n')}\n`;
}
