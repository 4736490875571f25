/** What somebody decided alone, for those who must look at it. */
import type { Review } from '../domain/break-glass.ts';
import { ruleOf } from '../domain/break-glass.ts';
import type { Situation } from '../domain/situation.ts';
import { sayInstant } from '../lib/time.ts';
import type { Action, Block } from './card.ts';
import { nameOfPerson, person, sayGroups, short } from './words.ts';

const who = (s: Situation, review: Review): string => sayGroups(s, ruleOf(review, s.model).groups);

/** Until when, in words before the time. */
const mustReview = (s: Situation, review: Review): string =>
  s.now < review.due
    ? `Somebody else of ${who(s, review)} must review it before `
    : `Somebody else of ${who(s, review)} must review it, which is overdue since `;

export const sayReview = (s: Situation, review: Review): string =>
  `${nameOfPerson(s, review.by)} decided ${review.ballot} alone (break-glass): “${short(review.reason)}”. ${mustReview(s, review)}${sayInstant(review.due)}.`;

export const reviewBlocks = (s: Situation): Block[] =>
  s.reviews.slice(0, 2).map((review) => ({
    kind: 'text',
    line: [
      person(s, review.by),
      { bold: ` decided ${review.ballot} alone` },
      ` (break-glass): “${short(review.reason)}”. ${mustReview(s, review)}`,
      { at: review.due },
      '.',
    ],
  }));

export const reviewAction = ({ ballot }: Review): Action => ({
  label: `Mark ${ballot} reviewed`,
  style: 'default',
  press: { verb: 'review', id: ballot, seen: '' },
  form: {
    title: `${ballot} was decided alone`,
    submit: 'Mark reviewed',
    fields: [{ name: 'reason', label: 'What did you find?', kind: 'paragraph', required: false }],
  },
});
