import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { kinds } from '../../src/config/kinds.ts';
import { readConfiguration } from '../../src/config/read-configuration.ts';
import { cron } from '../../src/config/scalars.ts';
import { seal, verify } from '../../src/engine/audit.ts';
import { advanceTo, beginAt, worldNow } from '../../src/engine/clock.ts';
import { previousRun } from '../../src/engine/cron.ts';
import { nextDue, nextRun, plannedRuns, planSchedules, tick, windowAt } from '../../src/engine/tick.ts';
import { day, hour, week } from '../../src/lib/time.ts';
import { apply } from '../../src/main/apply.ts';
import { freshDatabase } from '../database.ts';

const begin = Date.UTC(2020, 2, 2);

async function startFleet() {
  const fresh = await freshDatabase();
  await beginAt(fresh.db.sql, begin);
  const read = await readConfiguration(path.resolve('src/demo/steward'), kinds);
  if (!read.ok) throw new Error('the demo cannot be read');
  await apply(fresh.db, read.value, { prune: false });
  return fresh;
}

describe('the clock', () => {
  test('queues each scheduled run once, although several tick at once', async () => {
    await using fresh = await startFleet();
    const { db } = fresh;
    await advanceTo(db.sql, begin + 7 * hour);
    await Promise.all([tick(db), tick(db), tick(db)]);
    const rows = await db.sql<{ key: string }[]>`select key from outbox where kind = 'run_check'`;
    expect(rows).toHaveLength(9);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(9);
    expect(await tick(db)).toBe(0);
  });
  test('makes up for what was missed', async () => {
    await using fresh = await startFleet();
    const { db } = fresh;
    await advanceTo(db.sql, begin + 3 * week + 7 * hour);
    await tick(db);
    const rows = await db.sql`select 1 from outbox where kind = 'run_check'`;
    expect(rows).toHaveLength(9 * 4);
  });
  test('never goes back', async () => {
    await using fresh = await startFleet();
    const { db } = fresh;
    await advanceTo(db.sql, begin + day);
    await advanceTo(db.sql, begin);
    expect(await worldNow(db.sql)).toBeGreaterThanOrEqual(begin + day);
    await beginAt(db.sql, begin - day);
    expect(await worldNow(db.sql)).toBeGreaterThanOrEqual(begin + day);
    expect(await nextDue(db)).toBe(begin + 6 * hour);
  });
  test('knows daylight saving and the ends of months', () => {
    expect(nextRun('0 9 * * 1', Date.UTC(2026, 2, 27), 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 30, 7));
    expect(nextRun('0 9 * * 1', Date.UTC(2026, 2, 20), 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 23, 8));
    expect(nextRun('0 0 31 * *', Date.UTC(2026, 3, 1))).toBe(Date.UTC(2026, 4, 31));
  });
  test('takes no expression that it cannot run, whatever others would take', () => {
    const odd = ['0 6 * * monday', '0 22-2 * * *', '0 6 * January *', '0 6 15W * *', '0 6 30 2 *', '@daily'];
    for (const written of [...odd, '0 6 * *', ''])
      expect([written, cron.safeParse(written).success]).toEqual([written, false]);
    for (const written of ['0 6 * * 1-5', '*/10 8-18 * * mon-fri', '0  6 1,15 jan *']) {
      expect([written, cron.safeParse(written).success]).toEqual([written, true]);
    }
  });
  test('runs everything else beside a schedule that nobody can read, and says so once an hour', async () => {
    await using fresh = await startFleet();
    const { db } = fresh;
    // An earlier release took this.
    await db.sql`update streams set state = jsonb_set(state, '{model,monitors,0,schedule}', '"0 6 * * monday"')
      where id = 'model:fremont-bridge'`;
    await planSchedules(db);
    await advanceTo(db.sql, begin + 7 * hour);
    await expect(tick(db)).rejects.toThrow('1 of 9');
    expect(await db.sql`select 1 from outbox where kind = 'run_check'`).toHaveLength(8);
    expect(await tick(db)).toBe(0);
  });
  test('has digests that follow each other without a gap when the clocks change', async () => {
    await using fresh = await startFleet();
    const digest = (await plannedRuns(fresh.db)).get('digest:ml')!;
    // Mondays 09:00 in Los Angeles, around 1 November 2020.
    const [before, after] = [Date.UTC(2020, 9, 26, 16), Date.UTC(2020, 10, 2, 17)];
    expect(nextRun(digest.expression, before, digest.zone)).toBe(after);
    expect(digest.effect(after)).toMatchObject({ period: { from: before, to: after } });
  });
  test('knows the run before and after a clock change, also where it takes the very hour away or repeats it', () => {
    const weeks: [zone: string, expression: string, runs: number[]][] = [
      // No midnight on 8 September 2024, and the library gives up on it; no 02:00 on 8 March 2020; twice 02:00 on 25 October 2020.
      [
        'America/Santiago',
        '0 0 * * 0',
        [Date.UTC(2024, 8, 1, 4), Date.UTC(2024, 8, 8, 4), Date.UTC(2024, 8, 15, 3)],
      ],
      [
        'America/Los_Angeles',
        '0 2 * * 0',
        [Date.UTC(2020, 2, 1, 10), Date.UTC(2020, 2, 8, 10), Date.UTC(2020, 2, 15, 9)],
      ],
      [
        'Europe/Berlin',
        '0 2 * * 0',
        [Date.UTC(2020, 9, 18), Date.UTC(2020, 9, 25), Date.UTC(2020, 10, 1, 1)],
      ],
    ];
    for (const [zone, expression, runs] of weeks) {
      for (const [at, run] of runs.slice(1).entries()) {
        expect([zone, nextRun(expression, runs[at]!, zone)]).toEqual([zone, run]);
        expect([zone, previousRun(expression, run, zone)]).toEqual([zone, runs[at]]);
      }
    }
  });
  test('ends performance windows before labels are due, and whole days at midnight', () => {
    const monitor = { kind: 'performance', windowMs: 28 * day } as never;
    const dataset = (delayMs: number) => ({ dataset: { labels: { delayMs } } }) as never;
    const at = Date.UTC(2020, 3, 13, 6);
    expect(windowAt(monitor, dataset(hour), at).to).toBe(Date.UTC(2020, 3, 13));
    expect(windowAt(monitor, dataset(30 * day), at).to).toBe(Date.UTC(2020, 2, 14));
  });
});

