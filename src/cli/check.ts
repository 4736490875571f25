/** `steward check`: runs monitors now, as their schedules would, and keeps what they found. */
import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { readChecks } from '../db/read.ts';
import type { Check } from '../domain/check.ts';
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
  const [id = '', monitorId] = asked.split('/', 2);
  const when = at === undefined ? undefined : readTime(at, '--at');
  const checks = await withDatabase(async ({ db, ports }) => {
    const known = await findModel(db, id);
    const made: Check[] = [];
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
      made.push(...kept.filter((one) => one.window.from === window.from && one.window.to === window.to));
    }
    return made;
  });
  if (checks.some(({ verdict }) => verdict === 'breach')) foundSomething();
  else if (checks.some(({ verdict }) => verdict === 'error')) couldNotDo();
  process.stdout.write(`${json ? JSON.stringify({ model: id, checks }) : tableOf(checks)}\n`);
}

const tableOf = (checks: Check[]): string =>
  table(
    checks.flatMap((one) => one.findings.map((finding) => ({ one, finding }))),
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
      { title: 'Note', cell: ({ finding }) => finding.note ?? '' },
    ],
  );
