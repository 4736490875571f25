/** `steward apply`: brings models, monitors, policies, people and channels from YAML into the database. */
import type { Command } from 'commander';
import { sayMistake } from '../config/configuration.ts';
import { kinds } from '../config/kinds.ts';
import { readConfiguration } from '../config/read-configuration.ts';
import { sayPlan } from '../config/say-plan.ts';
import { settings } from '../config/settings.ts';
import { Fault } from '../lib/fault.ts';
import { apply as applyAll, planApply } from '../main/apply.ts';
import { openQuietLog } from '../main/log.ts';
import { openDatabase } from '../main/open-database.ts';
import { foundSomething } from './exit.ts';

interface Options {
  file: string;
  plan?: boolean;
  prune?: boolean;
  json?: boolean;
}

export function apply(program: Command): void {
  program
    .command('apply')
    .summary('bring models as code into the database')
    .description(
      'Reads every YAML file below a folder, shows what would change, and changes it: all or nothing. ' +
        'All mistakes are shown at once, with file and line.',
    )
    .requiredOption('-f, --file <folder>', 'a folder of YAML files, or one file')
    .option('--plan', 'only show what would change; exit code 1 when something would')
    .option('--prune', 'also remove what the files no longer hold (never what was made in chat)')
    .option('--json', 'print the changes as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ steward apply -f steward/ --plan\n  $ steward apply -f steward/\n\n' +
        'For completion in editors, begin a file with:\n  # yaml-language-server: $schema=PATH/TO/steward/src/config/steward.schema.json',
    )
    .action(run);
}

async function run({ file, plan = false, prune = false, json = false }: Options): Promise<void> {
  const read = await readConfiguration(file, kinds);
  if (!read.ok) throw new Fault('configuration', read.error.map(sayMistake).join('\n'), { retry: 'never' });
  const given = settings();
  const db = await openDatabase(given, openQuietLog(given));
  try {
    const changes = plan
      ? await planApply(db, read.value, { prune })
      : await applyAll(db, read.value, { prune });
    if (plan && changes.length > 0) foundSomething();
    const text = json ? JSON.stringify({ applied: !plan, changes }) : sayPlan(changes);
    process.stdout.write(`${text}\n`);
    if (!json && !plan && changes.length > 0) process.stdout.write('Done.\n');
  } finally {
    await db.close();
  }
}
