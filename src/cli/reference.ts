/** `steward reference suggest`: which reference would have been quietest for a model, at equal sensitivity. */
import type { Command } from 'commander';
import { Fault } from '../lib/fault.ts';
import { findModel, findMonitors } from './find-model.ts';
import { table } from './output.ts';

export function reference(program: Command): void {
  program
    .command('reference')
    .summary('suggest what a drift monitor compares with')
    .description('What drift monitors compare their windows with.')
    .addHelpText('after', '\nExamples:\n  $ steward reference suggest churn-v3')
    .command('suggest')
    .summary('try references on history')
    .description(
      'Tries references on the history of a model. Each gets thresholds at which a planted shift of 20 % of the rows would have been ' +
        'found in four of five past windows; the best one then alarms least on the windows as they were. Nothing is changed.',
    )
    .argument('<model>', 'a model, or MODEL/MONITOR')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nExamples:\n  $ steward reference suggest churn-v3\n  $ steward reference suggest churn-v3/drift --json',
    )
    .action(suggest);
}

async function suggest(asked: string, { json = false }: { json?: boolean }): Promise<void> {
  const [{ withDatabase }, { readRegistered }, { worldNow }, { suggestReference }, { writeReference }] =
    await Promise.all([
      import('../main/with-database.ts'),
      import('../effects/registered.ts'),
      import('../engine/clock.ts'),
      import('./suggest-reference.ts'),
      import('../config/reference.ts'),
    ]);
  const [id = '', monitorId] = asked.split('/', 2);
  const { monitor, tried, untried } = await withDatabase(async ({ db, ports }) => {
    const known = await findModel(db, id);
    const monitor = findMonitors(known, monitorId).find((one) => one.kind === 'drift');
    if (!monitor) throw new Fault('usage', `${asked} is no drift monitor.`, { retry: 'never' });
    const { champion, versions } = await readRegistered(ports, known.model.id);
    const trainedUntil = versions.find((one) => one.id === champion)?.lineage.trainedUntil ?? null;
    const store = await ports.store(known.model);
    const now = await worldNow(db.sql);
    const found = await suggestReference({ model: known.model, monitor, store, now, trainedUntil, progress });
    return { monitor, ...found };
  });
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  const written = (one: Parameters<typeof writeReference>[0]) => writeReference(one);
  if (json) {
    const rows = tried.map((one) => ({ ...one, reference: written(one.reference) }));
    process.stdout.write(
      `${JSON.stringify({ model: id, monitor: monitor.id, tried: rows, untried: untried.map(written) })}\n`,
    );
    return;
  }
  const say = (one: Parameters<typeof writeReference>[0]) => {
    const yaml = written(one);
    if (typeof yaml === 'string') return yaml;
    return `{ ${Object.entries(yaml)
      .map(([key, value]) => `${key}: ${Array.isArray(value) ? `[${value.join(', ')}]` : value}`)
      .join(', ')} }`;
  };
  const rows = table(tried, [
    { title: 'Reference', cell: (one) => say(one.reference) },
    { title: 'Windows', cell: ({ windows }) => windows, right: true },
    { title: 'With an alarm', cell: ({ alarmed }) => alarmed, right: true },
    { title: 'Alarms per column', cell: ({ rate }) => `${(100 * rate).toFixed(1)} %`, right: true },
    { title: 'Noise', cell: ({ noise }) => noise.toFixed(2), right: true },
  ]);
  const short = untried
    .map((one) => `${say(one)}: too little history, or its rows are not known.\n`)
    .join('');
  const best = tried[0] ? `\nQuietest at equal sensitivity: reference: ${say(tried[0].reference)}\n` : '';
  process.stdout.write(`${rows}\n${short}${best}`);
}

/** On a terminal one line that moves; in a log every tenth step is enough. */
const progress = (said: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${said}`);
  else if (/ (1|\d*0) of/.test(said)) process.stderr.write(`${said}\n`);
};
