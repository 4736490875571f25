/** Ridge regression, and ridge logistic regression by iteratively reweighted least squares (Hastie et al. 2009, 4.4.1). */
import { Matrix, solve } from 'ml-matrix';
import type { Recipe } from './recipes.ts';
import type { Row } from './rows.ts';

export interface Fitted {
  recipe: Recipe;
  /** Mean and spread of each numeric column. */
  scales: { mean: number; spread: number }[];
  levels: string[][];
  /** Intercept first. */
  weights: number[];
  metrics: Record<string, number>;
}

export function fit(rows: Row[], recipe: Recipe): Fitted {
  const scales = recipe.numeric.map((column) => {
    const values = rows.map((row) => row[column]).filter((value) => typeof value === 'number');
    const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
    const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
    return { mean, spread: Math.sqrt(square) || 1 };
  });
  const levels = recipe.categorical.map((column) =>
    // The first value is the baseline.
    [...new Set(rows.map((row) => String(row[column])))].sort().slice(1),
  );
  const model: Fitted = { recipe, scales, levels, weights: [], metrics: {} };
  const design = new Matrix(rows.map((row) => columnsOf(model, row)));
  const labels = rows.map((row) => Number(row.label));
  model.weights = recipe.task === 'binary' ? logistic(design, labels, recipe) : ridge(design, labels, recipe);
  const errors = rows.map((row, index) => Math.abs(predict(model, row) - labels[index]!));
  model.metrics = { training_mae: errors.reduce((sum, error) => sum + error, 0) / errors.length };
  return model;
}

/** A count is never negative; a probability is what it is. */
export function predict(model: Fitted, row: Row): number {
  const value = columnsOf(model, row).reduce((sum, x, index) => sum + x * model.weights[index]!, 0);
  return model.recipe.task === 'binary' ? 1 / (1 + Math.exp(-value)) : Math.max(0, value);
}

function columnsOf({ recipe, scales, levels }: Fitted, row: Row): number[] {
  const numbers = recipe.numeric.map((column, index) => {
    const { mean, spread } = scales[index]!;
    const value = row[column];
    // A missing number counts as the average one.
    return typeof value === 'number' ? (value - mean) / spread : 0;
  });
  const flags = recipe.categorical.flatMap((column, index) =>
    levels[index]!.map((level) => (String(row[column]) === level ? 1 : 0)),
  );
  return [1, ...numbers, ...flags];
}

function weighted(design: Matrix, weights: number[], target: number[], { lambda }: Recipe): number[] {
  const left = Matrix.zeros(design.columns, design.columns);
  const right = Matrix.zeros(design.columns, 1);
  for (let row = 0; row < design.rows; row += 1) {
    const x = design.getRow(row);
    const w = weights[row]!;
    for (let i = 0; i < x.length; i += 1) {
      const wx = w * x[i]!;
      if (wx === 0) continue;
      right.set(i, 0, right.get(i, 0) + wx * target[row]!);
      for (let j = 0; j <= i; j += 1) left.set(i, j, left.get(i, j) + wx * x[j]!);
    }
  }
  for (let i = 0; i < left.rows; i += 1) {
    for (let j = i + 1; j < left.rows; j += 1) left.set(i, j, left.get(j, i));
    // The intercept is not shrunk.
    left.set(i, i, left.get(i, i) + (i === 0 ? 1e-9 : lambda));
  }
  return solve(left, right).to1DArray();
}

const ridge = (design: Matrix, labels: number[], recipe: Recipe): number[] =>
  weighted(
    design,
    labels.map(() => 1),
    labels,
    recipe,
  );

function logistic(design: Matrix, labels: number[], recipe: Recipe): number[] {
  let beta: number[] = Array(design.columns).fill(0);
  for (let round = 0; round < 25; round += 1) {
    const eta = labels.map((_, row) => design.getRow(row).reduce((sum, x, i) => sum + x * beta[i]!, 0));
    const mean = eta.map((value) => Math.min(1 - 1e-6, Math.max(1e-6, 1 / (1 + Math.exp(-value)))));
    const weights = mean.map((p) => p * (1 - p));
    const target = labels.map((y, row) => eta[row]! + (y - mean[row]!) / weights[row]!);
    const next = weighted(design, weights, target, recipe);
    const moved = Math.max(...next.map((value, i) => Math.abs(value - beta[i]!)));
    beta = next;
    if (moved < 1e-8) break;
  }
  return beta;
}
