/** Moving the champion by compare-and-set, reading it back, and noticing when somebody else moved it. */
import { readCycle } from '../db/read.ts';
import type { OpenedCycle } from '../domain/cycle/state.ts';
import type { Effect } from '../domain/effect.ts';
import type { VersionId } from '../domain/ids.ts';
import type { Attempt, Ran } from '../engine/outbox.ts';
import { Fault } from '../lib/fault.ts';
import { minute, second } from '../lib/time.ts';
import type { Ports } from './ports.ts';
import { registryOf } from './registered.ts';
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
    const { champion } = await registry.roles(model);
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

/** Looks once a minute whether the champion still is the one that people were shown. */
export async function observeChampion(
  ports: Ports,
  effect: Of<'observe_champion'>,
  attempt: Attempt,
): Promise<Ran> {
  const cycle = await readCycle(ports.db, effect.cycle);
  const expected = cycle && shownChampion(cycle);
  if (!expected) return 'done';
  const { champion } = await (await registryOf(ports, effect.model)).roles(effect.model);
  if (champion === expected) return { again: minute };
  // The switch may have happened between our two looks: only what the cycle still says counts.
  const now = await readCycle(ports.db, effect.cycle);
  if (now === null || shownChampion(now) !== expected) return { again: second };
  const command = { type: 'champion_moved' as const, champion };
  await report(ports, effect, { command, cause: `${attempt.key}:moved` });
  return 'done';
}

function shownChampion(cycle: OpenedCycle): VersionId | null {
  if (cycle.phase === 'offered') return cycle.evaluation.champion;
  return cycle.phase === 'watching' ? cycle.evaluation.challenger : null;
}
