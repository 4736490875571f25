/** `steward replay`: what a model's monitors would have said in the past, without posting or keeping anything. */
import type { Command } from 'commander';
import { Fault } from '../lib/fault.ts';
import { sayInstant } from '../lib/time.ts';
import { foundSomething } from './exit.ts';
import { findModel, readTime } from './find-model.ts';
import { sayMeasured, table } from './output.ts';
import type { Replayed, ReplayedAlert } from './replay-windows.ts';

interface Options {
  from: string;
  to: string;
  of?: string;
  json?: boolean;
}

export function replay(program: Command): void {
  program
    .command('replay')
    .summary('run monitors over past windows without posting')
    .description(
      "Runs a model's monitors at every time that their schedules name between two dates, with the labels that had arrived " +
        'by then: which alerts would have opened and closed, when, on what. Exit code 1 when one would have opened.',
    )
    .argument('<model>')
    .requiredOption('--from <time>', 'first time, inclusive')
    .requiredOption('--to <time>', 'last time, exclusive')
    .option('--of <version>', 'whose predictions; the champion by default')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExamples:\n  $ steward replay fremont-bridge --from 2019-01-01 --to 2020-07-01')
    .action(run);
}

async function run(id: string, { from, to, of: version, json = false }: Options): Promise<void> {
  const [{ withDatabase }, { readRegistered }, { replayWindows }] = await Promise.all([
    import('../main/with-database.ts'),
    import('../effects/registered.ts'),
    import('./replay-windows.ts'),
  ]);
  const span = { from: readTime(from, '--from'), to: readTime(to, '--to') };
  if (span.to <= span.from) throw new Fault('usage', '--to must be later than --from.', { retry: 'never' });
  const result = await withDatabase(async ({ db, ports }) => {
    const { model } = await findModel(db, id);
    const { champion, versions } = await readRegistered(ports, model.id);
    if (version !== undefined && !versions.some((one) => one.id === version)) {
      const known = versions.map((one) => one.id).join(', ');
      throw new Fault('usage', `${id} has no version "${version}". It has: ${known || 'none'}.`, {
        retry: 'never',
      });
    }
    const whose = versions.find((one) => one.id === version)?.id ?? champion;
    return replayWindows({ model, store: await ports.store(model), version: whose, span, progress });
  });
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  if (result.alerts.length > 0) foundSomething();
  process.stdout.write(
    json ? `${JSON.stringify({ model: id, ...result })}\n` : sayReplay(result.windows, result.alerts),
  );
}

const progress = (done: number, all: number): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${all} windows`);
};

function sayReplay(windows: Replayed[], alerts: ReplayedAlert[]): string {
  const rows = table(windows, [
    { title: 'Run at', cell: ({ at }) => sayInstant(at) },
    { title: 'Monitor', cell: ({ monitor }) => monitor },
    { title: 'Worst', cell: ({ worst }) => (worst ? (worst.column ?? worst.metric) : null) },
    { title: 'Value', cell: ({ worst }) => worst && sayMeasured(worst.metric, worst.value), right: true },
    { title: 'Limit', cell: ({ worst }) => worst && sayMeasured(worst.metric, worst.limit), right: true },
    { title: 'n', cell: ({ worst }) => worst?.n ?? null, right: true },
    { title: 'Verdict', cell: ({ verdict }) => verdict.replaceAll('_', ' ') },
  ]);
  const said = alerts.map(
    ({ monitor, openedAt, closedAt, on }) =>
      `${monitor}: would have opened ${sayInstant(openedAt)} on ${on}, ${closedAt === null ? 'and would still be open' : `closed ${sayInstant(closedAt)}`}.`,
  );
  return `${rows}\n\n${said.length > 0 ? said.join('\n') : 'No alert would have opened.'}\n`;
}
