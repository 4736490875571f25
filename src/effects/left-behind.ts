/** Runs of cycles that are over. */
import type { In } from '../domain/cycle/state.ts';
import type { RunId } from '../domain/ids.ts';
import { worldNow } from '../engine/clock.ts';
import type { Ran } from '../engine/outbox.ts';
import { Fault } from '../lib/fault.ts';
import { day } from '../lib/time.ts';
import type { Ports } from './ports.ts';
import { findableAfterMs, lookAgainMs, runKey, trainerOf } from './trainer.ts';

/**
 * A cycle that is over leaves no run behind. Nobody waits for this, so what the trainer refuses, or cannot do within a day,
 * is left as it is.
 * @param run null: it may have begun, and is looked for by its key
 */
export async function stopLeftBehind(ports: Ports, cycle: In<'closed'>, run: RunId | null): Promise<Ran> {
  const over = (await worldNow(ports.db.sql)) - cycle.outcome.at;
  if (over > day) return 'done';
  try {
    const trainer = await trainerOf(ports, cycle.model);
    const left = run ?? (await trainer.find?.(runKey(cycle)));
    if (left === null && over < findableAfterMs(trainer)) return { again: lookAgainMs };
    if (!left) return 'done';
    const { state } = await trainer.poll(left);
    if (state === 'queued' || state === 'running') await trainer.cancel?.(left);
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.retry !== 'never') throw thrown;
    ports.log.warn(
      { err: thrown, cycle: cycle.id },
      'what a cycle may have left behind could not be stopped',
    );
  }
  return 'done';
}
