import { rollbackSubject } from '../cards/subject.ts';
import { readEvents } from '../db/read.ts';
import { rollbackName } from '../domain/cycle/state.ts';
import type { CycleId, VersionId } from '../domain/ids.ts';
import { may } from '../domain/may.ts';
import { type Decided, no } from '../domain/rejection.ts';
import type { Situation } from '../domain/situation.ts';
import { cycleName, modelName } from '../engine/streams.ts';
import { type Command as Telling, tellAll } from '../engine/tell.ts';
import { ok } from '../lib/result.ts';
import { done, refuse, refused } from './answers.ts';
import { type Asked, type Context, defineCommand } from './contract.ts';
import { situationOf } from './find.ts';
import { cycleFor } from './open-cycle.ts';

/** One person is enough, and nothing forward may stand in the way. */
export const rollback = defineCommand({
  verb: 'rollback',
  usage: 'rollback MODEL [REASON]',
  does: 'goes back to the champion before, at once',
  group: 'act',
  async run(asked, context) {
    const found = await situationOf(context, asked);
    if (!found.ok) return refused(found.error);
    const { model } = found.value;
    const { id, again } = await cycleFor(context.db, asked.cause);
    const planned = await plan(context, { asked, situation: found.value, id, again });
    if (!planned.ok) {
      const about = { stream: modelName(model.id), command: 'rollback', error: planned.error };
      return refuse(context, asked, about);
    }
    const { commands, to, cycle } = planned.value;
    const [told] = await tellAll(context.db, commands, { cause: asked.cause, impatient: true });
    if (!told!.ok) return refused(told!.error);
    return done(
      `You are rolling ${model.id} back to ${to} (${rollbackName(cycle)}). The card says when the registry has confirmed it.`,
    );
  },
});

interface Planned {
  commands: Telling[];
  to: VersionId;
  cycle: CycleId;
}

async function plan(
  context: Context,
  given: { asked: Asked; situation: Situation; id: CycleId; again: boolean },
): Promise<Decided<Planned>> {
  const { asked, situation, id, again } = given;
  const { model, registered, cycle } = situation;
  const { champion, problem } = registered;
  const allowed = may('roll_back', asked.by, model);
  if (!allowed.ok) return allowed;
  if (problem !== null) return no('bad_words', { problem: `${problem} Nothing was changed.` });
  if (champion === null) return no('no_champion', { model: model.id });
  if (!again && asked.seen !== null && asked.seen !== rollbackSubject(model.id, champion))
    return no('stale_card');
  const reason = (asked.values.reason ?? asked.rest.join(' ')).trim().slice(0, 500) || null;
  const by = asked.by.id;
  if (!again && cycle?.phase === 'reverting') return no('wrong_phase', { now: 'it is being rolled back' });
  if (!again && cycle?.phase === 'watching') {
    const stream = cycleName(cycle.id, model.id);
    const commands: Telling[] = [{ stream, command: { type: 'roll_back', by, reason } }];
    return ok({ commands, to: cycle.evaluation.champion, cycle: cycle.id });
  }
  const to = await championBefore(context, situation);
  if (to === null) return no('no_previous_version', { model: model.id });
  const opening: Telling = {
    stream: cycleName(id, model.id),
    otherwise: modelName(model.id),
    command: {
      type: 'open_rollback',
      id,
      model: model.id,
      by,
      reason: reason ?? '',
      policy: model.policy,
      to,
      from: champion,
    },
  };
  const forward: Telling[] =
    cycle !== null && cycle.phase !== 'closed'
      ? [{ stream: cycleName(cycle.id, model.id), command: { type: 'supersede', by } }]
      : [];
  return ok({ commands: [opening, ...forward], to, cycle: id });
}

/** The champion that Steward last switched away from, as long as the registry still has it. */
async function championBefore({ db }: Context, { model, registered }: Situation): Promise<VersionId | null> {
  const switches = await readEvents(db, {
    model: model.id,
    types: ['champion_switched', 'champion_restored'],
    most: 50,
  });
  const earlier = [...switches.map(({ event }) => event.to as VersionId), model.initialVersion ?? null];
  const known = new Set(registered.versions.map(({ id }) => id));
  return earlier.find((id) => id !== null && id !== registered.champion && known.has(id)) ?? null;
}
