/** What every trainer promises. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { BackendKind, RunState, Trainer, TrainRequest } from '../../src/backends/contract.ts';
import type { RunId } from '../../src/domain/ids.ts';
import { day } from '../../src/lib/time.ts';

const now = Date.UTC(2026, 0, 5);
export const request: TrainRequest = {
  model: "o'hara" as never,
  cycle: '101' as never,
  reason: 'it "drifted"; rm -rf /',
  champion: 'v1' as never,
  trainBefore: now - 14 * day,
  evaluate: { from: now - 14 * day, to: now },
};

const final = ['succeeded', 'failed', 'cancelled'];

/** Polls until a run is over; a test that waits for ever says so. */
export async function ended(trainer: Trainer, run: RunId, withinMs = 30_000): Promise<RunState> {
  for (const late = performance.now() + withinMs; performance.now() < late; ) {
    const state = await trainer.poll(run);
    if (final.includes(state.state)) return state;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`run ${run} did not end`);
}

/** The run that a start begins; throws where it begins none. */
export async function started(trainer: Trainer, key: string = newKey()): Promise<RunId> {
  const answer = await trainer.start(request, key);
  if (answer.outcome !== 'started') throw new Error(answer.reason);
  return answer.run;
}

/** As Steward makes them: the longest and strangest that a backend is ever handed. */
export const newKey = (): string => `mo-${randomUUID()}`;

export interface OpenTrainer extends AsyncDisposable {
  /** Its runs succeed at once. */
  trainer: Trainer;
  /** Its runs go on until they are cancelled. */
  endless: Trainer;
  /** How many runs really began. */
  begun(): Promise<number>;
}

type Kind = Pick<BackendKind, 'id' | 'lacks' | 'unanswered'>;

/**
 * @param limits `names: false` where versions are found in a registry beside it and a run names none; `withinMs` for a run
 * to end
 */
export function trainerContract(
  kind: Kind,
  open: () => Promise<OpenTrainer>,
  limits: { names?: boolean; withinMs?: number } = {},
): void {
  describe(`${kind.id} as a trainer`, () => {
    test('has exactly the members that it does not lack', async () => {
      await using world = await open();
      expect({ find: Boolean(world.trainer.find), cancel: Boolean(world.trainer.cancel) }).toEqual({
        find: !kind.lacks.find,
        cancel: !kind.lacks.cancel,
      });
      expect(kind.unanswered === 'person').toBe(Boolean(kind.lacks.find));
    });
    test(
      limits.names === false ? 'trains, and names no version' : 'trains a version that says what it saw',
      async () => {
        await using world = await open();
        const run = await started(world.trainer, newKey());
        const version = { id: expect.any(String), lineage: { trainedUntil: expect.any(Number) } };
        expect(await ended(world.trainer, run, limits.withinMs)).toMatchObject({
          state: 'succeeded',
          version: limits.names === false ? null : version,
        });
      },
    );
    test('the same key is one run: again, at once, and after it ended', async () => {
      await using world = await open();
      const key = newKey();
      const all = await Promise.allSettled(Array.from({ length: 4 }, () => started(world.trainer, key)));
      const runs = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      const lost = all.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      // Where the system does not know keys, who comes second cannot know yet whether the first one began.
      for (const fault of lost) expect(fault).toMatchObject({ code: 'no_answer', retry: 'unknown' });
      if (kind.unanswered === 'key') expect(lost).toEqual([]);
      if (runs.length === 0) runs.push(await started(world.trainer, key));
      await ended(world.trainer, runs[0]!, limits.withinMs);
      runs.push(await started(world.trainer, key));
      expect(new Set(runs).size).toBe(1);
      expect(await world.begun()).toBe(1);
    });
    test.skipIf(kind.lacks.find)('is found by its key, and what never was is not', async () => {
      await using world = await open();
      const key = newKey();
      expect(await world.trainer.find!(key)).toBeNull();
      const run = await started(world.trainer, key);
      expect(await world.trainer.find!(key)).toBe(run);
    });
    test('final is final', async () => {
      await using world = await open();
      const run = await started(world.trainer, newKey());
      const first = await ended(world.trainer, run, limits.withinMs);
      await world.trainer.cancel?.(run);
      const { version: _, ...again } = (await world.trainer.poll(run)) as {
        version?: unknown;
        state: string;
      };
      expect(again.state).toBe(first.state);
    });
    test.skipIf(kind.lacks.cancel)('is cancelled, twice if need be', async () => {
      await using world = await open();
      const run = await started(world.endless, newKey());
      await world.endless.cancel!(run);
      await world.endless.cancel!(run);
      expect((await ended(world.endless, run, limits.withinMs)).state).toBe('cancelled');
    });
    test('a run that it does not know is not found, for good', async () => {
      await using world = await open();
      for (const run of ['nothing', '../../etc/passwd', '']) {
        await expect(world.trainer.poll(run as RunId)).rejects.toMatchObject({
          code: 'not_found',
          retry: 'never',
        });
      }
    });
  });
}
