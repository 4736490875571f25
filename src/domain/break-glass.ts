/** Acting alone in an emergency: who may, and the duty that somebody else looks at it afterwards. */
import { ok } from '../lib/result.ts';
import { day, type Instant } from '../lib/time.ts';
import { sayOr } from '../words/list.ts';
import { t } from '../words/t.ts';
import { type Ballot, deniedBy, mayDecide, sayWho, type Voter } from './ballot.ts';
import type { PersonId } from './ids.ts';
import type { Model, Policy, Rule } from './model.ts';
import { type Decided, no } from './rejection.ts';

/** Owed since somebody acted alone, until another person has looked at it. */
export interface Review {
  /** The question that was not asked: `P-4821`. */
  ballot: string;
  by: PersonId;
  reason: string;
  at: Instant;
  due: Instant;
}

export const reviewWithinMs = day;

/** Whether one person may decide this alone now; nobody may unless the policy names a group. */
export function mayBreakGlass(
  ballot: Ballot,
  { breakGlass = [] }: Pick<Policy, 'breakGlass'>,
  { by, subject, reason }: { by: Voter; subject: string; reason: string },
): Decided<null> {
  if (subject !== ballot.subject) return no('stale_card');
  if (breakGlass.length === 0) return no('no_break_glass', { ballot: ballot.id });
  const rule = { groups: breakGlass, ...(ballot.except && { except: ballot.except }) };
  const what = t('Deciding {ballot} alone', { ballot: ballot.id });
  const except = deniedBy(rule, by);
  if (except !== null) return no('denied_group', { what, except, groups: sayOr(breakGlass) });
  if (!mayDecide(rule, by)) return no('not_allowed', { what, groups: sayWho(rule) });
  return reason.trim() ? ok(null) : no('reason_required');
}

/** The rule of the question that was not asked: whoever it would have asked may review it. */
export const ruleOf = ({ ballot }: Pick<Review, 'ballot'>, { policy }: Pick<Model, 'policy'>): Rule =>
  ballot.startsWith('R-') ? policy.retrain : policy.promote;

/** Whether somebody may say that it was looked at: one of those who were not asked, and not who acted. */
export function mayReview(review: Review, model: Pick<Model, 'policy'>, by: Voter): Decided<null> {
  const rule = ruleOf(review, model);
  const groups = sayWho(rule);
  if (by.id === review.by) return no('own_review', { ballot: review.ballot, groups });
  if (mayDecide(rule, by)) return ok(null);
  const what = t('Reviewing {ballot}', { ballot: review.ballot });
  return no('not_allowed', { what, groups, whom: sayOr(rule.groups), about: review.ballot });
}
