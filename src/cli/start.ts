/** `steward start`: one process with the page, the clock and the outbox. Run as many as you like on one database. */
import type { Command } from 'commander';
import { settings } from '../config/settings.ts';
import { openLog } from '../main/log.ts';
import { untilAsked } from './until-asked.ts';

export function start(program: Command): void {
  program
    .command('start')
    .summary('run Steward: page, schedules, effects')
    .description(
      'Runs Steward until it is asked to stop (Ctrl-C or SIGTERM). Several on one DATABASE_URL share the work.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  $ steward start\n  $ DATABASE_URL=postgres://steward@db/steward STEWARD_PORT=9000 steward start',
    )
    .action(async () => {
      const { startSteward } = await import('../main.ts');
      const read = settings();
      const log = openLog(read);
      const steward = await startSteward({ settings: read, log });
      process.stdout.write(`Steward runs at ${steward.url}\n`);
      const signal = await untilAsked();
      log.info({ signal }, 'stopping');
      await steward.close();
    });
}
