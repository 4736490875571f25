/** `steward check`: runs monitors now, as their schedules would, and keeps what they found. */
import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { readChecks } from '../db/read.ts';
import type { Check } from '../domain/check.ts';
import type { Finding } from '../domain/finding.ts';
import type { Monitor } from '../domain/monitor.ts';
import { sayInstant } from '../lib/time.ts';
import { couldNotDo, foundSomething } from './exit.ts';
import { findModel, findMonitors, readTime } from './find-model.ts';
import { sayMeasured, table } from './output.ts';

export function check(program: Command): void {
  program
    .command('check')
    .summary('run monitors now')
    .description(
      'Runs the monitors of a model now and keeps what they found; exit code 1 when a limit is crossed, ' +
        '2 when none is and something could not be measured.',
    )
    .argument('<model>', 'a model, or MODEL/MONITOR')
    .option('--at <time>', 'run them as if their schedule had named this time')
    .option('--json', 'print the findings as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ steward check churn-v3\n  $ steward check churn-v3/drift --at 2026-11-02 --json',
    )
    .action(run);
}

async function run(asked: string, { at, json = false }: { at?: string; json?: boolean }): Promise<void> {
  const { withDatabase } = await import('../main/with-database.ts');
  const { runCheck } = await import('../effects/run-check.ts');
  const { worldNow } = await import('../engine/clock.ts');
  const { windowAt } = await import('../engine/tick.ts');
  const { sayInterval } = await import('../cards/words.ts');
  const [id = '', monitorId] = asked.split('/', 2);
  const when = at === undefined ? undefined : readTime(at, '--at');
  const made = await withDatabase(async ({ db, ports }) => {
    const known = await findModel(db, id);
    const made: Made[] = [];
    for (const monitor of findMonitors(known, monitorId)) {
      const window = windowAt(monitor, known.model, when ?? (await worldNow(db.sql)));
      const key = `cli-${randomUUID()}`;
      const effect = {
        kind: 'run_check' as const,
        model: known.model.id,
        monitor: monitor.id,
        window,
        cause: key,
      };
      await runCheck(ports, effect, { key, attempt: 1, signal: new AbortController().signal });
      const kept = await readChecks(db, known.model.id, monitor.id, 200);
      const ours = kept.filter((one) => one.window.from === window.from && one.window.to === window.to);
      made.push(...ours.map((one) => ({ one, monitor })));
    }
    return made;
  });
  const checks = made.map(({ one }) => one);
  if (checks.some(({ verdict }) => verdict === 'breach')) foundSomething();
  else if (checks.some(({ verdict }) => verdict === 'error')) couldNotDo();
  process.stdout.write(`${json ? JSON.stringify({ model: id, checks }) : tableOf(made, sayInterval)}\n`);
}

interface Made {
  one: Check;
  monitor: Monitor;
}

const tableOf = (made: Made[], sayInterval: (finding: Finding, monitor: Monitor) => string[]): string =>
  table(
    made.flatMap(({ one, monitor }) => one.findings.map((finding) => ({ one, monitor, finding }))),
    [
      { title: 'Monitor', cell: ({ one }) => one.monitor },
      { title: 'Window to', cell: ({ one }) => sayInstant(one.window.to) },
      { title: 'Version', cell: ({ one }) => one.version },
      { title: 'What', cell: ({ finding }) => finding.column ?? '–' },
      { title: 'Measure', cell: ({ finding }) => finding.metric },
      { title: 'Value', cell: ({ finding }) => sayMeasured(finding.metric, finding.value), right: true },
      { title: 'Limit', cell: ({ finding }) => sayMeasured(finding.metric, finding.limit), right: true },
      { title: 'n', cell: ({ finding }) => finding.n, right: true },
      { title: 'Verdict', cell: ({ finding }) => finding.verdict.replaceAll('_', ' ') },
      {
        title: 'Note',
        cell: ({ finding, monitor }) =>
          [...sayInterval(finding, monitor), ...(finding.note ? [finding.note] : [])].join('; '),
      },
    ],
  );
