import { no } from '../domain/rejection.ts';
import { cycleName, modelName } from '../engine/streams.ts';
import { tellAll } from '../engine/tell.ts';
import { message, t } from '../words/t.ts';
import { done, refuse, refused } from './answers.ts';
import { defineCommand } from './contract.ts';
import { findCycle } from './find.ts';
import { canBePromoted } from './open-cycle.ts';
import { reasonOf } from './written.ts';

/** The decision and the duty to have it reviewed are one transaction. */
export const breakglass = defineCommand({
  verb: 'breakglass',
  usage: 'breakglass P-4821 REASON',
  does: message('decides alone, at once, in an emergency; somebody else must review it'),
  group: 'act',
  async run(asked, context) {
    const found = await findCycle(context, asked.about);
    if (!found.ok) return refused(found.error);
    const { name, cycle } = found.value;
    const { by, cause } = asked;
    const stream = cycleName(cycle.id, cycle.model);
    const heard = await context.db
      .sql`select 1 from answers where stream = ${stream.id} and cause = ${cause}`;
    if (heard.length === 0 && !('ballot' in cycle && cycle.ballot.id === name)) {
      const { error } = no('no_question', { ballot: name });
      return refuse(context, asked, { stream, command: 'break_glass', error });
    }
    const able = await canBePromoted(context, cycle);
    if (!able.ok) {
      return refuse(context, asked, { stream, command: 'break_glass', error: able.error });
    }
    const reason = reasonOf(asked);
    // Who types the id means what it asks now; a card says what it showed.
    const subject = asked.seen ?? ('ballot' in cycle ? cycle.ballot.subject : '');
    const told = await tellAll(
      context.db,
      [
        { stream, command: { type: 'break_glass', by, subject, reason } },
        { stream: modelName(cycle.model), command: { type: 'owe_review', ballot: name, by: by.id, reason } },
      ],
      { cause, impatient: true },
    );
    const refusal = told.find((one) => !one.ok);
    if (refusal && !refusal.ok) return refused(refusal.error);
    return done(
      t(
        'You decided {name} alone, and it happens now. Everybody who would have been asked is told, and one of them must review it within a day.',
        { name },
      ),
    );
  },
});
