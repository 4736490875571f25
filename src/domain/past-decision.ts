/** Questions that people answered, read back from the log, and what another rule would have made of the same votes. */
import { type Ballot, cast, mayDecide, openBallot, tally, type Vote, type Voter } from './ballot.ts';
import type { CycleEvent } from './cycle/messages.ts';
import { type Ending, promoteName, retrainName } from './cycle/state.ts';
import type { CycleId, ModelId, PersonId } from './ids.ts';
import type { LogEntry } from './log-entry.ts';
import type { Model, Rule } from './model.ts';

export interface PastDecision {
  /** `R-4821` or `P-4821`. */
  id: string;
  model: ModelId;
  what: 'retrain' | 'promote';
  requester: PersonId | null;
  askedAt: number;
  ballot: Ballot;
  /** In the order in which they were cast. */
  votes: Vote[];
  /** `undecided`: it expired, was withdrawn or still waits. */
  result: Result;
  endedAs: Ending | null;
}

type Result = 'approved' | 'denied' | 'undecided';

/** Types of the entries that `pastDecisions` reads. */
export const decisionTypes = [
  'retrain_proposed',
  'promotion_proposed',
  'challenger_offered',
  'voted',
  'glass_broken',
  'retrain_approved',
  'promotion_approved',
  'cycle_closed',
] as const satisfies CycleEvent['type'][];

/** @param entries of `decisionTypes`, oldest first; a vote on a question that was asked before them is left out. */
export function pastDecisions(entries: LogEntry[]): PastDecision[] {
  const asked: PastDecision[] = [];
  const open = new Map<string, PastDecision>();
  const openers = new Map<string, PersonId | null>();
  for (const { stream, model, at, event } of entries) {
    // The log keeps events as they were written; those of these types have this shape in every release.
    const entry = event as unknown as CycleEvent;
    const now = open.get(stream);
    switch (entry.type) {
      case 'retrain_proposed':
      case 'promotion_proposed':
        openers.set(stream, entry.opening.openedBy);
        break;
      case 'voted':
        now?.votes.push(entry.vote);
        break;
      case 'glass_broken':
        // Decided by no rule: there is nothing to decide once more.
        if (now) asked.splice(asked.indexOf(now), 1);
        break;
      case 'retrain_approved':
      case 'promotion_approved':
        if (now) now.result = 'approved';
        if (now && byItself(now)) asked.splice(asked.indexOf(now), 1);
        open.delete(stream);
        break;
      case 'cycle_closed':
        if (now) now.endedAs = entry.outcome.result;
        if (now && entry.outcome.result === 'denied') now.result = 'denied';
        open.delete(stream);
    }
    if (!('ballot' in entry) || model === null) continue;
    const cycle = stream.slice('cycle:'.length) as CycleId;
    const what = entry.type === 'retrain_proposed' ? 'retrain' : 'promote';
    const decision: PastDecision = {
      id: what === 'retrain' ? retrainName(cycle) : promoteName(cycle),
      model,
      what,
      requester: openers.get(stream) ?? entry.ballot.barred[0] ?? null,
      askedAt: at,
      ballot: entry.ballot,
      votes: [],
      result: 'undecided',
      endedAs: null,
    };
    asked.push(decision);
    open.set(stream, decision);
  }
  return asked;
}

/** Approved by what a policy lets Steward do by itself: no rule about people decided it. */
const byItself = ({ votes, ballot, requester }: PastDecision): boolean =>
  votes.length === 0 && (ballot.quorum > 0 || requester === null);

export interface Redecided {
  result: Result;
  /** Why it would be so, each a sentence; empty when nothing is to be said. */
  why: string[];
}

/**
 * The same votes at the same times under another rule. A vote that counted then counts where the rule only got wider,
 * although whoever cast it may be gone; elsewhere it counts by the groups that people are in now: the log keeps no others.
 */
export function redecide(
  { id, ballot: then, requester, askedAt, votes }: PastDecision,
  rule: Rule,
  people: (Voter & Pick<Partial<{ name: string }>, 'name'>)[],
): Redecided {
  const ballot = openBallot(id, rule, { what: null, requester });
  if (tally(ballot) === 'carried') return { result: 'approved', why: ['it would have asked nobody'] };
  const wider =
    then.groups.every((group) => rule.groups.includes(group)) &&
    (rule.except ?? []).every((group) => then.except?.includes(group));
  const why: string[] = [];
  let counted: Ballot = ballot;
  for (const vote of votes) {
    const by = people.find((person) => person.id === vote.by);
    const leaveOut = (because: string) => why.push(`the ${vote.choice} of ${by?.name ?? vote.by} ${because}`);
    if (vote.at >= askedAt + rule.expiresMs) leaveOut('would have come after it expired');
    else if (!wider && !by) leaveOut('would not count: nobody knows any more which groups they are in');
    else if (!wider && by && !mayDecide(rule, by)) leaveOut(`would not count: ${sayLack(rule, by)}`);
    else if (vote.choice === 'yes' && ballot.barred.includes(vote.by))
      leaveOut('would not count: they asked');
    // Whoever said yes would have followed a link as well.
    else counted = cast(counted, { ...vote, confirmed: true });
    const result = tally(counted);
    if (result !== 'open') return { result: result === 'carried' ? 'approved' : 'denied', why };
  }
  const yes = counted.votes.length;
  return { result: 'undecided', why: [...why, `${yes} of ${rule.quorum} would have said yes`] };
}

const sayLack = ({ groups, except = [] }: Rule, by: Voter): string => {
  const denied = except.find((group) => by.groups.includes(group));
  return denied ? `nobody of ${denied} may` : `not in ${groups.join(' or ')}`;
};

export interface Replayed {
  decision: PastDecision;
  would: Redecided;
}

/** Every decision about a model that is still there, with what the policy that it has in `models` would have made of it. */
export const replayDecisions = (
  decisions: PastDecision[],
  models: Pick<Model, 'id' | 'policy'>[],
  people: (Voter & { name: string })[],
): Replayed[] =>
  decisions.flatMap((decision) => {
    const model = models.find(({ id }) => id === decision.model);
    if (!model) return [];
    return [{ decision, would: redecide(decision, model.policy[decision.what], people) }];
  });
