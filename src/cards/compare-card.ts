import type { Evaluation } from '../domain/evaluation.ts';
import type { Situation } from '../domain/situation.ts';
import { sayInstant } from '../lib/time.ts';
import { t } from '../words/t.ts';
import type { Card } from './card.ts';
import { comparisonTable, sayComparison } from './comparison.ts';
import { capital, sayVersion } from './words.ts';

export function compareCard(evaluation: Evaluation, { model }: Situation): Card {
  const { challenger, trainedUntil } = evaluation;
  const sentence = sayComparison(evaluation);
  return {
    key: 'answer',
    tone: 'plain',
    title: t('{model}: champion and challenger', { model: model.id }),
    summary: t('{model}: {sentence}', { model: model.id, sentence }),
    blocks: [
      { kind: 'text', line: [{ bold: sentence }] },
      comparisonTable(evaluation),
      {
        kind: 'text',
        line: [
          t('{version} was trained on rows up to {until} and saw none of these.', {
            version: capital(sayVersion(challenger)),
            until: sayInstant(trainedUntil),
          }),
        ],
      },
    ],
    actions: [],
  };
}
