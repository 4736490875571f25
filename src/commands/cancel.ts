import { may } from '../domain/may.ts';
import { no } from '../domain/rejection.ts';
import { cycleName, modelName } from '../engine/streams.ts';
import { tell } from '../engine/tell.ts';
import { message, t } from '../words/t.ts';
import { done, refuse, refused } from './answers.ts';
import { defineCommand } from './contract.ts';
import { findCycle, situationOf } from './find.ts';
import { reasonOf } from './written.ts';

export const cancel = defineCommand({
  verb: 'cancel',
  usage: 'cancel R-4821 [REASON]',
  does: message('withdraws a request or stops a training run'),
  group: 'act',
  async run(asked, context) {
    const found = await findCycle(context, asked.about);
    if (!found.ok) return refused(found.error);
    const { cycle, name } = found.value;
    const situation = await situationOf(context, { ...asked, about: cycle.model });
    if (!situation.ok) return refused(situation.error);
    const allowed = may('cancel', asked.by, situation.value.model);
    const stream = cycleName(cycle.id, cycle.model);
    if (!allowed.ok && cycle.openedBy !== asked.by.id) {
      return refuse(context, asked, { stream, command: 'cancel', error: allowed.error });
    }
    const { model, registered } = situation.value;
    if (cycle.phase === 'training' && registered.lacks.includes('cancel')) {
      const error = no('cannot_cancel', {
        trainer: model.trainer ?? t('this model has'),
        ballot: name,
      }).error;
      return refuse(context, asked, { stream, command: 'cancel', error });
    }
    const reason = reasonOf(asked);
    const told = await tell(
      context.db,
      {
        stream,
        otherwise: modelName(cycle.model),
        command: { type: 'cancel', by: asked.by.id, ...(reason && { reason }) },
      },
      { cause: asked.cause, impatient: true },
    );
    if (!told.ok) return refused(told.error);
    return done(
      told.state.phase === 'cancelling'
        ? t('You asked to stop {name}. The card says when the run has ended.', { name })
        : t('You cancelled {name}. Nothing runs.', { name }),
    );
  },
});
