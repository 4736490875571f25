/** Moving the champion by compare-and-set, and reading it back. */
import type { Assigned, Registry } from '../backends/contract.ts';
import { readCycle } from '../db/read.ts';
import type { CycleCommand } from '../domain/cycle/messages.ts';
import { type Pending, switchingTo } from '../domain/cycle/state.ts';
import type { Effect } from '../domain/effect.ts';
import { reasons } from '../domain/reasons.ts';
import type { Attempt, Ran } from '../engine/outbox.ts';
import { Fault } from '../lib/fault.ts';
import { canonical } from '../lib/hash.ts';
import { minute, second } from '../lib/time.ts';
import { inEnglish } from '../words/kept.ts';
import type { Ports } from './ports.ts';
import { registryOf } from './registered.ts';
import { syncRegistry } from './sync-registry.ts';
import { report } from './training.ts';

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

type WithoutTo<Command> = Command extends { to?: unknown } ? Omit<Command, 'to'> : never;
/** What can be said of a switch. */
type OnSwitch = WithoutTo<
  Extract<CycleCommand, { type: 'champion_moved' | 'switch_pending' | 'switched' | 'switch_refused' }>
>;

/** The cycle hears `switched` only after the registry itself named the new champion, and nothing is left to do there. */
export async function setChampion(ports: Ports, effect: Of<'set_champion'>, attempt: Attempt): Promise<Ran> {
  const cycle = await readCycle(ports.db, effect.cycle);
  if (cycle?.phase !== 'promoting' && cycle?.phase !== 'reverting') return 'done';
  const { model, to, expected } = effect;
  // A promotion that ran out of time is taken back: it must not be sent once more before that.
  if (switchingTo(cycle) !== to) return 'done';
  const tellIt = async (said: OnSwitch, once = ''): Promise<Ran> => {
    const command = { ...said, to };
    await report(ports, effect, { command, cause: `${attempt.key}:${command.type}${once}` });
    return 'done';
  };
  try {
    const registry = await registryOf(ports, model);
    if (!registry.assign) {
      return await tellIt({
        type: 'switch_refused',
        reason: inEnglish(reasons.cannotAssign),
      });
    }
    const change = { model, role: 'champion' as const, to, expected };
    const assigned = cycle.pending
      ? await becameOf(registry, cycle.pending)
      : await registry.assign(change, attempt.key);
    if (assigned.outcome === 'refused' && !cycle.pending)
      return await tellIt({ type: 'switch_refused', reason: assigned.reason });
    const { champion } = await confirmed(syncRegistry(ports, model));
    const waits = 'operation' in assigned && assigned.operation !== null;
    if (champion === to && !waits) return await tellIt({ type: 'switched' });
    if (assigned.outcome === 'conflict' || (champion !== expected && champion !== to)) {
      return await tellIt({ type: 'champion_moved', champion });
    }
    // What was taken may have failed because somebody else moved the champion, which is the better reason.
    if (assigned.outcome === 'refused')
      return await tellIt({ type: 'switch_refused', reason: assigned.reason });
    if (assigned.outcome !== 'done') {
      const pending = pendingOf(assigned);
      // Only what changed is told, so that days of waiting are not days of log entries.
      if (canonical({ ...cycle.pending, ...pending }) !== canonical(cycle.pending)) {
        await tellIt({ type: 'switch_pending', pending }, `:${attempt.attempt}`);
      }
      return { again: Math.max(registry.pollEveryMs ?? 10 * second, pending.approval ? minute : 0) };
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

type Waiting = Exclude<Assigned, { outcome: 'refused' | 'conflict' | 'done' }> & { word?: string };

/** What was taken is never asked for again: it is asked about, or, where nothing answers for it, only its champion is looked at. */
async function becameOf(
  registry: Registry,
  { operation, approval, link }: Pending,
): Promise<Waiting | Extract<Assigned, { outcome: 'refused' | 'done' }>> {
  const shown = link === null ? {} : { link };
  if (operation === null || !registry.operation) return { outcome: 'needs_approval', ...shown };
  const now = await confirmed(registry.operation(operation));
  if (now.state === 'done') return { outcome: 'done' };
  if (now.state === 'failed') return { outcome: 'refused', reason: now.reason };
  const agree = now.state === 'unknown' ? approval : now.waitsForApproval === true;
  return {
    outcome: agree ? 'needs_approval' : 'pending',
    operation,
    ...shown,
    ...(now.state === 'pending' && now.link && { link: now.link }),
    ...(now.state === 'unknown' && { word: now.raw.slice(0, 60) }),
  };
}

const pendingOf = (waiting: Waiting): Omit<Pending, 'since'> => ({
  operation: waiting.operation ?? null,
  approval: waiting.outcome === 'needs_approval',
  word: waiting.word ?? null,
  link: waiting.link?.startsWith('https://') ? waiting.link : null,
});

/** Not being able to look says nothing about the switch itself, so it refuses nothing. */
async function confirmed<T>(looking: Promise<T>): Promise<T> {
  try {
    return await looking;
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.retry !== 'never') throw thrown;
    throw new Fault('not_confirmed', `Whether the champion changed could not be read: ${thrown.message}`, {
      retry: 'later',
      cause: thrown,
    });
  }
}
