/** `steward readings`: what the systems behind a model measured by themselves, to hold beside Steward's own monitors. */
import type { Command } from 'commander';
import type { Reading } from '../backends/contract.ts';
import type { BackendId } from '../domain/ids.ts';
import { Fault } from '../lib/fault.ts';
import { sayInstant, week } from '../lib/time.ts';
import { findModel, readTime } from './find-model.ts';
import { table } from './output.ts';

interface Options {
  from?: string;
  to?: string;
  json?: boolean;
}

export function readings(program: Command): void {
  program
    .command('readings')
    .summary("show what a model's own systems measured")
    .description(
      'Reads drift and accuracy as the systems measure them that train or keep a model, where they do. Nothing is kept, and ' +
        "nothing follows from it: alerts come from Steward's own monitors.",
    )
    .argument('<model>')
    .option('--from <time>', 'first time, inclusive; a week before --to by default')
    .option('--to <time>', 'last time, exclusive; now by default')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nExamples:\n  $ steward readings churn-v3\n  $ steward readings churn-v3 --from 2026-01-01 --json',
    )
    .action(run);
}

async function run(id: string, { from, to, json = false }: Options): Promise<void> {
  const { withDatabase } = await import('../main/with-database.ts');
  const until = to === undefined ? Date.now() : readTime(to, '--to');
  const window = { from: from === undefined ? until - week : readTime(from, '--from'), to: until };
  if (window.to <= window.from)
    throw new Fault('usage', '--to must be later than --from.', { retry: 'never' });
  const all = await withDatabase(async ({ db, ports }) => {
    const { model } = await findModel(db, id);
    const found: (Reading & { backend: BackendId })[] = [];
    let asked = 0;
    for (const backend of new Set([model.registry, model.trainer])) {
      const monitor = backend && (await ports.backend(backend)).monitor;
      if (!backend || !monitor) continue;
      asked += 1;
      for (const one of await monitor.readings(model.id, window)) found.push({ ...one, backend });
    }
    if (asked > 0) return found;
    const sentence = `None of the systems behind ${id} measures models by itself. Run \`steward check ${id}\` for Steward's own monitors.`;
    throw new Fault('usage', sentence, { retry: 'never' });
  });
  if (json) {
    process.stdout.write(`${JSON.stringify({ model: id, ...window, readings: all })}\n`);
    return;
  }
  const span = `${sayInstant(window.from)} to ${sayInstant(window.to)}`;
  if (all.length === 0) {
    process.stdout.write(`Nothing was measured from ${span}.\n`);
    return;
  }
  const rows = table(all, [
    { title: 'Measured at', cell: ({ at }) => sayInstant(at) },
    { title: 'System', cell: ({ backend }) => backend },
    { title: 'Metric', cell: ({ metric }) => metric },
    { title: 'Column', cell: ({ column }) => column ?? 'the model' },
    { title: 'Value', cell: ({ value }) => String(Number(value.toPrecision(5))), right: true },
    { title: 'n', cell: ({ n }) => n, right: true },
  ]);
  process.stdout.write(`${rows}\n\nFrom ${span}.\n`);
}
