import { rollbackSubject } from '../cards/subject.ts';
import { readCycle, readEvents } from '../db/read.ts';
import { sayPhase } from '../domain/cycle/cycle.ts';
import { moves } from '../domain/cycle/moves.ts';
import { rollbackName } from '../domain/cycle/state.ts';
import type { Evaluation } from '../domain/evaluation.ts';
import type { CycleId, ModelId, VersionId } from '../domain/ids.ts';
import { may } from '../domain/may.ts';
import { type Decided, no } from '../domain/rejection.ts';
import type { Situation } from '../domain/situation.ts';
import { cycleName, modelName } from '../engine/streams.ts';
import { type Command as Telling, type TellOptions, tellAll } from '../engine/tell.ts';
import { ok } from '../lib/result.ts';
import { message, t } from '../words/t.ts';
import { done, refuse, refused } from './answers.ts';
import { type Asked, type Context, defineCommand } from './contract.ts';
import { situationOf } from './find.ts';
import { canSetChampion, cycleFor } from './open-cycle.ts';
import { reasonOf } from './written.ts';

/** One person is enough, and nothing forward may stand in the way. */
export const rollback = defineCommand({
  verb: 'rollback',
  usage: 'rollback MODEL [REASON]',
  does: message('goes back to the champion before, at once'),
  group: 'act',
  async run(asked, context) {
    const found = await situationOf(context, asked, 'now');
    if (!found.ok) return refused(found.error);
    const { model } = found.value;
    const { id, again } = await cycleFor(context.db, asked.cause);
    const planned = await plan(context, { asked, situation: found.value, id, again });
    if (!planned.ok) {
      const about = { stream: modelName(model.id), command: 'rollback', error: planned.error };
      return refuse(context, asked, about);
    }
    const { commands, to, cycle } = planned.value;
    const options = { cause: asked.cause, impatient: true, also: alone(model.id, cycle) };
    const [told] = await tellAll(context.db, commands, options).catch((thrown: unknown) => {
      if (!(thrown instanceof AlreadyUnderWay)) throw thrown;
      return [{ ...underWay(), repeated: false }];
    });
    if (!told!.ok) return refused(told!.error);
    return done(
      t(
        'You are rolling {model} back to {version} ({name}). The card says when the registry has confirmed it.',
        { model: model.id, version: to, name: rollbackName(cycle) },
      ),
    );
  },
});

const underWay = () => no('wrong_phase', { now: t('it is being rolled back') });

class AlreadyUnderWay extends Error {}

/** Of two people who roll back at the same moment the second opens nothing: who comes later sees what was committed. */
const alone =
  (model: ModelId, cycle: CycleId): NonNullable<TellOptions['also']> =>
  async (sql) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`rollback:${model}`}))`;
    const others = await sql`select 1 from streams where kind = 'cycle' and model = ${model} and open
      and state->>'phase' = 'reverting' and id <> ${`cycle:${cycle}`}`;
    if (others.length > 0) throw new AlreadyUnderWay('another rollback of this model is under way');
  };

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
  if (again) return ok(await heard(context, id, model.id));
  const able = canSetChampion(situation);
  if (!able.ok) return able;
  if (problem !== null) {
    const trouble = { trouble: problem };
    return no('bad_words', {
      problem: t(
        'The registry cannot be read: {trouble} Nothing was changed; do it again when it can.',
        trouble,
      ),
    });
  }
  if (champion === null) return no('no_champion', { model: model.id });
  if (asked.seen !== null && asked.seen !== rollbackSubject(model.id, champion)) return no('stale_card');
  const reason = reasonOf(asked) || null;
  const by = asked.by.id;
  if (cycle?.phase === 'reverting') return underWay();
  if (cycle?.phase === 'watching') {
    const stream = cycleName(cycle.id, model.id);
    const commands: Telling[] = [{ stream, command: { type: 'roll_back', by, reason } }];
    return ok({ commands, to: cycle.evaluation.champion, cycle: cycle.id });
  }
  // What could not be confirmed is asked for again, also when the registry shows it by now: that confirms it.
  const stuck = cycle?.phase === 'closed' && cycle.outcome.result === 'stuck';
  const to =
    (stuck ? (cycle.revert?.to ?? cycle.evaluation?.champion) : null) ??
    (await championBefore(context, situation));
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
  if (cycle?.phase === 'promoting') return no('wrong_phase', { now: sayPhase(cycle) });
  // A run that trains already touches no champion: it goes on, and ends where it would be compared with another one.
  const forward: Telling[] =
    cycle !== null && cycle.phase !== 'closed' && 'supersede' in moves[cycle.phase]
      ? [{ stream: cycleName(cycle.id, model.id), command: { type: 'supersede', by } }]
      : [];
  return ok({ commands: [opening, ...forward], to, cycle: id });
}

/** The same press once more: it tells the same stream, which answers as before. */
async function heard({ db }: Context, id: CycleId, model: ModelId): Promise<Planned> {
  const cycle = await readCycle(db, id);
  const revert = cycle && 'revert' in cycle ? cycle.revert : null;
  const command = { type: 'roll_back' as const, by: null, reason: null };
  const to = revert?.to ?? (t('the version before') as VersionId);
  return { commands: [{ stream: cycleName(id, model), command }], to, cycle: id };
}

/** The champion before this one, as far as Steward switched it or saw it switched; what was rolled back from is not gone back to. */
async function championBefore({ db }: Context, { model, registered }: Situation): Promise<VersionId | null> {
  const compared = ['challenger_offered', 'promotion_proposed'];
  const outside = 'champion_changed_outside';
  const types = [...compared, outside, 'champion_switched', 'champion_restored'];
  const entries = await readEvents(db, { model: model.id, types, most: 200 });
  const replaced = new Map<string, VersionId>();
  let line: VersionId[] = model.initialVersion ? [model.initialVersion] : [];
  for (const { stream, type, event } of entries.toReversed()) {
    const to = event.to as VersionId;
    const from = type === outside ? (event.from as VersionId | null) : replaced.get(stream);
    if (compared.includes(type)) replaced.set(stream, (event.evaluation as Evaluation).champion);
    else if (type === outside && to === null) continue;
    else if (type === outside || type === 'champion_switched') {
      line = [...line, ...(from && from !== line.at(-1) ? [from] : []), to];
    } else line = line.includes(to) ? line.slice(0, line.lastIndexOf(to) + 1) : [...line, to];
  }
  const { champion } = registered;
  const known = new Set(registered.versions.map(({ id }) => id));
  const now = champion === null ? -1 : line.lastIndexOf(champion);
  const earlier = now < 0 ? line : line.slice(0, now);
  return earlier.findLast((id) => id !== champion && known.has(id)) ?? null;
}
