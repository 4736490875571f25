/** The verbs that need the database, one after the other on one world of real data. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { prepareDemo } from '../../src/demo/prepare.ts';
import { freshDatabase } from '../database.ts';
import { steward } from './run-verb.ts';

let home: string;
let fresh: Awaited<ReturnType<typeof freshDatabase>>;
const world = () => path.join(home, 'world');

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'steward-verbs-'));
  fresh = await freshDatabase();
  await prepareDemo(world());
  vi.stubEnv('DATABASE_URL', fresh.url);
  vi.stubEnv('STEWARD_HOME', home);
  vi.stubEnv('STEWARD_DATA_ROOTS', world());
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await fresh[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

describe('apply', () => {
  const folder = () => path.join(world(), 'steward');
  test('shows what would change first, and changes nothing', async () => {
    const plan = await steward('apply', '-f', folder(), '--plan');
    expect([plan.exit, plan.err]).toEqual([1, '']);
    expect(plan.out).toContain('fremont-bridge');
    expect((await steward('doctor', '--json')).out).toContain('none yet');
  });
  test('then does it once', async () => {
    expect(await steward('apply', '-f', folder())).toMatchObject({ exit: 0, err: '' });
    const again = await steward('apply', '-f', folder(), '--plan', '--json');
    expect([again.exit, JSON.parse(again.out)]).toEqual([0, { applied: false, changes: [] }]);
  });
  test('refuses everything when one file has a mistake, with file and line', async () => {
    const file = path.join(folder(), 'wrong.yaml');
    await writeFile(file, 'channels:\n  - { id: ml-2, titel: two }\n');
    const refused = await steward('apply', '-f', folder());
    expect(refused.exit).toBe(2);
    expect(refused.err).toMatch(/wrong\.yaml:2:\d+: .*title/);
    await rm(file);
  });
  test('keeps what the files no longer hold, unless it is told to prune', async () => {
    const file = path.join(folder(), 'telco-churn.yaml');
    const text = await readFile(file, 'utf8');
    await rm(file);
    expect(JSON.parse((await steward('apply', '-f', folder(), '--json')).out).changes).toEqual([]);
    const pruned = await steward('apply', '-f', folder(), '--prune', '--json');
    expect(JSON.parse(pruned.out).changes).toEqual([
      { kind: 'remove', section: 'models', id: 'telco-churn', refused: null },
    ]);
    await writeFile(file, text);
    expect((await steward('apply', '-f', folder())).exit).toBe(0);
  });
});

describe('backends', () => {
  test('says what each can as it is configured, which models it has, and what it answers', async () => {
    const { exit, out } = await steward('backends', '--json');
    const { backends } = JSON.parse(out) as { backends: { id: string; can: string[]; models: string[] }[] };
    expect(exit).toBe(0);
    const builtin = backends.find(({ id }) => id === 'builtin')!;
    expect(builtin).toMatchObject({ title: "Steward's own", answer: { ok: true }, problem: null });
    expect(builtin.can).toEqual(['registry', 'register', 'champion', 'challenger', 'promote', 'metrics']);
    expect(builtin.models).toContain('fremont-bridge');
    expect((await steward('backends')).out).toMatch(/builtin +Steward's own +versions, promote +\d/);
  });
});

describe('replay', () => {
  const replay = async (...words: string[]) => {
    const { exit, out, err } = await steward('replay', ...words, '--json');
    expect(err).toBe('');
    return {
      exit,
      ...(JSON.parse(out) as { alerts: { monitor: string; openedAt: number }[]; windows: unknown[] }),
    };
  };
  test('Fremont: one alert, at the window that ends in mid April 2020, and none in the year before', async () => {
    const { exit, alerts, windows } = await replay(
      'fremont-bridge',
      '--from',
      '2019-03-01',
      '--to',
      '2020-05-10',
    );
    expect(windows.length).toBeGreaterThan(180);
    expect(alerts).toEqual([
      { monitor: 'performance', openedAt: Date.UTC(2020, 3, 13, 6), closedAt: null, on: 'mae' },
    ]);
    expect(exit).toBe(1);
  });
  test('where nothing changes no alert opens in the whole of its time', async () => {
    const { exit, alerts, windows } = await replay(
      'telco-churn',
      '--from',
      '2019-08-12',
      '--to',
      '2020-07-06',
    );
    expect(windows.length).toBeGreaterThan(130);
    expect([exit, alerts]).toEqual([0, []]);
  });
  test('reference suggest refuses a monitor that compares with nothing', async () => {
    const refused = await steward('reference', 'suggest', 'telco-churn/quality');
    expect(refused).toMatchObject({ exit: 2, err: 'telco-churn/quality is no drift monitor.\n' });
  });
  test('keeps nothing', async () => {
    expect(await fresh.db.sql`select 1 from checks`).toHaveLength(0);
  });
});

describe('the other verbs', () => {
  test('check keeps what it finds and ends with 1 on a breach', async () => {
    const { exit, out } = await steward(
      'check',
      'fremont-bridge/performance',
      '--at',
      '2020-04-20T06:00Z',
      '--json',
    );
    expect(exit).toBe(1);
    expect(JSON.parse(out).checks).toMatchObject([
      { monitor: 'performance', revision: 1, verdict: 'breach' },
    ]);
    expect(await fresh.db.sql`select 1 from checks`).toHaveLength(1);
    // For people the note says how sure the number is.
    const told = await steward('check', 'fremont-bridge/performance', '--at', '2020-04-20T06:00Z');
    expect(told.out).toMatch(/mae .* breach +98 % interval [\d.]+ to [\d.]+$/m);
  });
  test('doctor finds nothing wrong', async () => {
    const { exit, out } = await steward('doctor', '--json');
    const checks = JSON.parse(out).checks as { what: string; result: string; says: string }[];
    expect(checks.filter(({ result }) => result === 'fail')).toEqual([]);
    expect([exit, checks.length > 12]).toEqual([0, true]);
    expect(checks).toContainEqual({
      ...{ what: 'telco-churn, labels', result: 'ok' },
      says: expect.stringMatching(
        /^\d+ rows, the newest \S+( \S+)?; (\d+) of the \2 predictions of the week to .* have one$/,
      ),
    });
  });
  test('doctor says which file a store misses', async () => {
    await rm(path.join(world(), 'labels'), { recursive: true });
    await rm(path.join(world(), 'predictions', 'telco-churn'), { recursive: true });
    const check = await steward('check', 'telco-churn/performance', '--at', '2020-04-20T06:00Z');
    expect([check.exit, check.out]).toEqual([2, expect.stringMatching(/performance .* error +\S/)]);
    const { exit, out } = await steward('doctor');
    expect(exit).toBe(1);
    expect(out).toMatch(/fail\s+telco-churn, predictions: .*telco-churn/);
    expect(out).toMatch(/fail\s+telco-churn, labels: .*labels\/telco-churn\.parquet/);
  });
  test('digest says what needs somebody', async () => {
    const { exit, out } = await steward('digest', 'ml');
    expect([exit, out]).toEqual([0, expect.stringContaining('Needs you: fremont-bridge')]);
  });
  test('export and audit verify agree; one changed entry is found', async () => {
    const log = await steward('export');
    const lines = log.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { hash: string; body: string });
    expect(lines.length).toBeGreaterThan(5);
    expect((await steward('audit', 'verify')).exit).toBe(0);
    await fresh.db.sql`update events set body = replace(body, 'breach', 'ok') where type = 'window_measured'`;
    const broken = await steward('audit', 'verify', '--json');
    expect([broken.exit, JSON.parse(broken.out).broken.why]).toEqual([
      1,
      'the entry does not match its hash',
    ]);
  });
  test('a model as YAML reads back', async () => {
    const { out } = await steward('export', 'telco-churn', '--config');
    expect(out).toContain('id: telco-churn');
  });
  test.each([
    [['check', 'fremont-brige'], 'Did you mean fremont-bridge?'],
    [['check', 'fremont-bridge/drft'], 'Did you mean drift?'],
    [['replay', 'telco-churn', '--from', '2020-02-30', '--to', '2020-03-01'], 'is no time'],
    [['replay', 'telco-churn', '--from', '2020-03-02', '--to', '2020-03-01'], 'must be later'],
    [['replay', 'telco-churn', '--from', '2020-03-01', '--to', '2020-03-02', '--of', 'v9'], 'has no version'],
    [['digest', 'mll'], 'Did you mean ml?'],
    [['export', '--format', 'xml'], 'jsonl or csv'],
  ])('wrong words are one sentence: %j', async (words, says) => {
    const { exit, out, err } = await steward(...words);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toContain(says);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});

test('a database that is wrong or not there is one sentence with cause and remedy, and exit code 2', async () => {
  for (const url of ['postgres://nobody@127.0.0.1:1/x', 'postgres://x@127.0.0.1:99999/x']) {
    vi.stubEnv('DATABASE_URL', url);
    const { exit, err } = await steward('doctor');
    expect(exit).toBe(2);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toMatch(/DATABASE_URL|database/i);
  }
  vi.stubEnv('DATABASE_URL', fresh.url);
  await fresh.db.sql`update schema_info set min_reader = 999, version = 999`;
  const newer = await steward('doctor');
  expect([newer.exit, newer.err]).toEqual([2, expect.stringMatching(/newer/)]);
});
