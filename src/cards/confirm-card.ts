/** The second factor of an approval, in chat and on the page that its link opens. */
import { type Ballot, countedYes } from '../domain/ballot.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Situation } from '../domain/situation.ts';
import { sayInstant } from '../lib/time.ts';
import type { Card, Line } from './card.ts';
import { nameOfPerson, sayVersion, short } from './words.ts';

export function confirmLinkCard(name: string, url: string): Card {
  const sentence = `One more step: your approval of ${name} counts once you confirm it on its own page. The link is for you, for once, and for ten minutes.`;
  return {
    key: 'answer',
    tone: 'plain',
    title: `Confirm ${name}`,
    summary: sentence,
    blocks: [
      { kind: 'text', line: [sentence] },
      { kind: 'text', line: [{ link: `Confirm ${name}`, url }] },
    ],
    actions: [],
  };
}

/** Says exactly what the approval is about; its one button is the vote. */
export function confirmQuestion(s: Situation, { ballot, by }: { ballot: Ballot; by: PersonId }): Card {
  const { model, cycle } = s;
  const evaluation = cycle?.phase === 'offered' ? cycle.evaluation : null;
  const what = evaluation
    ? `Promote ${sayVersion(evaluation.challenger)} of ${model.id}`
    : `Retrain ${model.id}`;
  const yes = countedYes(ballot).length;
  const asked = cycle ? `${nameOfPerson(s, cycle.openedBy)}: ${short(cycle.reason, 300) || 'no reason'}` : '';
  const facts: [string, Line][] = [
    ['You are', [nameOfPerson(s, by)]],
    ['Asked by', [asked]],
    ['So far', [`${yes} of ${ballot.quorum} said yes`]],
    ...(cycle && 'deadline' in cycle ? [['Expires', [sayInstant(cycle.deadline)]] as [string, Line]] : []),
  ];
  return {
    key: 'answer',
    tone: 'plain',
    title: `${ballot.id}: ${what}`,
    summary: `${what}: ${nameOfPerson(s, by)} confirms the approval of ${ballot.id}.`,
    blocks: [{ kind: 'facts', facts }],
    actions: [
      {
        label: evaluation ? 'Promote challenger' : 'Approve retrain',
        style: 'primary',
        press: { verb: 'confirm', id: ballot.id, seen: ballot.subject },
      },
    ],
  };
}
