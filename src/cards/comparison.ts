/** Champion against challenger as a table and as a sentence. */
import { sayNumber } from '../charts/chart-words.ts';
import type { ComparedMetric, Evaluation } from '../domain/evaluation.ts';
import { sayInstant } from '../lib/time.ts';
import { message, saidPlain, t } from '../words/t.ts';
import type { Block } from './card.ts';
import { capital, sayMetric, sayVersion } from './words.ts';

export const signed = (value: number): string => `${value > 0 ? '+' : ''}${sayNumber(value)}`;

function between({ difference, interval }: ComparedMetric): string {
  const said = signed(difference);
  if (interval === null) return said;
  const [from, to] = [signed(interval[0]), signed(interval[1])];
  return t('{difference} ({from} to {to})', { difference: said, from, to });
}

export const verdictWords = {
  better: message('better'),
  worse: message('worse'),
  no_clear_winner: message('no clear winner'),
};

function does({ champion, challenger, comparison }: Evaluation): string {
  const old = sayVersion(champion);
  const version = sayVersion(challenger);
  switch (comparison.verdict) {
    case 'better':
      return t('{version} beats {old}', { version: capital(version), old });
    case 'worse':
      return t('{version} is worse than {old}', { version: capital(version), old });
    default:
      return t('No clear winner between {version} and {old}', { version, old });
  }
}

/** `Version 2 beats version 1 on MAE by 37.9, 95 percent interval of the difference 30 to 44, 336 rows.` */
export function sayComparison(evaluation: Evaluation): string {
  const { metrics, keyMetric, n } = evaluation.comparison;
  const key = metrics.find(({ metric }) => metric === keyMetric);
  const all = { result: does(evaluation), n };
  if (!key) return t('{result} on {n} rows.', all);
  const by = { ...all, metric: sayMetric(keyMetric), by: sayNumber(Math.abs(key.difference)) };
  if (!key.interval) return t('{result} on {metric} by {by}, {n} rows.', by);
  const [from, to] = [sayNumber(key.interval[0]), sayNumber(key.interval[1])];
  return t('{result} on {metric} by {by}, 95 percent interval of the difference {from} to {to}, {n} rows.', {
    ...by,
    from,
    to,
  });
}

export function comparisonTable({ champion, challenger, comparison, window }: Evaluation): Block {
  return {
    kind: 'table',
    caption: t('Challenger {version} against champion {old}, the same {n} labelled rows, {from} to {to}', {
      ...{ version: sayVersion(challenger), old: sayVersion(champion), n: comparison.n },
      ...{ from: sayInstant(window.from), to: sayInstant(window.to) },
    }),
    columns: [t('Measure'), t('Champion'), t('Challenger'), t('Difference (95 % interval)'), t('Verdict')],
    rowHeader: 0,
    rows: comparison.metrics.map((one) => [
      [
        one.metric === 'bias'
          ? t('{metric}, by its size', { metric: sayMetric(one.metric) })
          : sayMetric(one.metric),
      ],
      [sayNumber(one.champion)],
      [sayNumber(one.challenger)],
      [between(one)],
      [saidPlain(verdictWords[one.verdict])],
    ]),
  };
}