describe('the log', () => {
  test.each([
    [
      'an entry that was edited',
      (sql: never) => edit(sql, "update events set body = body || ' ' where position = 2"),
      /does not match/,
    ],
    [
      'an entry that was cut out',
      (sql: never) => edit(sql, "delete from events where seq = 1 and stream = 'workspace'"),
      /missing|cut off/,
    ],
    [
      'a tail that was cut off',
      (sql: never) => edit(sql, "delete from events where stream = 'workspace'"),
      /cut off/,
    ],
    [
      'a whole stream that was taken out with its head',
      (sql: never) =>
        edit(
          sql,
          "delete from events where stream = 'workspace'; delete from streams where id = 'workspace'",
        ),
      /not the one that seal 1 holds/,
    ],
    [
      'a seal that was edited',
      (sql: never) => edit(sql, 'update seals set events = events + 1'),
      /seal does not match/,
    ],
  ])('%s is found', async (_, harm, why) => {
    await using fresh = await startFleet();
    await seal(fresh.db);
    expect((await verify(fresh.db)).broken).toBeNull();
    await harm(fresh.db.sql as never);
    expect((await verify(fresh.db)).broken?.why).toMatch(why);
  });
});

const edit = (sql: never, text: string) => (sql as { unsafe(text: string): Promise<unknown> }).unsafe(text);
