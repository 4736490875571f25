/**
 * What stores hand to methods: mergeable counts, never rows. Stores summarize, methods score, policies judge.
 */

/**
 * A map of the reals onto small integers that never falls, fitted once per reference:
 * `cell(x) = round((x − center) / (scale/2048 + |x − center|/2048))`, halves to even, in −2048 … 2048. An even one divides the reals alike:
 * `cell(x) = round((x − center) · (2048/scale))`, in −32767 … 32767, of which the first and the last hold what lies beyond, too.
 */
export interface Grid {
  center: number;
  scale: number;
  even?: true;
}

/** How one column is counted, frozen when the reference is set. */
export type Layout =
  | NumericLayout
  /** A numeric column with at most 20 distinct values: each value counts apart. */
  | { column: string; kind: 'discrete' }
  | { column: string; kind: 'categorical' };

export interface NumericLayout {
  column: string;
  kind: 'numeric';
  grid: Grid;
  /** The least and the greatest value are asked for too, where one of them repeats: whether a cell holds nothing else is then known. */
  ends?: true;
  /** Values that lie on few steps are counted one by one first and then by cell: the same counts, sooner. */
  stepped?: true;
  /** What most rows hold, null for no value; they are left out before cells are looked for: the same counts, sooner. */
  usual?: number | null;
}

/** Counts of one column over one set of rows. Profiles of the same layout merge by addition. */
export type Profile = NumericProfile | ValueProfile;

interface Counted {
  column: string;
  /** All rows; `rows = n + missing`. */
  rows: number;
  /** Rows with a usable value: not NULL and, for numbers, finite. */
  n: number;
  /** NULL, NaN, +∞ and −∞. */
  missing: number;
  /** NaN and infinities alone (numbers only; part of `missing`). */
  nonFinite: number;
}

export interface NumericProfile extends Counted {
  kind: 'numeric';
  grid: Grid;
  /** Ascending cell numbers with their counts and sums, one entry per occupied cell. */
  cells: Int16Array;
  counts: Float64Array;
  sums: Float64Array;
  /** Least and greatest value; null without a value, and where the layout does not ask for them. */
  min: number | null;
  max: number | null;
}

export interface ValueProfile extends Counted {
  kind: 'discrete' | 'categorical';
  /** Value as text (numbers in their shortest form, booleans as `true`/`false`) → rows. */
  counts: Map<string, number>;
}

/**
 * Rows of a part of what a profile counts, told by fewer cells or values: those that need not be told apart lie in one of them, or are
 * in `n` without a name.
 */
export type CoarseProfile =
  | Pick<NumericProfile, 'column' | 'kind' | 'cells' | 'counts'>
  | Pick<ValueProfile, 'column' | 'kind' | 'n' | 'counts'>;

/** Sums that give every performance metric of a window without its rows. */
export type Outcome = RegressionOutcome | BinaryOutcome;

export interface RegressionOutcome {
  task: 'regression';
  /** Predictions in the window, and those whose label had arrived. */
  rows: number;
  labelled: number;
  /** One entry per UTC day, the cluster of all intervals; error = prediction − label. */
  days: { day: number; n: number; sumAbs: number; sumSquares: number; sum: number }[];
}

export interface BinaryOutcome {
  task: 'binary';
  rows: number;
  labelled: number;
  /** Labelled rows only. */
  truePositive: number;
  falsePositive: number;
  trueNegative: number;
  falseNegative: number;
  /** Null without a score column. `auroc` by midranks with DeLong's standard error; null with one class only. */
  score: {
    auroc: number | null;
    aurocError: number | null;
    /** Sums over rows: −log-likelihood (scores clipped to [1e-15, 1 − 1e-15]), its square, squared error, its square. */
    logLoss: number;
    logLossSquares: number;
    brier: number;
    brierSquares: number;
  } | null;
}

/** Sums over rows that champion and challenger both predicted and whose label arrived. */
export type Paired = PairedRegression | PairedBinary;

export interface PairedRegression {
  task: 'regression';
  n: number;
  /** Per UTC day: rows and both models' sums of |error|, error² and error. */
  days: {
    day: number;
    n: number;
    champion: { abs: number; squares: number; sum: number };
    challenger: { abs: number; squares: number; sum: number };
    /** Sum over rows of (|e_challenger| − |e_champion|)², for the paired t-test. */
    differenceSquares: number;
  }[];
}

export interface PairedBinary {
  task: 'binary';
  n: number;
  positives: number;
  champion: BinaryOutcome;
  challenger: BinaryOutcome;
  /** Rows that only one of them got right, for McNemar. */
  onlyChampionRight: number;
  onlyChallengerRight: number;
  /** DeLong's covariance of the two AUROCs, var(champion), var(challenger), cov; null without scores or with one class. */
  delong: { varChampion: number; varChallenger: number; covariance: number } | null;
  /** Sums over rows of the paired difference challenger − champion in log loss and squared error, and of its square. */
  logLoss: { difference: number; squares: number } | null;
  brier: { difference: number; squares: number } | null;
}
