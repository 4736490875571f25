import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { kinds } from '../../src/config/kinds.ts';
import { readConfiguration } from '../../src/config/read-configuration.ts';
import type { Db } from '../../src/db/connect.ts';
import { readChecks } from '../../src/db/read.ts';
import { type Alert, withoutData } from '../../src/domain/alert.ts';
import type { ModelId, MonitorId } from '../../src/domain/ids.ts';
import type { Ports } from '../../src/effects/ports.ts';
import { runCheck } from '../../src/effects/run-check.ts';
import { beginAt, worldNow } from '../../src/engine/clock.ts';
import { Fault } from '../../src/lib/fault.ts';
import { silentLog } from '../../src/lib/log.ts';
import { day, type Window } from '../../src/lib/time.ts';
import { apply } from '../../src/main/apply.ts';
import type { Store } from '../../src/stores/contract.ts';
import { freshDatabase } from '../database.ts';
import { memoryStore } from '../monitors/memory-store.ts';
import { model as bridge, id, registryWorld } from './registry-world.ts';

const begin = Date.UTC(2020, 2, 2);
const model = 'telco-churn' as ModelId;
const monitor = 'drift' as MonitorId;
const dead = new Fault('store_down', 'The store hung up.', { retry: 'later' });
const slow = new Fault('store_timeout', 'The store did not answer in time.', { retry: 'later' });
const odd = new Fault('store_down', 'The store said \0\ud800.', { retry: 'later' });

/** Enough rows for the reference, whenever it is. */
const columns = {
  timestamp: 'time',
  prediction: 'numeric',
  predicted_probability: 'numeric',
  tenure: 'numeric',
} as const;
const rows = Array.from({ length: 900 }, (_, at) => ({
  timestamp: begin - at * day,
  prediction: at % 2,
  predicted_probability: (at % 100) / 100,
  tenure: at % 70,
}));
const healthy = memoryStore(rows, columns);
const failing = (part: Partial<Store>) => async (): Promise<Store> => ({ ...healthy, ...part });

const down = () => Promise.reject(new Fault('unreachable', 'No registry here.', { retry: 'later' }));

async function beginDemo(db: Db): Promise<void> {
  await beginAt(db.sql, begin);
  const read = await readConfiguration(path.resolve('src/demo/steward'), kinds);
  if (!read.ok) throw new Error('the demo cannot be read');
  await apply(db, read.value, { prune: false });
}

const faults: [what: string, open: () => Promise<Store>, note: string | RegExp][] = [
  ['cannot be opened', () => Promise.reject(dead), 'The store hung up.'],
  ['dies mid-query', failing({ summarize: () => Promise.reject(dead) }), 'The store hung up.'],
  ['is over its limit', failing({ fit: () => Promise.reject(slow) }), 'The store did not answer in time.'],
  ['says what Postgres cannot keep', () => Promise.reject(odd), 'The store said \ufffd.'],
  [
    'has no rows in the reference',
    failing({ extent: async () => ({ rows: 0, first: null, last: null }) }),
    /^The reference 20\d\d-\d\d-\d\d\.\.20\d\d-\d\d-\d\d holds no predictions\.$/,
  ],
];

test.each(faults)(
  'a store that %s: an error in one sentence, no alert, and No data at once',
  async (_, open, note) => {
    await using fresh = await freshDatabase();
    const { db } = fresh;
    await beginDemo(db);
    const ports: Ports = { db, log: silentLog, surfaces: [], store: open, backend: down };
    for (const at of [0, 1]) {
      const to = begin - (3 - at) * day;
      const effect = {
        kind: 'run_check' as const,
        model,
        monitor,
        window: { from: to - 28 * day, to },
        cause: `schedule:${to}`,
      };
      expect(
        await runCheck(ports, effect, { key: `k${at}`, attempt: 1, signal: new AbortController().signal }),
      ).toBe('done');
      const [check] = await readChecks(db, model, monitor, 1);
      expect(check).toMatchObject({ verdict: 'error', window: { to } });
      const sentences = new Set(check!.findings.map((finding) => finding.note));
      expect(
        [...sentences].some((said) => (typeof note === 'string' ? said === note : note.test(said ?? ''))),
      ).toBe(true);
      const [{ state }] = await db.sql<[{ state: Alert }]>`select state from streams where kind = 'alert'`;
      expect(state.phase).toBe('quiet');
      expect(withoutData(state)).toBe(true);
    }
  },
);

