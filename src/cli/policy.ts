/** `steward policy`: what the policies mean for people, before anybody presses anything. */
import type { Command } from 'commander';
import { Option } from 'commander';
import { askedActions } from '../domain/who-can.ts';

export function policy(program: Command): void {
  const verb = program
    .command('policy')
    .summary('say who may do what, and what another policy would have decided')
    .description('Looks at policies and people; nothing is changed.')
    .addHelpText(
      'after',
      '\nExamples:\n  $ steward policy who-can promote churn-v3\n  $ steward policy test --replay 90d -f steward/',
    );
  verb
    .command('who-can')
    .description('Names everybody who may do something with a model; exit code 1 when they are too few.')
    .argument('<action>', askedActions.join(', '))
    .argument('<model>')
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', '\nExample:\n  $ steward policy who-can promote churn-v3 --json')
    .action(async (action: string, model: string, given: { json?: boolean }) =>
      (await import('./policy-who-can.ts')).sayWhoCan(action, model, given),
    );
  verb
    .command('test')
    .description(
      'Decides past questions once more by the policies of a folder, or by those in force: the same votes at the same ' +
        'times. Exit code 1 when a decision would have been another.',
    )
    .addOption(new Option('--replay <time>', 'how far back').default('90d'))
    .option('-f, --file <folder>', 'a folder of YAML files, or one file; by default what was applied')
    .option('--json', 'print the decisions as JSON')
    .addHelpText('after', '\nExample:\n  $ steward policy test --replay 90d -f steward/')
    .action(async (given) => (await import('./policy-test.ts')).testPolicy(given));
}
