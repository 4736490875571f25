/** Approve and deny: one vote in a cycle's ballot. */
import { randomBytes } from 'node:crypto';
import type { Answer } from '../cards/answer.ts';
import { confirmLinkCard } from '../cards/confirm-card.ts';
import { countedYes } from '../domain/ballot.ts';
import { sayPhase } from '../domain/cycle/cycle.ts';
import { type Decided, no } from '../domain/rejection.ts';
import { cycleName } from '../engine/streams.ts';
import { type Told, tell } from '../engine/tell.ts';
import { sha256 } from '../lib/hash.ts';
import { ok } from '../lib/result.ts';
import { t } from '../words/t.ts';
import { done, refuse, refused, shown } from './answers.ts';
import type { Asked, Context } from './contract.ts';
import { findCycle, type Named } from './find.ts';
import { canBePromoted } from './open-cycle.ts';
import { reasonOf } from './written.ts';

export async function vote(choice: 'yes' | 'no', asked: Asked, context: Context): Promise<Answer> {
  const found = await findCycle(context, asked.about);
  if (!found.ok) return refused(found.error);
  const { name, cycle } = found.value;
  const stream = cycleName(cycle.id, cycle.model);
  const asksIt = asksThat(found.value);
  if (!asksIt.ok) return refuse(context, asked, { stream, command: 'vote', error: asksIt.error });
  const able = choice === 'yes' ? await canBePromoted(context, cycle) : ok(null);
  if (!able.ok) return refuse(context, asked, { stream, command: 'vote', error: able.error });
  const reason = reasonOf(asked);
  // Who types the id means what it asks now; a card says what it showed.
  const subject = asked.seen ?? ('ballot' in cycle ? cycle.ballot.subject : '');
  if (choice === 'yes' && 'ballot' in cycle && cycle.ballot.secondFactor) {
    return handOutLink(context, asked, { named: found.value, subject });
  }
  const command = { type: 'vote' as const, choice, by: asked.by, subject, ...(reason && { reason }) };
  const told = await tell(context.db, { stream, command }, { cause: asked.cause, impatient: true });
  return told.ok && choice === 'no'
    ? done(t('You denied {name}. Nothing runs.', { name }))
    : sayVoted(name, told);
}

/** What a yes came to. */
export function sayVoted(name: string, told: Told<'cycle'>): Answer {
  if (!told.ok) return refused(told.error);
  const { state } = told;
  if ('ballot' in state) {
    const { quorum } = state.ballot;
    const yes = countedYes(state.ballot).length;
    return done(
      t('Your approval of {name} counts: {yes} of {quorum}. {more} more needed.', {
        ...{ name, yes, quorum },
        more: quorum - yes,
      }),
    );
  }
  return done(t('You approved {name}: {now}. The card follows it.', { name, now: sayPhase(state) }));
}

/** The first of two factors: nothing counts before the link is used. */
async function handOutLink(
  { db, page }: Context,
  { by, cause }: Asked,
  { named, subject }: { named: Named; subject: string },
): Promise<Answer> {
  const { name, cycle } = named;
  const secret = randomBytes(32).toString('base64url');
  const command = { type: 'begin_vote' as const, by, subject, hash: sha256(secret) };
  const stream = cycleName(cycle.id, cycle.model);
  const told = await tell(db, { stream, command }, { cause, impatient: true });
  if (!told.ok) return refused(told.error);
  // Only the hash is kept: the same press once more cannot show the same link.
  if (told.repeated)
    return done(t('A link for {name} was shown already. Press again for a new one.', { name }));
  return shown(confirmLinkCard(name, `${page()}/confirm/${name}.${secret}`));
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
