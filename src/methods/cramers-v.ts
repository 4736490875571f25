import { pooledTest } from './chi-square.ts';
import { defineMethod } from './contract.ts';

/** Cramér's V of the pooled 2 × B table, `√(X² / N)`, 0 … 1: without bias correction. */
export const cramersV = defineMethod({
  id: 'cramers-v',
  title: "Cramér's V",
  metric: 'cramers_v',
  reads: 'counts',
  floor: 0.1,
  lacks: {},
  score(reference, current) {
    const rows = reference.n / reference.deff + current.n / current.deff;
    return rows > 0 ? Math.sqrt(pooledTest(reference, current).statistic / rows) : 0;
  },
});
