/** `steward audit`: whether the log proves itself. */
import type { Command } from 'commander';
import { foundSomething } from './exit.ts';

export function audit(program: Command): void {
  const verb = program
    .command('audit')
    .summary('prove that the log was neither edited nor cut off')
    .description('Checks the log of decisions.')
    .addHelpText('after', '\nExamples:\n  $ steward audit verify\n  $ steward audit verify --json');
  verb
    .command('verify')
    .description('Recomputes every hash and compares all seals; exit code 1 where the chain is broken.')
    .option('--json', 'print the result as JSON')
    .action(run);
}

async function run({ json = false }: { json?: boolean }): Promise<void> {
  const [{ withDatabase }, { verify }] = await Promise.all([
    import('../main/with-database.ts'),
    import('../engine/audit.ts'),
  ]);
  const verified = await withDatabase(({ db }) => verify(db));
  const { events, seals, broken, head } = verified;
  if (broken) foundSomething();
  const says = broken
    ? `${broken.stream}, entry ${broken.seq}: ${broken.why}. Nothing after it can be trusted.`
    : `All ${events} entries chain correctly, and all ${seals} seals fit.${head ? ` The last seal is ${head.slice(0, 12)}.` : ''}`;
  process.stdout.write(`${json ? JSON.stringify(verified) : says}\n`);
}
