/** Every effect size of one column, by the names that findings use. */
import type { Effect } from '../domain/monitor.ts';
import type { Binned } from './contract.ts';
import { methods } from './index.ts';
import { kolmogorovSmirnovInterval } from './kolmogorov-smirnov.ts';
import { wassersteinDistance } from './wasserstein.ts';

/** Scores of all methods that fit the column; what is not a finite number is left out. */
export function effectsOf(reference: Binned, current: Binned): Record<string, number> {
  const ordered = reference.bins.ordered;
  const scores = methods
    .filter((method) => method.reads === 'counts' || ordered)
    .map((method) => [method.metric, method.score(reference, current)] as const);
  const extra: [string, number][] = ordered
    ? [
        ['wasserstein', wassersteinDistance(reference.profile, current.profile)],
        ['ks_upper', kolmogorovSmirnovInterval(reference.profile, current.profile).high],
      ]
    : [];
  return Object.fromEntries([...scores, ...extra].filter(([, score]) => Number.isFinite(score)));
}

/** Categories have no order: where the monitor gates on a distance along an axis, their largest change of a share gates. */
export const gateFor = (effect: Effect, ordered: boolean): Effect =>
  !ordered && (effect === 'ks_statistic' || effect === 'wasserstein_normed') ? 'l_infinity' : effect;
