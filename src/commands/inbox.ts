import { inboxCard } from '../cards/inbox-card.ts';
import { heardAlerts } from '../domain/alert.ts';
import { mayStillVote } from '../domain/ballot.ts';
import { mayReview } from '../domain/break-glass.ts';
import type { PersonId } from '../domain/ids.ts';
import { may } from '../domain/may.ts';
import type { Situation } from '../domain/situation.ts';
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
    const all = await allSituations(context);
    const waiting = all.flatMap((situation) => {
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
    const unattended = all.filter((one) => may('care', by, one.model).ok && nobodyCares(one, by.id));
    return shown(inboxCard(waiting, unattended));
  },
});

/** An alert that is somebody's to choose about: nothing was begun, and nobody else looks after it. */
const nobodyCares = (s: Situation, by: PersonId): boolean =>
  (s.cycle === null || s.cycle.phase === 'closed') &&
  heardAlerts(s).some(({ phase, assignee }) => phase === 'open' && (assignee === null || assignee === by));
