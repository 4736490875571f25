/** The second factor of an approval, in chat and on the page that its link opens. */
import { type Ballot, countedYes } from '../domain/ballot.ts';
import type { PersonId } from '../domain/ids.ts';
import { sayReason } from '../domain/reasons.ts';
import type { Situation } from '../domain/situation.ts';
import { sayInstant } from '../lib/time.ts';
import { t } from '../words/t.ts';
import type { Card, Line } from './card.ts';
import { nameOfPerson, sayVersion, short } from './words.ts';

export function confirmLinkCard(name: string, url: string): Card {
  const sentence = t(
    'One more step: your approval of {name} counts once you confirm it on its own page. The link is for you, for once, and for ten minutes.',
    { name },
  );
  return {
    key: 'answer',
    tone: 'plain',
    title: t('Confirm {name}', { name }),
    summary: sentence,
    blocks: [
      { kind: 'text', line: [sentence] },
      { kind: 'text', line: [{ link: t('Confirm {name}', { name }), url }] },
    ],
    actions: [],
  };
}

/** Says exactly what the approval is about; its one button is the vote. */
export function confirmQuestion(s: Situation, { ballot, by }: { ballot: Ballot; by: PersonId }): Card {
  const { model, cycle } = s;
  const evaluation = cycle?.phase === 'offered' ? cycle.evaluation : null;
  const what = evaluation
    ? t('Promote {version} of {model}', { version: sayVersion(evaluation.challenger), model: model.id })
    : t('Retrain {model}', { model: model.id });
  const yes = countedYes(ballot).length;
  const asked = cycle
    ? t('{what}: {detail}', {
        what: nameOfPerson(s, cycle.openedBy),
        detail: short(sayReason(cycle.reason), 300) || t('no reason'),
      })
    : '';
  const facts: [string, Line][] = [
    [t('You are'), [nameOfPerson(s, by)]],
    [t('Asked by'), [asked]],
    [t('So far'), [t('{n} of {quorum} said yes', { n: yes, quorum: ballot.quorum })]],
    ...(cycle && 'deadline' in cycle ? [[t('Expires'), [sayInstant(cycle.deadline)]] as [string, Line]] : []),
  ];
  return {
    key: 'answer',
    tone: 'plain',
    title: t('{what}: {detail}', { what: ballot.id, detail: what }),
    summary: t('{what}: {who} confirms the approval of {ballot}.', {
      what,
      who: nameOfPerson(s, by),
      ballot: ballot.id,
    }),
    blocks: [{ kind: 'facts', facts }],
    actions: [
      {
        label: evaluation ? t('Promote challenger') : t('Approve retrain'),
        style: 'primary',
        press: { verb: 'confirm', id: ballot.id, seen: ballot.subject },
      },
    ],
  };
}
