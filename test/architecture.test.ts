import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { backends } from '../src/backends/index.ts';
import { effects } from '../src/effects/index.ts';
import { methods } from '../src/methods/index.ts';
import { stores } from '../src/stores/index.ts';
import {
  adapterOf,
  badNames,
  defaultExports,
  environmentReaders,
  forbiddenImports,
  layerOf,
  layers,
  lockGaps,
  nosyAdapters,
  packages,
  readTree,
  type Source,
  strayVendors,
  tooLong,
} from './architecture.ts';

const src = readTree('src');
const tests = readTree('test');
const offender = (file: string, text: string): Source[] => [{ file, text }];

describe('imports point one way', () => {
  test('every layer imports only what its row allows', () => {
    expect(forbiddenImports(src)).toEqual([]);
  });
  test('and the rule sees an offender', () => {
    const wrong = (file: string, from: string) =>
      forbiddenImports(offender(file, `import { x } from '${from}';`));
    expect(wrong('src/domain/model.ts', '../db/read.ts')).toHaveLength(1);
    expect(wrong('src/domain/model.ts', 'zod')).toHaveLength(1);
    expect(wrong('src/effects/run-check.ts', '../stores/duckdb.ts')).toHaveLength(1);
    expect(wrong('src/effects/run-check.ts', '../stores/contract.ts')).toEqual([]);
    expect(wrong('src/commands/vote.ts', '../surfaces/contract.ts')).toHaveLength(1);
    expect(wrong('src/cards/card.ts', 'hono')).toHaveLength(1);
  });
  test('a vendor is known to its own adapter alone', () => {
    expect(strayVendors(src)).toEqual([]);
    const wrong = (file: string, from: string) =>
      strayVendors(offender(file, `import { x } from '${from}';`));
    expect(wrong('src/stores/sql/store.ts', '@duckdb/node-api')).toHaveLength(1);
    expect(wrong('src/cli/drift.ts', '@duckdb/node-api')).toHaveLength(1);
    expect(wrong('src/surfaces/web/page.ts', '@slack/bolt')).toHaveLength(1);
    expect(wrong('src/surfaces/slack/ask.ts', '@slack/bolt')).toEqual([]);
  });
  test('every folder has a row', () => {
    const known = [...Object.keys(layers), 'main', 'cli', 'config', 'http', 'demo'];
    expect(
      [...new Set(src.map(({ file }) => layerOf(file)))].filter((layer) => !known.includes(layer)),
    ).toEqual([]);
  });
  test('domain has no promise, no clock and no chance', () => {
    const impure = src
      .filter(({ file }) => layerOf(file) === 'domain')
      .filter(({ text }) =>
        /\basync\b|\bPromise\b|Date\.now|new Date\(\)|Math\.random|\bprocess\./.test(text),
      );
    expect(impure.map(({ file }) => file)).toEqual([]);
  });
  test('every package that is allowed is a dependency, and none is there for nothing', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      dependencies: Record<string, string>;
    };
    expect(Object.keys(dependencies).sort()).toEqual(Object.keys(packages).sort());
  });
});

describe('adapter families have one shape', () => {
  const families = {
    stores: stores.map(({ id }) => id),
    backends: backends.map(({ id }) => id),
  } as const;
  for (const [family, registered] of Object.entries(families)) {
    test(`${family}: every adapter is in the index under its own name, and nothing else is`, () => {
      const files = src.map(({ file }) => adapterOf(file, family)).filter((name) => name !== null);
      expect([...new Set(files)].sort()).toEqual([...registered].sort());
    });
    test(`${family}: adapters know their contract, not each other`, () => {
      expect(nosyAdapters(src, family)).toEqual([]);
    });
    test(`${family}: its README has the steps to add one and names every adapter`, () => {
      const readme = readFileSync(`src/${family}/README.md`, 'utf8');
      expect(readme).toMatch(/add one/i);
      for (const id of registered) expect(readme).toContain(`\`${id}\``);
    });
  }
  test('the rule on siblings sees an offender', () => {
    const wrong = offender('src/stores/postgres.ts', "import { x } from './duckdb/paths.ts';");
    expect(nosyAdapters(wrong, 'stores')).toHaveLength(1);
  });
  test('surfaces: every one is in the index, and knows nothing of the others', () => {
    const index = readFileSync('src/surfaces/index.ts', 'utf8');
    const names = src.map(({ file }) => adapterOf(file, 'surfaces')).filter((name) => name !== null);
    expect(names).toContain('web');
    for (const name of new Set(names))
      expect(index).toMatch(new RegExp(`(from |import\\()'\\./${name}(/|\\.ts)`));
    expect(nosyAdapters(src, 'surfaces')).toEqual([]);
    const wrong = offender('src/surfaces/slack/ask.ts', "import { x } from '../web/session.ts';");
    expect(nosyAdapters(wrong, 'surfaces')).toHaveLength(1);
  });
  test('every method is in the index', () => {
    const made = src.filter(
      ({ file, text }) => file.startsWith('src/methods/') && /= defineMethod\(/.test(text),
    );
    expect(made).toHaveLength(methods.length);
  });
  test('every method is a file of its own name', () => {
    const files = src.map(({ file }) => file);
    for (const { id } of methods) expect(files).toContain(`src/methods/${id.replaceAll('_', '-')}.ts`);
  });
  test('every effect kind has a runner', () => {
    expect(Object.keys(effects).length).toBeGreaterThan(9);
  });
});

describe('files', () => {
  test('none is longer than 250 lines, and most are short', () => {
    expect(tooLong([...src, ...tests])).toEqual([]);
    expect(tooLong(offender('src/x.ts', 'x\n'.repeat(251)))).toHaveLength(1);
    const lines = src.map(({ text }) => text.split('\n').length - 1).sort((a, b) => a - b);
    expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(70);
  });
  test('names say what they hold', () => {
    expect(badNames(src)).toEqual([]);
    expect(badNames(offender('src/lib/string-utils.ts', ''))).toHaveLength(1);
  });
  test('the environment is read in one place, and nothing is exported by default', () => {
    expect(environmentReaders(src)).toEqual([]);
    expect(environmentReaders(offender('src/lib/x.ts', 'process.env.HOME'))).toHaveLength(1);
    expect(defaultExports(src)).toEqual([]);
    expect(defaultExports(offender('src/lib/x.ts', 'export default 1;'))).toHaveLength(1);
  });
  test('every optional package has its entry in the lock file, for every system', () => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Parameters<typeof lockGaps>[0];
    };
    expect(lockGaps(lock.packages)).toEqual([]);
    const asks = { 'node_modules/duck': { optionalDependencies: { 'duck-arm': '1.2.3' } } };
    const locked = { version: '1.2.3', integrity: 'x' };
    expect(lockGaps(asks)).toHaveLength(1);
    expect(lockGaps({ ...asks, 'node_modules/duck-arm': { ...locked, version: '1.2.4' } })).toHaveLength(1);
    expect(lockGaps({ ...asks, 'node_modules/duck/node_modules/duck-arm': locked })).toEqual([]);
  });
  test('the lock file and the texts name no machine', () => {
    const files = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).trim().split('\n');
    const texts = files.filter((file) => /\.(md|ts|tsx|js|json|ya?ml|css|sql)$|Dockerfile$|^\.ci/.test(file));
    const naming = texts.filter((file) => {
      if (file === 'test/architecture.test.ts') return false;
      const text = readFileSync(file, 'utf8');
      return /\/work\/|\.\.\/shared\/|"resolved": "https?:\/\/(?!registry\.npmjs\.org)/.test(text);
    });
    expect(naming).toEqual([]);
  });
});
