/** `steward doctor`: what is missing, and what to do about it. */
import type { Command } from 'commander';
import type { Diagnosis } from './diagnosis.ts';
import { foundSomething } from './exit.ts';
import { paint, plain } from './output.ts';

export function doctor(program: Command): void {
  program
    .command('doctor')
    .summary('say what is missing')
    .description(
      'Checks settings, database, predictions, labels, references, backends, ballots, schedules and the log; changes nothing.',
    )
    .option('--json', 'print the checks as JSON')
    .addHelpText('after', '\nExamples:\n  $ steward doctor\n  $ steward doctor --json')
    .action(run);
}

async function run({ json = false }: { json?: boolean }): Promise<void> {
  const [{ withDatabase }, { diagnose }] = await Promise.all([
    import('../main/with-database.ts'),
    import('./diagnose.ts'),
  ]);
  const found = await withDatabase(diagnose);
  if (found.some(({ result }) => result === 'fail')) foundSomething();
  process.stdout.write(json ? `${JSON.stringify({ checks: found })}\n` : sayAll(found));
}

const colours = { ok: 'green', warning: 'yellow', fail: 'red' } as const;

function sayAll(found: Diagnosis[]): string {
  const lines = found.map(
    ({ what, result, says }) => `${paint(colours[result], result.padEnd(7))}  ${what}: ${plain(says)}`,
  );
  const count = (result: Diagnosis['result']) => found.filter((one) => one.result === result).length;
  return `${lines.join('\n')}\n${found.length} checks: ${count('ok')} ok, ${count('warning')} ${count('warning') === 1 ? 'warning' : 'warnings'}, ${count('fail')} failed.\n`;
}
