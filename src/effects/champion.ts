/** Moving the champion by compare-and-set, and reading it back. */
import { readCycle } from '../db/read.ts';
import type { Said } from '../db/registered.ts';
import type { Effect } from '../domain/effect.ts';
import type { ModelId } from '../domain/ids.ts';
import type { Attempt, Ran } from '../engine/outbox.ts';
import { Fault } from '../lib/fault.ts';
import { second } from '../lib/time.ts';
import type { Ports } from './ports.ts';
import { registryOf } from './registered.ts';
import { syncRegistry } from './sync-registry.ts';
import { report } from './training.ts';

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

/** The cycle hears `switched` only after the registry itself named the new champion. */
export async function setChampion(ports: Ports, effect: Of<'set_champion'>, attempt: Attempt): Promise<Ran> {
  const cycle = await readCycle(ports.db, effect.cycle);
  if (cycle?.phase !== 'promoting' && cycle?.phase !== 'reverting') return 'done';
  const { model, to, expected } = effect;
  const tellIt = async (command: Parameters<typeof report>[2]['command']): Promise<Ran> => {
    await report(ports, effect, { command, cause: `${attempt.key}:${command.type}` });
    return 'done';
  };
  try {
    const registry = await registryOf(ports, model);
    if (!registry.assign) {
      return await tellIt({
        type: 'switch_refused',
        reason: 'its registry cannot be told which version is the champion',
      });
    }
    const assigned = await registry.assign({ model, role: 'champion', to, expected }, attempt.key);
    if (assigned.outcome === 'pending') return { again: 10 * second };
    if (assigned.outcome === 'refused')
      return await tellIt({ type: 'switch_refused', reason: assigned.reason });
    const { champion } = await readBack(ports, model);
    if (champion === to) return await tellIt({ type: 'switched', to });
    if (assigned.outcome === 'conflict' || champion !== expected) {
      return await tellIt({ type: 'champion_moved', champion });
    }
    throw new Fault('not_confirmed', `The registry took the change of ${model} but does not show it yet.`, {
      retry: 'later',
    });
  } catch (thrown) {
    // Setting what is set already changes nothing, so an unanswered switch is simply sent again.
    if (!(thrown instanceof Fault) || thrown.retry !== 'never') throw thrown;
    return tellIt({ type: 'switch_refused', reason: thrown.message });
  }
}

/** What it says is kept before any cycle hears of it. Not being able to read it says nothing about the switch itself. */
async function readBack(ports: Ports, model: ModelId): Promise<Said> {
  try {
    return await syncRegistry(ports, model);
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.retry !== 'never') throw thrown;
    throw new Fault('not_confirmed', `The champion of ${model} could not be read back: ${thrown.message}`, {
      retry: 'later',
      cause: thrown,
    });
  }
}