test('a frozen reference that is damaged is read anew, with a line in the log; one of another release without', async () => {
  await using fresh = await freshDatabase();
  const { db } = fresh;
  await beginDemo(db);
  const lines: [fields: object, sentence: string][] = [];
  const log = { ...silentLog, warn: (...line: (typeof lines)[0]) => void lines.push(line) };
  const ports: Ports = { db, log, surfaces: [], store: failing({}), backend: down };
  const window = { from: begin - 28 * day, to: begin };
  const effect = { kind: 'run_check' as const, model, monitor, window, cause: 'x' };
  const check = async () => {
    lines.length = 0;
    await runCheck(ports, effect, { key: 'k', attempt: 1, signal: new AbortController().signal });
    const [{ body }] = await db.sql<[{ body: Buffer }]>`select body from frozen`;
    return { body, said: lines.filter(([, sentence]) => sentence.includes('reference')) };
  };
  const { body, said } = await check();
  expect(said).toEqual([]);
  await db.sql`update frozen set body = ${deflateRawSync('{}')}`;
  expect(await check()).toEqual({ body, said: [] });
  await db.sql`update frozen set body = ${body.subarray(0, 99)}`;
  expect(await check()).toEqual({
    body,
    said: [[{ model, monitor }, 'a frozen reference is damaged or of a newer Node; it is read anew']],
  });
});

/** A new champion v2 that is watched, and a monitor that breaches in every window. */
async function watched() {
  const world = await registryWorld();
  const { db } = world;
  world.kept.champion = id('v2');
  const days = Array.from({ length: 28 }, (_, at) => {
    const off = 62 + (at % 3);
    return { day: at, n: 24, sum: 24 * off, sumAbs: 24 * off, sumSquares: 24 * off * off };
  });
  const outcome = async () => ({ task: 'regression' as const, rows: 672, labelled: 672, days });
  const ports: Ports = { ...world.ports, store: failing({ outcome }) };
  const monitor = 'performance' as MonitorId;
  const now = await worldNow(db.sql);
  return {
    ...world,
    now,
    checks: () => readChecks(db, bridge, monitor, 9),
    check: (window: Window, attempt = 1) =>
      runCheck(
        ports,
        { kind: 'run_check', model: bridge, monitor, window, cause: 'x' },
        { key: 'check-1', attempt, signal: new AbortController().signal },
      ),
    async promote() {
      await world.offer();
      await world.approve();
      await world.about({ type: 'switched', to: id('v2') });
      expect(await world.state()).toMatchObject({ phase: 'watching', regressed: null });
    },
  };
}
const regressed = { phase: 'watching', regressed: expect.stringContaining('performance') };

test('a new champion that breaches has regressed, also when a crash fell between keeping the check and telling', async () => {
  await using world = await watched();
  const window = { from: world.now - 27 * day, to: world.now + day };
  await world.check(window);
  // As if the crash had come here: the check is kept, and no cycle was told.
  await world.promote();
  await world.check(window, 2);
  expect(await world.checks()).toMatchObject([{ verdict: 'breach', revision: 1 }]);
  expect(await world.state()).toMatchObject(regressed);
});

test('what the champion before it did is no fault of a new one, where no column names the version', async () => {
  await using world = await watched();
  await world.db
    .sql`update streams set state = state #- '{model,dataset,version}' where id = ${`model:${bridge}`}`;
  await world.promote();
  await world.check({ from: world.now - 27 * day, to: world.now + day });
  expect(await world.state()).toMatchObject({ phase: 'watching', regressed: null });
  await world.check({ from: world.now + day, to: world.now + 29 * day });
  expect(await world.state()).toMatchObject(regressed);
});
