/** `npm run test:live [-- SUITE…]`: runs the live suites and ends with a table; exit code 1 when one failed. */
import path from 'node:path';
import { startVitest, type TestModule } from 'vitest/node';
import { required } from './suites.ts';
import { type Ran, verdictsOf, verdictTable } from './verdicts.ts';

const wanted = process.argv.slice(2);
const suffix = '.live.ts';
let suites: Ran[] = [];

/** Of the file while it was loaded, or of a hook; the first line says what, the rest stands above the table. */
const problemOf = (module: TestModule): string | undefined => {
  const errors = [module, ...module.children.allSuites()].flatMap((one) => one.errors());
  return errors[0]?.message.split('\n')[0]?.slice(0, 160);
};

const ranOf = (module: TestModule): Ran => ({
  name: path.basename(module.moduleId, suffix),
  problem: problemOf(module),
  tests: [...module.children.allTests()].map((one) => {
    const result = one.result();
    return { state: result.state, note: result.state === 'skipped' ? result.note : undefined };
  }),
});

const collector = {
  onTestRunEnd(modules: readonly TestModule[]) {
    suites = modules.map(ranOf).sort((a, b) => (a.name < b.name ? -1 : 1));
  },
};

const vitest = await startVitest(
  'test',
  wanted.map((name) => `/${name}${suffix}`),
  {
    config: false,
    watch: false,
    include: [`test/live/*${suffix}`],
    globalSetup: ['test/global-setup.ts'],
    pool: 'forks',
    // Each suite brings software that wants the machine for itself.
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 600_000,
    teardownTimeout: 60_000,
    reporters: ['default', collector],
  },
);
await vitest.close();
const verdicts = verdictsOf(
  suites,
  wanted.length === 0 ? required : required.filter((name) => wanted.includes(name)),
);
const unknown = wanted.filter((name) => suites.every((suite) => suite.name !== name));
for (const name of unknown) console.error(`There is no live suite “${name}”.`);
console.log(`\n${verdictTable(verdicts)}`);
const isGood = unknown.length === 0 && verdicts.every(({ verdict }) => verdict !== 'failed');
process.exitCode = isGood && vitest.state.getUnhandledErrors().length === 0 ? 0 : 1;
