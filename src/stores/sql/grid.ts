import { position } from '../../methods/grid.ts';
import type { Grid } from '../../methods/summary.ts';

/** Cells are judged in blocks of this many: single cells of a sample are mostly noise. */
const blockCells = 32;

/**
 * Even cells are one step instead of four, where each costs as much as adding up. Their fullest block may hold so much of a sample; of a
 * normal distribution it is 0.05, where the others have 0.015.
 */
const mostEven = 0.07;
/** A center of 0 may have so many times more in its fullest block: cells need a step less there. */
const forZero = 2;

/** Even cells of values that are no further from 0 than so many times their width lie about 0; the last cell is then at least four times as far. */
const near = 4;
/** Of larger ones what ends the cells might be infinite. */
const largest = 1e300;

/** The grid over which a sorted sample lies flattest, or nearly: tries centers and scales, least mass in the fullest block, atoms apart. */
export function fitGrid(sorted: Float64Array, { mayBeEven = true } = {}): Grid {
  if (sorted.length === 0) return { center: 0, scale: 1 };
  const at = (p: number) => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))]!;
  const spread = [
    at(0.75) - at(0.25),
    at(0.95) - at(0.05),
    at(0.99) - at(0.01),
    at(1) - at(0),
    Math.abs(at(0.5)),
    1,
  ];
  const unit = spread.find((width) => width > 0 && Number.isFinite(width))!;
  const values = withoutAtoms(sorted);
  const even = mayBeEven ? evenGrid(sorted) : null;
  if (even && fullest(values, even) <= mostEven * values.length) return even;
  const around = (centers: number[]) => flattest(values, { centers, unit });
  const zero = around([0]);
  const free = around([at(0.5), at(0.1), at(0.25), at(0.75), at(0.9)]);
  return zero.most <= forZero * free.most ? zero.grid : free.grid;
}

/** Of 2,048 cells in which the sample lies. */
function evenGrid(sorted: Float64Array): Grid | null {
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  const [width, furthest] = [high - low, Math.max(-low, high)];
  if (!(furthest < largest && width > 1 / largest)) return null;
  return { center: furthest <= near * width ? 0 : low + width / 2, scale: width, even: true };
}

function flattest(values: Float64Array, { centers, unit }: { centers: number[]; unit: number }) {
  let grid: Grid = { center: centers[0]!, scale: unit };
  let most = fullest(values, grid);
  for (const center of new Set(centers)) {
    for (let power = -5; power <= 5; power++) {
      const other = { center, scale: unit * 2 ** power };
      const mass = fullest(values, other, most);
      if (mass < most && Number.isFinite(other.scale)) [grid, most] = [other, mass];
    }
  }
  return { grid, most };
}

/**
 * At most 2,048 evenly ranked values. Those that repeat so often that no grid could divide them count a few times only: enough to lie
 * apart from their neighbours, as whole numbers should, too little to decide alone.
 */
function withoutAtoms(sorted: Float64Array): Float64Array {
  const step = Math.max(1, sorted.length / 2048);
  const often = Math.max(3, sorted.length / step / 100);
  const thinned: number[] = [];
  let repeats = 0;
  for (let i = 0; i < sorted.length; i += step) {
    const x = sorted[Math.floor(i)]!;
    repeats = x === thinned.at(-1) ? repeats + 1 : 1;
    if (repeats <= often) thinned.push(x);
  }
  return Float64Array.from(thinned);
}

/** Of the fullest block, or of the first one that has `enough`: a grid that is no better need not be judged to its end. */
function fullest(sorted: Float64Array, grid: Grid, enough = Infinity): number {
  let [most, here, block] = [0, 0, Number.NaN];
  for (const x of sorted) {
    const at = Math.floor(position(grid, x) / blockCells);
    here = at === block ? here + 1 : 1;
    block = at;
    if (here > most) most = here;
    if (most >= enough) break;
  }
  return most;
}
