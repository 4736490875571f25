import { requestFor } from '../domain/cycle/request.ts';
import { promoteName } from '../domain/cycle/state.ts';
import type { VersionId } from '../domain/ids.ts';
import { type Decided, no } from '../domain/rejection.ts';
import type { Situation } from '../domain/situation.ts';
import { cycleName, modelName } from '../engine/streams.ts';
import { tell } from '../engine/tell.ts';
import { ok } from '../lib/result.ts';
import { message, t } from '../words/t.ts';
import { done, refuse, refused } from './answers.ts';
import { type Asked, defineCommand } from './contract.ts';
import { situationOf } from './find.ts';
import { canSetChampion, cycleFor, mayOpenForward, nothingAsked } from './open-cycle.ts';
import { canBeAnswered } from './whom-to-ask.ts';
import { reasonOf } from './written.ts';

export const promote = defineCommand({
  verb: 'promote',
  usage: 'promote MODEL [VERSION]',
  does: message('asks to make a challenger the champion, after comparing both on the same rows'),
  group: 'act',
  async run(asked, context) {
    const found = await situationOf(context, asked, 'now');
    if (!found.ok) return refused(found.error);
    const situation = found.value;
    const { model } = situation;
    const about = { stream: modelName(model.id), command: 'promote' };
    const { id, again } = await cycleFor(context.db, asked.cause);
    const pair = chosen(situation, asked);
    if (!pair.ok) return refuse(context, asked, { ...about, error: pair.error });
    const allowed = again ? ok(null) : mayAsk(situation, asked);
    if (!allowed.ok) return refuse(context, asked, { ...about, error: allowed.error });
    const window = requestFor(situation, null).evaluate;
    const evaluated = await context.evaluate(model.id, { ...pair.value, window });
    if (!evaluated.ok) return refuse(context, asked, { ...about, error: evaluated.error });
    const told = await tell(
      context.db,
      {
        stream: cycleName(id, model.id),
        otherwise: modelName(model.id),
        command: {
          type: 'propose_promotion',
          id,
          model: model.id,
          by: asked.by.id,
          reason: reasonOf(asked, 1),
          policy: model.policy,
          evaluation: evaluated.value,
        },
      },
      { cause: asked.cause, impatient: true },
    );
    if (!told.ok) return refused(told.error);
    return done(
      t('You asked to promote {version}: {ballot}. Nothing changes before it is approved.', {
        version: pair.value.challenger,
        ballot: promoteName(id),
      }),
    );
  },
});

/** The version that was named, or the only challenger; against the champion. */
export function chosen(
  { model, registered }: Situation,
  asked: Asked,
): Decided<{ champion: VersionId; challenger: VersionId }> {
  const { champion, challengers, versions, problem } = registered;
  if (problem !== null) return no('bad_words', { problem: nothingAsked(problem) });
  if (champion === null) return no('no_champion', { model: model.id });
  const others = versions.map(({ id }) => id).filter((id) => id !== champion);
  const typed = asked.values.version ?? asked.rest[0] ?? challengers.at(-1) ?? others.at(-1);
  if (typed === undefined) return no('no_challenger', { model: model.id, champion });
  if (typed === champion) return no('already_champion', { version: champion, model: model.id });
  const challenger = others.find((id) => id === typed || id === `v${typed}`);
  if (challenger) return ok({ champion, challenger });
  const known = versions.map(({ id }) => id).join(t(', ')) || t('none yet');
  return no('unknown_version', { model: model.id, version: typed.slice(0, 80), versions: known });
}

function mayAsk(situation: Situation, { by }: Asked): Decided<null> {
  const able = canSetChampion(situation);
  if (!able.ok) return able;
  const answerable = canBeAnswered('promote', by, situation);
  return answerable.ok ? mayOpenForward(situation) : answerable;
}
