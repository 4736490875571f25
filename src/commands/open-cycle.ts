/** Opening a cycle once, however often the same press arrives. */
import type { Db } from '../db/connect.ts';
import { sayPhase } from '../domain/cycle/cycle.ts';
import { type OpenedCycle, promoteName, retrainName, rollbackName } from '../domain/cycle/state.ts';
import type { CycleId } from '../domain/ids.ts';
import { type Decided, no } from '../domain/rejection.ts';
import type { Situation } from '../domain/situation.ts';
import { ok } from '../lib/result.ts';
import { t } from '../words/t.ts';
import type { Context } from './contract.ts';
import { situationOf } from './find.ts';

/** The number that this cause opened before, or a new one: a redelivered press must not open a second cycle. */
export async function cycleFor(db: Db, cause: string): Promise<{ id: CycleId; again: boolean }> {
  const [heard] = await db.sql<{ stream: string }[]>`
    select stream from answers where cause = ${cause} and stream like 'cycle:%'`;
  if (heard) return { id: heard.stream.slice('cycle:'.length) as CycleId, again: true };
  const [row] = await db.sql<[{ id: string }]>`select nextval('cycle_number')::text as id`;
  return { id: row.id as CycleId, again: false };
}

/** What people call a cycle in the phase that it is in. */
export function nameOf(cycle: OpenedCycle): string {
  if (cycle.kind === 'rollback' || cycle.phase === 'reverting') return rollbackName(cycle.id);
  const later = ['offered', 'promoting', 'watching'].includes(cycle.phase);
  return cycle.kind === 'promotion' || later ? promoteName(cycle.id) : retrainName(cycle.id);
}

/** Only one forward cycle at a time, and none after a rollback that nobody could confirm. */
export function mayOpenForward({ cycle, model }: Situation): Decided<null> {
  if (cycle && cycle.phase !== 'closed') {
    return no('cycle_open', { model: model.id, cycle: nameOf(cycle), now: sayPhase(cycle) });
  }
  if (cycle?.phase === 'closed' && cycle.outcome.result === 'stuck') {
    return no('stuck', { model: model.id, cycle: rollbackName(cycle.id) });
  }
  return ok(null);
}

/** @param trouble what is wrong with the registry, in a sentence */
export const nothingAsked = (trouble: string): string =>
  t('The registry cannot be read: {trouble} Nothing was asked; ask again when it can.', { trouble });

/** Where Steward cannot set the champion, nobody is asked whether it should. */
export const canSetChampion = ({ model, registered }: Situation): Decided<null> =>
  registered.lacks.includes('promote')
    ? no('cannot_promote', { model: model.id, registry: model.registry })
    : ok(null);

/** The same of a challenger that is asked about; other questions need no registry. */
export async function canBePromoted(context: Context, cycle: OpenedCycle): Promise<Decided<null>> {
  if (cycle.phase !== 'offered') return ok(null);
  const situation = await situationOf(context, { about: cycle.model });
  return situation.ok ? canSetChampion(situation.value) : situation;
}
