import { sayWho } from '../domain/ballot.ts';
import { requestFor } from '../domain/cycle/request.ts';
import { retrainName } from '../domain/cycle/state.ts';
import { type Decided, no } from '../domain/rejection.ts';
import type { Situation } from '../domain/situation.ts';
import { cycleName, modelName } from '../engine/streams.ts';
import { tell } from '../engine/tell.ts';
import { ok } from '../lib/result.ts';
import { sayInstant } from '../lib/time.ts';
import { done, refuse, refused } from './answers.ts';
import { defineCommand } from './contract.ts';
import { situationOf } from './find.ts';
import { cycleFor, mayOpenForward } from './open-cycle.ts';
import { canBeAnswered } from './whom-to-ask.ts';
import { reasonOf } from './written.ts';

export const retrain = defineCommand({
  verb: 'retrain',
  usage: 'retrain MODEL REASON',
  does: 'asks for a new version to be trained; somebody else approves',
  group: 'act',
  async run(asked, context) {
    const found = await situationOf(context, asked, 'now');
    if (!found.ok) return refused(found.error);
    const situation = found.value;
    const { model, registered } = situation;
    const reason = reasonOf(asked);
    const { id, again } = await cycleFor(context.db, asked.cause);
    const allowed = again ? ok(null) : mayAsk(situation, { reason, by: asked.by });
    if (!allowed.ok) {
      const about = { stream: modelName(model.id), command: 'retrain', error: allowed.error };
      return refuse(context, asked, about);
    }
    const told = await tell(
      context.db,
      {
        stream: cycleName(id, model.id),
        otherwise: modelName(model.id),
        command: {
          type: 'propose_retrain',
          id,
          model: model.id,
          by: asked.by.id,
          reason,
          policy: model.policy,
          request: requestFor(situation, registered.champion),
        },
      },
      { cause: asked.cause, impatient: true },
    );
    if (!told.ok) return refused(told.error);
    if (model.policy.retrain.quorum === 0) {
      return done(
        `You asked to retrain ${model.id}: ${retrainName(id)}. Its policy asks nobody, so it starts.`,
      );
    }
    const { quorum, expiresMs, barRequester } = model.policy.retrain;
    const others = barRequester ? ', not you,' : '';
    return done(
      `You asked to retrain ${model.id}: ${retrainName(id)}. ${quorum} of ${sayWho(model.policy.retrain)}${others} can approve until ${sayInstant(situation.now + expiresMs)}. Nothing runs before that.`,
    );
  },
});

function mayAsk(
  situation: Situation,
  { reason, by }: { reason: string; by: Situation['people'][0] },
): Decided<null> {
  const { model, registered } = situation;
  if (!model.trainer) return no('no_trainer', { model: model.id });
  if (registered.problem !== null)
    return no('bad_words', { problem: `${registered.problem} Nothing was asked.` });
  if (registered.champion === null) return no('no_champion', { model: model.id });
  if (!reason) return no('reason_required');
  const answerable = canBeAnswered(model.policy.retrain, by, situation);
  return answerable.ok ? mayOpenForward(situation) : answerable;
}
