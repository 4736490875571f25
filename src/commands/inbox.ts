import { inboxCard } from '../cards/inbox-card.ts';
import { mayStillVote } from '../domain/ballot.ts';
import { mayReview } from '../domain/break-glass.ts';
import { worldNow } from '../engine/clock.ts';
import { message } from '../words/t.ts';
import { shown } from './answers.ts';
import { defineCommand } from './contract.ts';
import { allSituations } from './find.ts';

export const inbox = defineCommand({
  verb: 'inbox',
  usage: 'inbox',
  does: message('shows what waits for you'),
  group: 'see',
  async run({ by }, context) {
    const waiting = (await allSituations(context)).flatMap((situation) => {
      const { cycle, reviews, model } = situation;
      const owed = reviews
        .filter((review) => mayReview(review, model, by).ok)
        .map(({ ballot, due }) => ({ situation, what: 'review' as const, id: ballot, deadline: due }));
      if (cycle?.phase !== 'proposed' && cycle?.phase !== 'offered') return owed;
      const { ballot, deadline } = cycle;
      const mine = mayStillVote(ballot, by);
      const what = cycle.phase === 'proposed' ? ('retrain' as const) : ('promote' as const);
      return mine ? [...owed, { situation, what, id: ballot.id, deadline }] : owed;
    });
    return shown(inboxCard(waiting, await worldNow(context.db.sql)));
  },
});
