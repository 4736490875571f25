import type { BinaryOutcome } from '../../methods/summary.ts';
import type { Dialect } from './dialect.ts';
import { type Columns, nullableAt, numberAt } from './engine.ts';

const counted = (condition: string, as: string) => `sum(CASE WHEN ${condition} THEN 1 ELSE 0 END) AS ${as}`;

/** −log-likelihood of a row's score, clipped away from certainty as scikit-learn did before it followed the type's epsilon. */
export function logLoss(dialect: Dialect, score: string): string {
  const clipped = `least(greatest(${score}, ${dialect.literal(1e-15)}), ${dialect.literal(1 - 1e-15)})`;
  return `-(CASE WHEN label = 1 THEN ln(${clipped}) ELSE ln(1 - ${clipped}) END)`;
}

export const brier = (dialect: Dialect, score: string): string => dialect.square(`(${score} - label)`);

/** Columns of one model's outcome over rows of `label`, its prediction and its score; names end in `_<of>`. */
export function binarySums(dialect: Dialect, of: string, scored: boolean): string[] {
  const prediction = `prediction_${of}`;
  const score = `score_${of}`;
  const sums = [
    counted(`label = 1 AND ${prediction} = 1`, `tp_${of}`),
    counted(`label = 0 AND ${prediction} = 1`, `fp_${of}`),
    counted(`label = 0 AND ${prediction} = 0`, `tn_${of}`),
    counted(`label = 1 AND ${prediction} = 0`, `fn_${of}`),
  ];
  if (!scored) return sums;
  const loss = logLoss(dialect, score);
  return [
    ...sums,
    `sum(${loss}) AS loss_${of}`,
    `sum((${loss}) * (${loss})) AS loss2_${of}`,
    `sum(${brier(dialect, score)}) AS brier_${of}`,
    `sum(${dialect.square(brier(dialect, score))}) AS brier2_${of}`,
    `max(mean_placed_${of}) AS auroc_${of}`,
  ];
}

/** Reads what `binarySums` wrote, with the variance column `var_<of>`. */
export function readBinary(columns: Columns, of: string, scored: boolean): BinaryOutcome {
  const at = (name: string) => numberAt(columns, `${name}_${of}`, 0);
  const variance = scored ? nullableAt(columns, `var_${of}`, 0) : null;
  return {
    task: 'binary',
    rows: numberAt(columns, 'total', 0),
    labelled: numberAt(columns, 'labelled', 0),
    truePositive: at('tp'),
    falsePositive: at('fp'),
    trueNegative: at('tn'),
    falseNegative: at('fn'),
    score: scored
      ? {
          auroc: nullableAt(columns, `auroc_${of}`, 0),
          aurocError: variance === null ? null : Math.sqrt(Math.max(0, variance)),
          logLoss: at('loss'),
          logLossSquares: at('loss2'),
          brier: at('brier'),
          brierSquares: at('brier2'),
        }
      : null,
  };
}
