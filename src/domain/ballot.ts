import { fingerprint } from '../lib/hash.ts';
import { ok } from '../lib/result.ts';
import { type Instant, minute } from '../lib/time.ts';
import { sayAnd, sayOr } from '../words/list.ts';
import { t } from '../words/t.ts';
import type { GroupId, PersonId } from './ids.ts';
import type { Rule } from './model.ts';
import type { Person } from './person.ts';
import type { Link } from './person-link.ts';
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
  /** Whoever is in one of these may not vote, whatever else they are in. */
  except?: GroupId[];
  /** A yes counts only when it was confirmed by a one-time link. */
  secondFactor?: boolean;
  votes: Vote[];
  /** Links that were handed out and not used. */
  confirmations?: Confirmation[];
}

/** A one-time link, for one person and this question; only the hash of its secret is kept. */
export interface Confirmation {
  by: PersonId;
  /** What they were in when it was handed out: enough to see that they are still in it. */
  groups: GroupId[];
  hash: string;
  until: Instant;
}

export interface Vote {
  by: PersonId;
  choice: 'yes' | 'no';
  reason?: string;
  at: Instant;
  /** By a one-time link. */
  confirmed?: boolean;
  /** By somebody who acted alone in an emergency. */
  alone?: boolean;
}

/** Someone who votes, with the groups that the surface's directory says they are in right now. */
export type Voter = Pick<Person, 'id' | 'groups' | 'elsewhere'>;

export function openBallot(
  id: string,
  rule: Rule,
  about: { what: unknown; requester: PersonId | null },
): Ballot {
  const barred = rule.barRequester && about.requester !== null ? [about.requester] : [];
  const asked = {
    quorum: rule.quorum,
    groups: rule.groups,
    barred,
    ...(rule.except?.length && { except: rule.except }),
    ...(rule.secondFactor && { secondFactor: true }),
  };
  return { id, subject: fingerprint({ what: about.what, ...asked }), ...asked, votes: [] };
}

type Asked = Pick<Rule, 'groups' | 'except'>;
type Member = Pick<Voter, 'groups' | 'elsewhere'>;

/** Whether somebody is among those who are asked; one group that may not vote outweighs all others. */
export const mayDecide = (asked: Asked, by: Member): boolean =>
  asked.groups.some((group) => by.groups.includes(group)) && deniedBy(asked, by) === null;

/** The group that keeps somebody from what another group of theirs may do; null when none does. */
export const deniedBy = ({ groups, except = [] }: Asked, by: Member): GroupId | null =>
  groups.some((group) => by.groups.includes(group))
    ? (except.find((group) => by.groups.includes(group) || by.elsewhere?.includes(group)) ?? null)
    : null;

/** Whether somebody is waited for: they may say yes or no, and have said neither. */
export const mayStillVote = (ballot: Ballot, by: Voter): boolean =>
  mayDecide(ballot, by) && !ballot.barred.includes(by.id) && !ballot.votes.some((vote) => vote.by === by.id);

/** Whether this vote may be cast; the caller records it. Deny needs a reason, and the requester may withdraw otherwise. */
export function mayVote(
  ballot: Ballot,
  vote: { by: Voter; choice: 'yes' | 'no'; subject: string; reason?: string; confirmed?: boolean },
): Decided<null> {
  if (vote.subject !== ballot.subject) return no('stale_card');
  if (!mayDecide(ballot, vote.by)) {
    const what = t('Deciding {ballot}', { ballot: ballot.id });
    const except = deniedBy(ballot, vote.by);
    const whom = sayOr(ballot.groups);
    return except === null
      ? no('not_allowed', { what, groups: sayWho(ballot), whom, about: ballot.id })
      : no('denied_group', { what, except, groups: whom, whom, about: ballot.id });
  }
  if (vote.choice === 'yes' && ballot.barred.includes(vote.by.id)) {
    return no('own_proposal', {
      ballot: ballot.id,
      others: t('Anyone else in {groups} can.', { groups: sayOr(ballot.groups) }),
    });
  }
  if (ballot.votes.some((cast) => cast.by === vote.by.id && cast.choice === vote.choice)) {
    return no('already_voted', { ballot: ballot.id });
  }
  if (vote.choice === 'yes' && ballot.secondFactor && !vote.confirmed) {
    return no('second_factor', { ballot: ballot.id });
  }
  if (vote.choice === 'no' && !vote.reason?.trim()) return no('reason_required');
  return ok(null);
}

