/** Retraining that nobody asked for: when a policy starts it, when it waits, and who stops it. */
import { expect, test } from 'vitest';
import type { Trainer } from '../../src/backends/contract.ts';
import { readEvents } from '../../src/db/read.ts';
import type { Automatic } from '../../src/domain/automatic.ts';
import type { ModelId, RunId } from '../../src/domain/ids.ts';
import { considerRetrain } from '../../src/effects/consider-retrain.ts';
import { beginAt } from '../../src/engine/clock.ts';
import { modelName } from '../../src/engine/streams.ts';
import { tell } from '../../src/engine/tell.ts';
import { planSchedules } from '../../src/engine/tick.ts';
import { Fault } from '../../src/lib/fault.ts';
import { day, hour, minute, week } from '../../src/lib/time.ts';
import { freshDatabase } from '../database.ts';
import { startFleet } from './fleet-world.ts';

const begin = Date.UTC(2026, 0, 5);
const model = 'model-0' as ModelId;
const rules = { onAlert: false, perWeek: 2, coolDownMs: 3 * day, blackouts: [] };

async function fleetWith(retrain: Partial<NonNullable<Automatic['retrain']>>, { labelled = 0 } = {}) {
  const fresh = await freshDatabase();
  await beginAt(fresh.db.sql, begin);
  const started: string[] = [];
  const trainer: Trainer = {
    pollEveryMs: 50,
    start: async ({ reason }) => {
      started.push(reason);
      return { outcome: 'started', run: `run-${started.length}` as RunId };
    },
    poll: async () => ({ state: 'failed', reason: 'no memory' }),
    cancel: async () => {},
  };
  const fleet = await startFleet(fresh.db, {
    ...{ models: 1, channels: 1, postsPerDay: 5, trainer, labelled },
    automatic: { retrain: { ...rules, ...retrain } },
  });
  await planSchedules(fresh.db);
  // Nobody checks here: only what retrains by itself is planned.
  await fresh.db.sql`delete from schedules where key not like 'retrain-%'`;
  return {
    ...fleet,
    started,
    async [Symbol.asyncDispose]() {
      await fleet.engine.stop();
      await fresh[Symbol.asyncDispose]();
    },
  };
}

test('an alert starts one run, without a question; the log says that nobody asked and why, and the card can stop it', async () => {
  await using fleet = await fleetWith({ onAlert: true });
  await fleet.measure(0, 'performance', 'failing');
  await fleet.engine.settle();
  expect(fleet.started).toEqual([expect.stringContaining('on an alert: performance: MAE 70, limit 60')]);
  const events = await readEvents(fleet.db, {
    model,
    types: ['retrain_proposed', 'retrain_approved', 'voted'],
  });
  expect(events.map(({ type, by }) => [type, by])).toEqual([
    ['retrain_approved', null],
    ['retrain_proposed', null],
  ]);
});

test('after that it waits: for the cool-down, and then for the budget of a week', async () => {
  await using fleet = await fleetWith({ onAlert: true, perWeek: 2, coolDownMs: day });
  await fleet.measure(0, 'performance', 'failing');
  await fleet.engine.advance(begin + 23 * hour);
  expect(fleet.started).toHaveLength(1);
  await fleet.engine.advance(begin + day + 2 * hour);
  expect(fleet.started).toHaveLength(2);
  await fleet.engine.advance(begin + 6 * day);
  expect(fleet.started).toHaveLength(2);
  await fleet.engine.advance(begin + week + 2 * hour);
  expect(fleet.started).toHaveLength(3);
}, 60_000);

test('a blackout holds back what is due; when it is over, what is still wrong starts', async () => {
  const blackouts = [{ from: begin - day, to: begin + 10 * hour }];
  await using fleet = await fleetWith({ onAlert: true, blackouts });
  await fleet.measure(0, 'performance', 'failing');
  await fleet.engine.advance(begin + 9 * hour);
  expect(fleet.started).toEqual([]);
  await fleet.engine.advance(begin + 11 * hour);
  expect(fleet.started).toHaveLength(1);
});

test('a schedule needs no alert', async () => {
  await using fleet = await fleetWith({ schedule: '30 4 * * 2' });
  await fleet.engine.advance(begin + 3 * day);
  expect(fleet.started).toEqual(['Its policy retrains by schedule']);
});

test('a schedule waits for a registry that is away, instead of for its next turn', async () => {
  await using fleet = await fleetWith({ schedule: '30 4 1 * *' });
  const { registry } = await fleet.ports.backend('builtin' as never);
  const { roles } = registry!;
  registry!.roles = () => Promise.reject(new Fault('away', 'It does not answer.', { retry: 'later' }));
  const due = { kind: 'consider_retrain', model, why: 'schedule', cause: 'test' } as const;
  const attempt = { key: 'test', attempt: 1, signal: new AbortController().signal };
  expect(await considerRetrain(fleet.ports, due, attempt)).toEqual({ again: 10 * minute });
  registry!.roles = roles;
  expect(await considerRetrain(fleet.ports, due, attempt)).toBe('done');
  await fleet.engine.settle();
  expect(fleet.started).toEqual(['Its policy retrains by schedule']);
});

test.each([
  [499, 0],
  [500, 1],
])('%s new labels of 500 start %s runs', async (labelled, runs) => {
  await using fleet = await fleetWith({ newLabels: 500 }, { labelled });
  await fleet.engine.advance(begin + 2 * hour);
  expect(fleet.started).toHaveLength(runs);
});

test('a mute holds it back as well', async () => {
  await using fleet = await fleetWith({ onAlert: true });
  const command = {
    type: 'mute',
    by: 'maya',
    what: 'all',
    until: begin + week,
    why: 'label outage',
  } as never;
  const told = await tell(fleet.db, { stream: modelName(model), command }, { cause: 'mute' });
  expect(told.ok).toBe(true);
  await fleet.measure(0, 'performance', 'failing');
  await fleet.engine.advance(begin + 3 * hour);
  expect(fleet.started).toEqual([]);
});
