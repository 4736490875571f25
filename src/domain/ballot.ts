import { fingerprint } from '../lib/hash.ts';
import { ok } from '../lib/result.ts';
import type { Instant } from '../lib/time.ts';
import type { GroupId, PersonId } from './ids.ts';
import type { Rule } from './model.ts';
import { type Decided, no } from './rejection.ts';

/** A question put to people; a value inside a cycle's phase. */
export interface Ballot {
  /** What people say and type: R-4821, P-4821. */
  id: string;
  /** Fingerprint of exactly what would happen and of the rule that was resolved for it. */
  subject: string;
  quorum: number;
  groups: GroupId[];
  barred: PersonId[];
  votes: Vote[];
}

export interface Vote {
  by: PersonId;
  choice: 'yes' | 'no';
  reason?: string;
  at: Instant;
}

/** Someone who votes, with the groups that the surface's directory says they are in right now. */
export interface Voter {
  id: PersonId;
  groups: GroupId[];
}

export function openBallot(
  id: string,
  rule: Rule,
  about: { what: unknown; requester: PersonId | null },
): Ballot {
  const barred = rule.barRequester && about.requester !== null ? [about.requester] : [];
  const asked = { quorum: rule.quorum, groups: rule.groups, barred };
  return { id, subject: fingerprint({ what: about.what, ...asked }), ...asked, votes: [] };
}

/** Whether this vote may be cast; the caller records it. Deny needs a reason, and the requester may withdraw otherwise. */
export function mayVote(
  ballot: Ballot,
  vote: { by: Voter; choice: 'yes' | 'no'; subject: string; reason?: string },
): Decided<null> {
  if (vote.subject !== ballot.subject) return no('stale_card');
  if (!ballot.groups.some((group) => vote.by.groups.includes(group))) {
    return no('not_allowed', { what: `Deciding ${ballot.id}`, groups: ballot.groups.join(' or ') });
  }
  if (vote.choice === 'yes' && ballot.barred.includes(vote.by.id)) {
    return no('own_proposal', {
      ballot: ballot.id,
      others: `Anyone else in ${ballot.groups.join(' or ')} can.`,
    });
  }
  if (ballot.votes.some((cast) => cast.by === vote.by.id && cast.choice === vote.choice)) {
    return no('already_voted', { ballot: ballot.id });
  }
  if (vote.choice === 'no' && !vote.reason?.trim()) return no('reason_required');
  return ok(null);
}

export const cast = (ballot: Ballot, vote: Vote): Ballot => ({
  ...ballot,
  // A person's newest vote is the one that counts.
  votes: [...ballot.votes.filter((earlier) => earlier.by !== vote.by), vote],
});

/** Carried when enough different people said yes; one explicit no loses it. */
export function tally(ballot: Ballot): 'open' | 'carried' | 'lost' {
  if (ballot.votes.some((vote) => vote.choice === 'no')) return 'lost';
  const yes = new Set(
    ballot.votes
      .filter((vote) => vote.choice === 'yes' && !ballot.barred.includes(vote.by))
      .map((vote) => vote.by),
  );
  return yes.size >= ballot.quorum ? 'carried' : 'open';
}

/** Why a rule could never be satisfied by these people, or null when it can. */
export function unsatisfiable(rule: Rule, people: Voter[], requester: PersonId | null): string | null {
  const eligible = people.filter(
    (person) =>
      rule.groups.some((group) => person.groups.includes(group)) &&
      !(rule.barRequester && person.id === requester),
  );
  if (eligible.length >= rule.quorum) return null;
  const who = `${rule.quorum} of ${rule.groups.join(' or ')}${rule.barRequester ? ', not whoever asks' : ''}`;
  return `it needs ${who}, and only ${eligible.length} such ${eligible.length === 1 ? 'person is' : 'people are'} known`;
}
