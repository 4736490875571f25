import { namePattern } from '../domain/ids.ts';
import { type Rejection, sayRejection } from '../domain/rejection.ts';
import { t } from '../words/t.ts';
import { read } from './actions.ts';
import type { Action, Card } from './card.ts';
import { short } from './words.ts';

/** One sentence to one person: why their press changed nothing, and what to do instead. */
export function refusalCard(error: Rejection): Card {
  const sentence = sayRejection(error);
  return {
    key: 'answer',
    tone: 'plain',
    title: t('Nothing was changed'),
    summary: sentence,
    blocks: [{ kind: 'text', line: [sentence] }],
    actions: instead(error),
  };
}

function instead({ code, facts }: Rejection): Action[] {
  const { near, model, ballot, about, whom } = facts;
  if (code === 'own_proposal' || code === 'own_review')
    return ballot ? [remind(ballot, t('Remind them'))] : [];
  if (about && whom) return [remind(about, t('Ask {whom}', { whom: short(whom, longestWhom) }))];
  if (code === 'unknown_model' || code === 'unknown_verb')
    return near ? [{ ...read('status', near, near), minor: false }] : [];
  return model && namePattern.test(model) ? [{ ...read('history', model, t('History')), minor: false }] : [];
}

const longestWhom = 40;

/** Tells those who could see to it. */
const remind = (about: string, label: string): Action => ({
  label,
  style: 'default',
  press: { verb: 'remind', id: about, seen: '' },
});
