// What the branches of one statement have in common: each column's counts are one row of the same result.
import type { Scope } from './scope.ts';

export interface Chunks {
  /** The column of the time. */
  time: string;
  /** A row's chunk; rows that are in none of them have other numbers. */
  number: string;
  /** Those that are asked for. */
  numbers: number[];
}

export interface Branch {
  k: number;
  from: string;
  chunks: Chunks | null;
}

/** Columns of the result; what a branch has not is empty, of the same type. */
export function answer({ dialect }: Scope, found: Record<string, string | number>): string {
  const { double, small, text, sum, count } = dialect.types;
  const none = {
    cells: dialect.noList(small),
    sums: dialect.noList(sum),
    words: dialect.noList(text),
    numbers: dialect.noList(double),
    totals: dialect.noList(count),
    low: `CAST(NULL AS ${double})`,
    high: `CAST(NULL AS ${double})`,
  };
  const columns = { k: 0, chunk: 0, amount: 0, left_out: 0, present: 0, ...none, ...found };
  return Object.entries(columns)
    .map(([name, expression]) => `${expression} AS ${name}`)
    .join(', ');
}

/** What stands in a branch where chunks are counted apart, and nothing where they are not. */
export const apart = (chunks: Chunks | null) =>
  chunks
    ? {
        named: `${chunks.number} AS chunk, `,
        each: 'chunk, ',
        partition: 'PARTITION BY chunk',
        group: ' GROUP BY chunk',
      }
    : { named: '', each: '', partition: '', group: '' };
