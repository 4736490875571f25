import { inboxCard } from '../cards/inbox-card.ts';
import { mayDecide } from '../domain/ballot.ts';
import { worldNow } from '../engine/clock.ts';
import { shown } from './answers.ts';
import { defineCommand } from './contract.ts';
import { allSituations } from './find.ts';

export const inbox = defineCommand({
  verb: 'inbox',
  usage: 'inbox',
  does: 'shows what waits for you',
  group: 'see',
  async run({ by }, context) {
    const waiting = (await allSituations(context)).flatMap((situation) => {
      const { cycle } = situation;
      if (cycle?.phase !== 'proposed' && cycle?.phase !== 'offered') return [];
      const { ballot, deadline } = cycle;
      const mine =
        mayDecide(ballot, by) &&
        !ballot.barred.includes(by.id) &&
        !ballot.votes.some((vote) => vote.by === by.id);
      const what = cycle.phase === 'proposed' ? ('retrain' as const) : ('promote' as const);
      return mine ? [{ situation, what, id: ballot.id, deadline }] : [];
    });
    return shown(inboxCard(waiting, await worldNow(context.db.sql)));
  },
});
