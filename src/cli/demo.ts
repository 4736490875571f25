/** `steward demo`: everything on real data, nothing to set up. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { settings } from '../config/settings.ts';
import { openLog } from '../main/log.ts';
import { foundSomething } from './exit.ts';
import { untilAsked } from './until-asked.ts';

interface Options {
  auto?: boolean;
  json?: boolean;
  fresh?: boolean;
}

export function demo(program: Command): void {
  program
    .command('demo')
    .summary('run Steward on real data with a clock that can be moved')
    .description(
      'Starts Steward with three models on real data and a page to play on. Needs nothing but Node; everything that it ' +
        'writes is below ./.steward/demo.',
    )
    .option('--auto', 'play the whole story unattended; exit code 1 when a step was not observed')
    .option('--json', 'with --auto: one JSON object a line')
    .option('--fresh', 'begin anew instead of going on where the last demo stopped')
    .addHelpText(
      'after',
      '\nExamples:\n  $ steward demo\n  $ steward demo --auto\n  $ steward demo --auto --json',
    )
    .action(run);
}

async function run({ auto = false, json = false, fresh = false }: Options): Promise<void> {
  const { startDemo } = await import('../demo/world.ts');
  const given = settings();
  const home = path.join(given.home, auto ? `demo-auto-${process.pid}` : 'demo');
  if (auto || fresh) await rm(home, { recursive: true, force: true });
  // An unattended story is read by people or programs; only what is wrong may come between.
  const logLevel = given.logLevel === 'info' ? ('warn' as const) : given.logLevel;
  const log = openLog({ logLevel: auto ? 'error' : logLevel });
  const steward = await startDemo({ ...given, home, port: auto ? 0 : given.port }, log);
  try {
    if (!auto) {
      process.stdout.write(
        `The demo runs at ${steward.url}\nOpen it in a browser. Ctrl-C ends it; it goes on there next time.\n`,
      );
      await untilAsked();
      return;
    }
    const { playStory } = await import('../demo/story.ts');
    const { timeline } = await import('../demo/timeline.ts');
    const whole = await playStory(steward, timeline({ json, out: (text) => process.stdout.write(text) }));
    if (!whole) foundSomething();
  } finally {
    await steward.close();
    if (auto) await rm(home, { recursive: true, force: true });
  }
}
