import { expect, test } from 'vitest';
import type { RunState, Trainer } from '../../src/backends/contract.ts';
import type { RunId } from '../../src/domain/ids.ts';
import { findRun, pollTraining, startTraining } from '../../src/effects/training.ts';
import { advanceTo, worldNow } from '../../src/engine/clock.ts';
import { Fault } from '../../src/lib/fault.ts';
import { minute, second } from '../../src/lib/time.ts';
import { policy, request, voters } from '../domain/cycle-world.ts';
import { model, registryWorld, version } from './registry-world.ts';

const effect = { cycle: '101' as never, model };
const down = new Fault('unreachable', 'The trainer is down.', { retry: 'later' });
const lost = new Fault('no_answer', 'The trainer hung up.', { retry: 'unknown' });

/** A retraining that was approved, at a trainer whose runs are a list and that can be away. */
async function approved(more: Partial<Trainer> = {}) {
  const outside = {
    runs: [] as string[],
    listed: true,
    away: null as Fault | null,
    cancelled: [] as string[],
  };
  const asked = async <T>(value: () => T): Promise<T> => {
    if (outside.away) throw outside.away;
    return value();
  };
  const world = await registryWorld(
    {},
    {
      async start(_, key) {
        outside.runs.push(key);
        throw lost;
      },
      find: () => asked(() => (outside.listed ? ((outside.runs[0] as RunId | undefined) ?? null) : null)),
      poll: () => asked((): RunState => ({ state: 'running' })),
      cancel: (run) => asked(() => void outside.cancelled.push(run)),
      ...more,
    },
  );
  const opening = { id: '101' as never, model, by: 'ada' as never, reason: 'it drifted', policy };
  await world.about({ type: 'propose_retrain', ...opening, request });
  const state = await world.state();
  if (state.phase !== 'proposed') throw new Error(`nothing is asked: ${state.phase}`);
  await world.about({ type: 'vote', by: voters[1]!, choice: 'yes', subject: state.ballot.subject });
  const attempt = (n: number) => ({ key: 'effect-1', attempt: n, signal: new AbortController().signal });
  return {
    ...world,
    outside,
    start: (n = 1) => startTraining(world.ports, { kind: 'start_training', ...effect }, attempt(n)),
    find: (n = 1) => findRun(world.ports, { kind: 'find_run', ...effect }, attempt(n)),
    poll: (run: string) =>
      pollTraining(world.ports, { kind: 'poll_training', ...effect, run: run as RunId }, attempt(1)),
    cancel: () => world.about({ type: 'cancel', by: 'ada' as never }),
    later: async (ms: number) => advanceTo(world.db.sql, (await worldNow(world.db.sql)) + ms),
  };
}

test('a run counts as absent only when its trainer would list it by now, however often it could not be asked', async () => {
  await using world = await approved({ findableAfterMs: 2 * minute });
  const { outside } = world;
  outside.listed = false;
  await world.start();
  expect((await world.state()).phase).toBe('unknown');
  outside.away = down;
  for (const n of [1, 2, 3]) await expect(world.find(n)).rejects.toBe(down);
  outside.away = null;
  expect(await world.find(4)).toEqual({ again: 20 * second });
  await world.later(90 * second);
  expect(await world.find(9)).toEqual({ again: 20 * second });
  expect((await world.state()).phase).toBe('unknown');
  await world.later(minute);
  expect(await world.find(10)).toBe('done');
  expect(await world.state()).toMatchObject({ phase: 'closed', outcome: { result: 'not_started' } });
});

test.each(['start', 'find'] as const)(
  'what was cancelled before anybody knew that it had begun is stopped when it is seen: %s',
  async (by) => {
    await using world = await approved();
    const { outside } = world;
    outside.listed = false;
    if (by === 'find') await world.start();
    // The process was killed before it could say that it had begun a run.
    else outside.runs.push('run-7');
    await world.cancel();
    expect((await world.state()).phase).toBe('closed');
    expect(await world[by](2)).toEqual({ again: 20 * second });
    outside.listed = true;
    expect(await world[by](3)).toBe('done');
    expect(outside.cancelled).toEqual(outside.runs);
  },
);

test('a run that is left behind and cannot be stopped is not asked about for ever', async () => {
  const gone = new Fault('not_found', 'There is no such run.', { retry: 'never' });
  await using world = await approved();
  const { outside } = world;
  await world.cancel();
  outside.away = gone;
  expect(await world.poll('run-7')).toBe('done');
  outside.away = down;
  await expect(world.poll('run-7')).rejects.toBe(down);
  await world.later(25 * 60 * minute);
  expect(await world.poll('run-7')).toBe('done');
});

test('a reason that Postgres cannot keep as it is still ends the cycle', async () => {
  const reason = 'exit 1: \0\ud800 boom';
  await using refusing = await approved({
    start: async () => ({ outcome: 'refused', reason, retry: 'never' }),
  });
  expect(await refusing.start()).toBe('done');
  expect(await refusing.state()).toMatchObject({ phase: 'closed', outcome: { why: 'exit 1: \ufffd boom' } });
  await using failing = await approved({ poll: async () => ({ state: 'failed', reason }) });
  await failing.about({ type: 'started', run: 'run-7' as never });
  expect(await failing.poll('run-7')).toBe('done');
  expect(await failing.state()).toMatchObject({ outcome: { result: 'failed', why: 'exit 1: \ufffd boom' } });
});

test('a run that names the champion as its result has made nothing that could be promoted', async () => {
  await using world = await approved({
    poll: async () => ({ state: 'succeeded', version: version('v1') }),
  });
  await world.about({ type: 'started', run: 'run-7' as never });
  expect(await world.poll('run-7')).toBe('done');
  expect(await world.state()).toMatchObject({
    phase: 'closed',
    outcome: { result: 'failed', why: 'the run succeeded but produced no new version' },
  });
});
