import { sayWho } from '../domain/ballot.ts';
import { requestFor } from '../domain/cycle/request.ts';
import { retrainName } from '../domain/cycle/state.ts';
import { type Decided, no } from '../domain/rejection.ts';
import type { Situation } from '../domain/situation.ts';
import { cycleName, modelName } from '../engine/streams.ts';
import { tell } from '../engine/tell.ts';
import { ok } from '../lib/result.ts';
import { sayInstant } from '../lib/time.ts';
import { message, t } from '../words/t.ts';
import { done, refuse, refused } from './answers.ts';
import { defineCommand } from './contract.ts';
import { situationOf } from './find.ts';
import { cycleFor, mayOpenForward, nothingAsked } from './open-cycle.ts';
import { canBeAnswered } from './whom-to-ask.ts';
import { reasonOf } from './written.ts';

export const retrain = defineCommand({
  verb: 'retrain',
  usage: 'retrain MODEL REASON',
  does: message('asks for a new version to be trained; somebody else approves'),
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
        t('You asked to retrain {model}: {ballot}. Its policy asks nobody, so it starts.', {
          model: model.id,
          ballot: retrainName(id),
        }),
      );
    }
    const { quorum, expiresMs, barRequester } = model.policy.retrain;
    const asks = {
      model: model.id,
      ballot: retrainName(id),
      quorum,
      groups: sayWho(model.policy.retrain),
      until: sayInstant(situation.now + expiresMs),
    };
    return done(
      barRequester
        ? t(
            'You asked to retrain {model}: {ballot}. {quorum} of {groups}, not you, can approve until {until}. Nothing runs before that.',
            asks,
          )
        : t(
            'You asked to retrain {model}: {ballot}. {quorum} of {groups} can approve until {until}. Nothing runs before that.',
            asks,
          ),
    );
  },
});

function mayAsk(
  situation: Situation,
  { reason, by }: { reason: string; by: Situation['people'][0] },
): Decided<null> {
  const { model, registered } = situation;
  if (!model.trainer) return no('no_trainer', { model: model.id });
  if (registered.problem !== null) return no('bad_words', { problem: nothingAsked(registered.problem) });
  if (registered.champion === null) return no('no_champion', { model: model.id });
  const answerable = canBeAnswered('retrain', by, situation);
  const opens = answerable.ok ? mayOpenForward(situation) : answerable;
  // Last: nobody should think of a reason for what is refused anyway.
  return opens.ok && !reason ? no('reason_required') : opens;
}
