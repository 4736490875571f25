/** Metrics of predictions against their labels, from the sums that a store hands over. */
import type { Metric } from '../domain/monitor.ts';
import type { BinaryOutcome, Outcome, RegressionOutcome } from './summary.ts';

export type Performance = Partial<Record<Metric, number>>;

/** Every metric that the outcome allows: none without labelled rows, none of the score's without a score, no AUROC with one class. */
export const performanceOf = (outcome: Outcome): Performance =>
  outcome.task === 'regression' ? regressionPerformance(outcome) : binaryPerformance(outcome);

export interface ErrorSums {
  n: number;
  abs: number;
  squares: number;
  sum: number;
}

/**
 * With error = prediction − label, in the label's unit: MAE `Σ|e| / n`, RMSE `√(Σe² / n)`, bias `Σe / n` (above 0: too high).
 * Hyndman, Koehler, "Another look at measures of forecast accuracy", Int. J. Forecasting 22 (2006). Empty for no rows.
 */
export function errorMetrics({ n, abs, squares, sum }: ErrorSums): Performance {
  if (n === 0) return {};
  return { mae: abs / n, rmse: Math.sqrt(squares / n), bias: sum / n };
}

function regressionPerformance({ days }: RegressionOutcome): Performance {
  const total = { n: 0, abs: 0, squares: 0, sum: 0 };
  for (const day of days) {
    total.n += day.n;
    total.abs += day.sumAbs;
    total.squares += day.sumSquares;
    total.sum += day.sum;
  }
  return errorMetrics(total);
}

/**
 * Accuracy `(TP + TN) / n`, precision `TP / (TP + FP)`, recall `TP / (TP + FN)`, F1 `2TP / (2TP + FP + FN)`, each 0 where its
 * denominator is 0 (as scikit-learn's default); log loss `−mean ln p(label)` with p clipped to [1e-15, 1 − 1e-15] (Good 1952), Brier
 * `mean (p − label)²` (Brier 1950), AUROC by midranks (Mann–Whitney; DeLong et al., Biometrics 44, 1988).
 */
function binaryPerformance(outcome: BinaryOutcome): Performance {
  const { labelled: n, truePositive, falsePositive, trueNegative, falseNegative, score } = outcome;
  if (n === 0) return {};
  const share = (part: number, of: number) => (of === 0 ? 0 : part / of);
  return {
    ...(score === null || score.auroc === null ? {} : { auroc: score.auroc }),
    accuracy: (truePositive + trueNegative) / n,
    f1: share(2 * truePositive, 2 * truePositive + falsePositive + falseNegative),
    ...(score === null ? {} : { log_loss: score.logLoss / n, brier: score.brier / n }),
    precision: share(truePositive, truePositive + falsePositive),
    recall: share(truePositive, truePositive + falseNegative),
  };
}
