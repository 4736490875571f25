/** What somebody decided alone, for those who must look at it. */
import type { Review } from '../domain/break-glass.ts';
import { ruleOf } from '../domain/break-glass.ts';
import type { Situation } from '../domain/situation.ts';
import { t, tLine } from '../words/t.ts';
import type { Action, Block, Line } from './card.ts';
import { person, sayGroups, sayLine, short } from './words.ts';

function reviewLine(s: Situation, { by, ballot, reason, due }: Review): Line {
  const all = {
    ...{ who: person(s, by), decided: { bold: t('decided {ballot} alone', { ballot }) } },
    ...{ reason: short(reason), groups: sayGroups(s, ruleOf({ ballot }, s.model).groups), at: { at: due } },
  };
  return s.now < due
    ? tLine(
        '{who} {decided} (break-glass): “{reason}”. Somebody else of {groups} must review it before {at}.',
        all,
      )
    : tLine(
        '{who} {decided} (break-glass): “{reason}”. Somebody else of {groups} must review it, which is overdue since {at}.',
        all,
      );
}

export const sayReview = (s: Situation, review: Review): string => sayLine(reviewLine(s, review));

export const reviewBlocks = (s: Situation): Block[] =>
  s.reviews.slice(0, 2).map((review) => ({ kind: 'text', line: reviewLine(s, review) }));

export const reviewAction = ({ ballot }: Review): Action => ({
  label: t('Mark {ballot} reviewed', { ballot }),
  style: 'default',
  press: { verb: 'review', id: ballot, seen: '' },
  form: {
    title: t('{ballot} was decided alone', { ballot }),
    submit: t('Mark reviewed'),
    fields: [{ name: 'reason', label: t('What did you find?'), kind: 'paragraph', required: false }],
  },
});
