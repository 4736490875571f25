import { no } from '../domain/rejection.ts';
import { modelName } from '../engine/streams.ts';
import { tell } from '../engine/tell.ts';
import { message, t } from '../words/t.ts';
import { done, refuse, refused } from './answers.ts';
import { defineCommand } from './contract.ts';
import { findCycle, situationOf } from './find.ts';
import { reasonOf } from './written.ts';

export const review = defineCommand({
  verb: 'review',
  usage: 'review P-4821 [NOTE]',
  does: message('says that you looked at what somebody decided alone'),
  group: 'act',
  async run(asked, context) {
    const found = await findCycle(context, asked.about);
    if (!found.ok) return refused(found.error);
    const { name, cycle } = found.value;
    const stream = modelName(cycle.model);
    const situation = await situationOf(context, { about: cycle.model });
    if (!situation.ok) return refused(situation.error);
    const owed = situation.value.reviews.find(({ ballot }) => ballot === name);
    // The stream knows who acted only by the account that they acted with.
    if (owed?.by === asked.by.id) {
      const { error } = no('own_review', { ballot: name, groups: t('those who would have been asked') });
      return refuse(context, asked, { stream, command: 'review', error });
    }
    const command = { type: 'review' as const, ballot: name, by: asked.by, note: reasonOf(asked) };
    const told = await tell(context.db, { stream, command }, { cause: asked.cause, impatient: true });
    return told.ok ? done(t('You reviewed {name}. It is in the log.', { name })) : refused(told.error);
  },
});
