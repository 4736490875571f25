import type { Evaluation } from '../domain/evaluation.ts';
import type { Situation } from '../domain/situation.ts';
import { sayInstant } from '../lib/time.ts';
import type { Card } from './card.ts';
import { comparisonTable, sayComparison } from './comparison.ts';
import { capital, sayVersion } from './words.ts';

export function compareCard(evaluation: Evaluation, { model }: Situation): Card {
  const { challenger, trainedUntil } = evaluation;
  const sentence = `${capital(sayComparison(evaluation))}.`;
  return {
    key: 'answer',
    tone: 'plain',
    title: `${model.id}: champion and challenger`,
    summary: `${model.id}: ${sentence}`,
    blocks: [
      { kind: 'text', line: [{ bold: sentence }] },
      comparisonTable(evaluation),
      {
        kind: 'text',
        line: [
          `${capital(sayVersion(challenger))} was trained on rows up to ${sayInstant(trainedUntil)} and saw none of these.`,
        ],
      },
    ],
    actions: [],
  };
}
