import type { Bins } from './bins.ts';
import type { Profile } from './summary.ts';

/** One window of one column, counted in the reference's bins. */
export interface Binned {
  bins: Bins;
  counts: number[];
  /** Sum of `counts`: rows with a usable value. */
  n: number;
  /** Design effect of the rows (Rao–Scott): `n / deff` independent rows would say as much. 1 = independent. */
  deff: number;
  /** What was counted; methods that need order or distance read its cells or values. */
  profile: Profile;
}

/** A drift method is arithmetic on two windows of one column: no query, no threshold, no verdict. */
export interface Method {
  /** Equals the file name. */
  id: string;
  title: string;
  /** The name under which findings report it. */
  metric: string;
  /** `counts`: works on every column. `order`: numeric and discrete columns only. */
  reads: 'counts' | 'order';
  /** Default limit where one exists; null: reported, never gates. */
  floor: number | null;
  /** Laws of the contract suite that it breaks, with the reason. */
  lacks: Partial<Record<'shares', string>>;
  /** Finite and never negative when both windows have rows; 0 for a window against itself. */
  score(reference: Binned, current: Binned): number;
}

export const defineMethod = (method: Method): Method => method;
