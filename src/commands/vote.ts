/** Approve and deny: one vote in a cycle's ballot. */
import type { Answer } from '../cards/answer.ts';
import { sayPhase } from '../domain/cycle/cycle.ts';
import { type Decided, no } from '../domain/rejection.ts';
import { cycleName } from '../engine/streams.ts';
import { tell } from '../engine/tell.ts';
import { ok } from '../lib/result.ts';
import { done, refuse, refused } from './answers.ts';
import type { Asked, Context } from './contract.ts';
import { findCycle, type Named, situationOf } from './find.ts';
import { canSetChampion } from './open-cycle.ts';
import { reasonOf } from './written.ts';

export async function vote(choice: 'yes' | 'no', asked: Asked, context: Context): Promise<Answer> {
  const found = await findCycle(context, asked.about);
  if (!found.ok) return refused(found.error);
  const { name, cycle } = found.value;
  const stream = cycleName(cycle.id, cycle.model);
  const asksIt = asksThat(found.value);
  if (!asksIt.ok) return refuse(context, asked, { stream, command: 'vote', error: asksIt.error });
  if (choice === 'yes' && cycle.phase === 'offered') {
    const situation = await situationOf(context, { ...asked, about: cycle.model });
    const able = situation.ok ? canSetChampion(situation.value) : situation;
    if (!able.ok) return refuse(context, asked, { stream, command: 'vote', error: able.error });
  }
  const reason = reasonOf(asked);
  const told = await tell(
    context.db,
    {
      stream,
      command: {
        type: 'vote',
        choice,
        by: asked.by,
        // Who types the id means what it asks now; a card says what it showed.
        subject: asked.seen ?? ('ballot' in cycle ? cycle.ballot.subject : ''),
        ...(reason && { reason }),
      },
    },
    { cause: asked.cause, impatient: true },
  );
  if (!told.ok) return refused(told.error);
  const { state } = told;
  if (choice === 'no') return done(`You denied ${name}. Nothing runs.`);
  if ('ballot' in state) {
    const { quorum, votes } = state.ballot;
    const yes = votes.filter((one) => one.choice === 'yes').length;
    return done(`Your approval of ${name} counts: ${yes} of ${quorum}. ${quorum - yes} more needed.`);
  }
  return done(`You approved ${name}: ${sayPhase(state)}. The card follows it.`);
}

/** R- asks about training and P- about promotion, although both belong to one cycle. */
function asksThat({ name, kind, cycle }: Named): Decided<null> {
  const asks = { R: 'proposed', P: 'offered', B: null }[kind];
  const beginsAt = cycle.kind === 'retrain' ? 'R' : 'P';
  if (kind === 'B' || (kind === 'R' && beginsAt === 'P')) return no('unknown_id', { id: name });
  const early = ['proposed', 'submitting', 'unknown', 'training', 'cancelling', 'evaluating'];
  const later = kind === 'R' && !early.includes(cycle.phase);
  const before = kind === 'P' && early.includes(cycle.phase);
  if (later) return no('already_decided', { ballot: name, now: sayPhase(cycle) });
  if (before && cycle.phase !== asks) return no('wrong_phase', { now: sayPhase(cycle) });
  return ok(null);
}
