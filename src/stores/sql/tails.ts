// Where the extremes of a column are found: comparing every value with the least and the greatest so far costs a column store more
// than adding it up, so that only values in the outermost cells are compared, as far as an earlier answer tells which those are.
import type { Layout, NumericProfile, Profile } from '../../methods/summary.ts';
import { nearbyCell } from './grid.ts';

/** The least value lies in a cell up to `low`, the greatest in one from `high`; where it does not, it is not found. */
export interface Tail {
  low: number;
  high: number;
}

/** Of a hundred thousand rows some are still beyond, of millions few. */
const share = 1e-4;
/** Values of a sample that lie beyond, on each side. */
const beyond = 2;
const mostKnown = 10_000;

export class Tails {
  readonly #known = new Map<string, Tail>();

  of(layout: Layout): Tail | null {
    return layout.kind === 'numeric' ? (this.#known.get(keyOf(layout)) ?? null) : null;
  }

  /** From a sorted sample of finite values. */
  expect(layout: Layout & { kind: 'numeric' }, sample: Float64Array): void {
    if (sample.length <= beyond) return;
    this.#keep(layout, {
      low: nearbyCell(sample[beyond]!, layout.grid),
      high: nearbyCell(sample[sample.length - 1 - beyond]!, layout.grid),
    });
  }

  learn(profiles: Profile[]): void {
    for (const profile of profiles) {
      if (profile.kind === 'numeric' && profile.n > 0) this.#keep(profile, tailOf(profile));
    }
  }

  #keep(layout: Pick<NumericProfile, 'column' | 'grid'>, tail: Tail): void {
    // Columns of a few hundred models: forgetting all now and then is simpler than forgetting the oldest.
    if (this.#known.size > mostKnown) this.#known.clear();
    this.#known.set(keyOf(layout), tail);
  }
}

/** Whether both extremes of a profile were found. */
export const isComplete = (profile: Profile): boolean =>
  profile.kind !== 'numeric' || profile.n === 0 || (profile.min !== null && profile.max !== null);

const keyOf = ({ column, grid }: Pick<NumericProfile, 'column' | 'grid'>): string =>
  `${grid.center} ${grid.scale} ${column}`;

function tailOf({ cells, counts, n }: NumericProfile): Tail {
  let [low, high] = [0, cells.length - 1];
  for (let below = counts[low]!; below < share * n; below += counts[low]!) low += 1;
  for (let above = counts[high]!; above < share * n; above += counts[high]!) high -= 1;
  return { low: cells[low]!, high: cells[high]! };
}
