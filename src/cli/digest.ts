/** `steward digest`: a channel's week in the terminal; nothing is sent. */
import type { Command } from 'commander';
import { readWorkspace } from '../db/read.ts';
import { closest } from '../lib/closest.ts';
import { Fault } from '../lib/fault.ts';
import { week } from '../lib/time.ts';
import { readTime } from './find-model.ts';

export function digest(program: Command): void {
  program
    .command('digest')
    .summary("show a channel's week")
    .description('Prints what the weekly digest of a channel says now, or said at a time. Nothing is sent.')
    .argument('<channel>')
    .option('--at <time>', 'the end of the week; now by default')
    .option('--json', 'print the card as JSON')
    .addHelpText('after', '\nExamples:\n  $ steward digest ml\n  $ steward digest ml --at 2026-11-02T09:00Z')
    .action(run);
}

async function run(id: string, { at, json = false }: { at?: string; json?: boolean }): Promise<void> {
  const [{ withDatabase }, { readDigest }, { digestCard }, { worldNow }, { cardText }] = await Promise.all([
    import('../main/with-database.ts'),
    import('../effects/post-digest.ts'),
    import('../cards/digest-card.ts'),
    import('../engine/clock.ts'),
    import('./card-text.ts'),
  ]);
  const when = at === undefined ? undefined : readTime(at, '--at');
  const card = await withDatabase(async ({ db, ports }) => {
    const { channels } = await readWorkspace(db);
    const channel = channels.find((one) => one.id === id);
    if (!channel) {
      const ids = channels.map((one) => one.id as string);
      const near = closest(id, ids);
      const hint = near ? `Did you mean ${near}?` : `There is: ${ids.join(', ') || 'none yet'}.`;
      throw new Fault('usage', `There is no channel "${id.slice(0, 80)}". ${hint}`, { retry: 'never' });
    }
    const to = when ?? (await worldNow(db.sql));
    return digestCard(
      await readDigest(ports, { channel: channel.id, period: { from: to - week, to } }, null),
    );
  });
  process.stdout.write(`${json ? JSON.stringify(card) : cardText(card)}\n`);
}
