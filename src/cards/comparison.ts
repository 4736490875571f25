/** Champion against challenger as a table and as a sentence. */
import { sayNumber } from '../charts/chart-words.ts';
import type { ComparedMetric, Evaluation } from '../domain/evaluation.ts';
import { sayInstant } from '../lib/time.ts';
import type { Block } from './card.ts';
import { sayMetric, sayVersion } from './words.ts';

export const signed = (value: number): string => `${value > 0 ? '+' : ''}${sayNumber(value)}`;

const between = ({ difference, interval }: ComparedMetric): string =>
  interval === null
    ? signed(difference)
    : `${signed(difference)} (${signed(interval[0])} to ${signed(interval[1])})`;

const said = { better: 'better', worse: 'worse', no_clear_winner: 'no clear winner' };

/** `version 2 beats version 1 on MAE by 37.9, 95 percent interval 30 to 44, 336 rows`. */
export function sayComparison({ champion, challenger, comparison }: Evaluation): string {
  const { metrics, keyMetric, verdict, n } = comparison;
  const key = metrics.find(({ metric }) => metric === keyMetric);
  const [old, made] = [sayVersion(champion), sayVersion(challenger)];
  const does = {
    better: `${made} beats ${old}`,
    worse: `${made} is worse than ${old}`,
    no_clear_winner: `No clear winner between ${made} and ${old}`,
  }[verdict];
  if (!key) return `${does} on ${n} rows`;
  const by = `by ${sayNumber(Math.abs(key.difference))}`;
  const sure = key.interval
    ? `, 95 percent interval of the difference ${sayNumber(key.interval[0])} to ${sayNumber(key.interval[1])}`
    : '';
  return `${does} on ${sayMetric(keyMetric)} ${by}${sure}, ${n} rows`;
}

export function comparisonTable({ champion, challenger, comparison, window }: Evaluation): Block {
  const rows = sayInstant(window.from);
  return {
    kind: 'table',
    caption: `Challenger ${sayVersion(challenger)} against champion ${sayVersion(champion)}, the same ${comparison.n} labelled rows, ${rows} to ${sayInstant(window.to)}`,
    columns: ['Measure', 'Champion', 'Challenger', 'Difference (95 % interval)', 'Verdict'],
    rowHeader: 0,
    rows: comparison.metrics.map((one) => [
      [sayMetric(one.metric)],
      [sayNumber(one.champion)],
      [sayNumber(one.challenger)],
      [between(one)],
      [said[one.verdict]],
    ]),
  };
}