/** How long a one-time link can be used. */
export const confirmWithinMs = 10 * minute;

/** Whether this secret is the one that this person was handed for this question, in time. */
export const confirms = (
  { confirmations = [] }: Ballot,
  { by, hash }: { by: PersonId; hash: string },
  now: Instant,
): boolean => confirmations.some((one) => one.hash === hash && one.by === by && one.until > now);

/** The newest link of a person is the only one. */
export const handOut = (ballot: Ballot, confirmation: Confirmation): Ballot => ({
  ...ballot,
  confirmations: [...(ballot.confirmations ?? []).filter(({ by }) => by !== confirmation.by), confirmation],
});

export const cast = ({ confirmations, ...ballot }: Ballot, vote: Vote): Ballot => ({
  ...ballot,
  // Whoever voted has used their link.
  ...(confirmations && { confirmations: confirmations.filter(({ by }) => by !== vote.by) }),
  // A person's newest vote is the one that counts.
  votes: [...ballot.votes.filter((earlier) => earlier.by !== vote.by), vote],
});

/** Two accounts turn out to be one person: they have one vote, the newest, and what bars one of them bars both. */
export function joinVoters({ confirmations, ...ballot }: Ballot, { account, person }: Link): Ballot {
  const now = (id: PersonId) => (id === account ? person : id);
  const votes = ballot.votes.map((vote) => ({ ...vote, by: now(vote.by) }));
  return {
    ...ballot,
    // A link that was handed to the account is void: it was for who they were.
    ...(confirmations && { confirmations: confirmations.filter(({ by }) => by !== account) }),
    barred: [...new Set(ballot.barred.map(now))],
    votes: votes.filter(({ by }, index) => !votes.slice(index + 1).some((later) => later.by === by)),
  };
}

/** Each yes that counts: none of who may not say it (a link can show that they asked), and none without its link. */
export const countedYes = (ballot: Ballot): Vote[] =>
  ballot.votes
    .filter((vote) => vote.choice === 'yes' && !ballot.barred.includes(vote.by))
    .filter((vote) => !ballot.secondFactor || vote.confirmed);

/** Carried when enough different people said yes; one explicit no loses it. */
export function tally(ballot: Ballot): 'open' | 'carried' | 'lost' {
  if (ballot.votes.some((vote) => vote.choice === 'no')) return 'lost';
  const yes = new Set(countedYes(ballot).map((vote) => vote.by));
  return yes.size >= ballot.quorum ? 'carried' : 'open';
}

/** Groups of which one is enough, and those who may not: `ml-leads, but nobody of contractors`. */
export const sayWho = ({ groups, except = [] }: Asked): string =>
  except.length === 0
    ? sayOr(groups)
    : t('{groups}, but nobody of {except}', { groups: sayOr(groups), except: sayOr(except) });

/** Why a rule could never be satisfied by these people, or null when it can. */
export function unsatisfiable(
  rule: Rule,
  people: (Voter & { name?: string })[],
  requester: PersonId | null,
): string | null {
  const eligible = people.filter(
    (person) => mayDecide(rule, person) && !(rule.barRequester && person.id === requester),
  );
  if (eligible.length >= rule.quorum) return null;
  const { quorum } = rule;
  const asks = { quorum, groups: sayWho(rule) };
  if (eligible.length === 0) {
    return rule.barRequester
      ? t('it needs {quorum} of {groups}, not whoever asks, and nobody is known there', asks)
      : t('it needs {quorum} of {groups}, and nobody is known there', asks);
  }
  const known = { ...asks, n: eligible.length, names: sayAnd(eligible.map(({ id, name }) => name ?? id)) };
  return rule.barRequester
    ? t(
        'it needs {quorum} of {groups}, not whoever asks, and only {names} {n, plural, one {is known} other {are known}} there',
        known,
      )
    : t(
        'it needs {quorum} of {groups}, and only {names} {n, plural, one {is known} other {are known}} there',
        known,
      );
}
