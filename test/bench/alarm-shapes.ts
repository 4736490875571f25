/** Changes of known size, planted into the shares of a column. */
import { type Distribution, distributions, tilted } from './alarm-rows.ts';

interface Change {
  /** Shares that are the further away the larger `by` is; 0 leaves them alone. */
  move(shares: number[], by: number): number[];
  /** The largest `by` in a window of n rows. */
  furthest(shares: number[], n: number): number;
}

export const shapes = {
  /** Along the bins; of categories, which stand by their shares, rare ones become commoner. */
  'trend up': { move: tilted, furthest: () => 8 },
  'trend down': { move: (shares, by) => tilted(shares, -by), furthest: () => 8 },
  'one bin rarer': rarer((shares) => (_, bin) => bin === oneOf(shares)),
  'one bin commoner': {
    move: (shares, by) => scaled(shares, by, (_, bin) => bin === oneOf(shares)),
    furthest: (shares) => -Math.log(shares[oneOf(shares)]!) - 1e-3,
  },
  'last half rarer': rarer((shares) => (_, bin) => 2 * bin >= shares.length),
} satisfies Record<string, Change>;

export type Shape = keyof typeof shapes;

type Chosen = (share: number, bin: number) => boolean;

/** The rarer one of two, the fifth of many. */
const oneOf = (shares: number[]) => Math.min(4, shares.length - 1);

/** Bins of which a window would hold less than half a row have vanished, and become no rarer. */
function rarer(chosen: (shares: number[]) => Chosen): Change {
  return {
    move: (shares, by) => scaled(shares, -by, chosen(shares)),
    furthest: (shares, n) => Math.log(2 * n * total(shares.filter(chosen(shares)))),
  };
}

/** The chosen ones by e^by, all others by one factor. */
function scaled(shares: number[], by: number, chosen: Chosen): number[] {
  const before = total(shares.filter(chosen));
  const after = before * Math.exp(by);
  return shares.map((share, bin) =>
    chosen(share, bin) ? share * Math.exp(by) : (share * (1 - after)) / (1 - before),
  );
}

/** Shares that have changed by a PSI of this size; null where this shape has none in a window of n rows. */
export function changed(
  distribution: Distribution,
  shape: Shape,
  { psi, n }: { psi: number; n: number },
): number[] | null {
  const { shares } = distributions[distribution];
  const change: Change = shapes[shape];
  const moved = (by: number) => change.move(shares, by);
  let [low, high] = [0, change.furthest(shares, n)];
  if (!(psiOf(shares, moved(high)) >= psi)) return null;
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (psiOf(shares, moved(middle)) < psi) low = middle;
    else high = middle;
  }
  return moved(high);
}

const psiOf = (before: number[], after: number[]) =>
  before.reduce((sum, share, bin) => sum + (after[bin]! - share) * Math.log(after[bin]! / share), 0);

const total = (shares: number[]) => shares.reduce((sum, share) => sum + share, 0);
