import { numberOf } from './column.ts';
import { type Columns, numberAt } from './engine.ts';
import { branches, type Scope } from './scope.ts';

interface Binned {
  column: string;
  /** Ascending; bin i holds (edges[i − 1], edges[i]]. */
  edges: number[];
}

/** Counts per column and right-closed bin. A tree of comparisons: a row is compared log2(bins) times, not once per edge. */
export function histogramSql(scope: Scope, columns: Binned[]): string {
  const { dialect } = scope;
  const tree = (edges: number[], low: number, high: number): string => {
    if (low === high) return `${low}`;
    const middle = (low + high) >> 1;
    const edge = dialect.literal(edges[middle]!);
    return `CASE WHEN x <= ${edge} THEN ${tree(edges, low, middle)} ELSE ${tree(edges, middle + 1, high)} END`;
  };
  return branches(
    scope,
    columns.map(({ column }) => column),
    columns.map(({ column, edges }, k) => (from) => {
      const x = numberOf(dialect, scope.relation, column);
      return (
        `SELECT ${k} AS k, bin, count(*) AS total FROM (SELECT ${tree(edges, 0, edges.length)} AS bin ` +
        `FROM (SELECT ${x} AS x FROM ${from}) AS v WHERE ${dialect.finite('x')}) AS b GROUP BY bin`
      );
    }),
  );
}

export function readHistograms(columns: Binned[], result: Columns): number[][] {
  const counts = columns.map(({ edges }) => new Array<number>(edges.length + 1).fill(0));
  result.k!.forEach((k, row) => {
    counts[Number(k)]![numberAt(result, 'bin', row)] = numberAt(result, 'total', row);
  });
  return counts;
}
