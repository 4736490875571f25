/** The columns of a prediction log as SQL over a row number `i` and the share of time gone by `t`, with independent noise. */

export interface LogColumns {
  /** Begins the name of the folder. */
  id: string;
  names: string[];
  /** What the log must be seen to have drifted in, and nothing else. */
  planted: string[];
  /** Expressions for SELECT, of all names. */
  sql: string;
}

/** A uniform number in (0, 1) that depends on the row and the column alone, so that every run makes the same rows. */
const uniform = (stream: number): string =>
  `((hash(i * 64 + ${stream}) >> 11)::DOUBLE + 0.5) / 9007199254740992.0`;

/** Standard normal by Box and Muller; takes the streams `stream` and `stream + 1`. */
const normal = (stream: number): string =>
  `(sqrt(-2 * ln(${uniform(stream)})) * cos(2 * pi() * ${uniform(stream + 1)}))`;

const sometimes = (share: number, stream: number, [value, otherwise]: [string, string]): string =>
  `CASE WHEN ${uniform(stream)} < ${share} THEN ${value} ELSE ${otherwise} END`;

/** Ranks with a falling share each: u² puts half of the rows into the first quarter of the categories. */
const ranked = (categories: number, stream: number): string =>
  `CAST(floor(pow(${uniform(stream)}, 2) * ${categories}) AS INTEGER)`;

const numeric: [name: string, sql: string][] = [
  ['prediction', `${normal(0)} * 12 + 100`],
  // What drifts: from the middle of the log on.
  ['moved', `${normal(2)} + CASE WHEN t >= 0.5 THEN 0.8 ELSE 0 END`],
  ['widened', `${normal(4)} * CASE WHEN t >= 0.5 THEN 2 ELSE 1 END`],
  ['normal', normal(6)],
  ['with_nulls', sometimes(0.05, 8, ['NULL', normal(9)])],
  ['mostly_null', sometimes(0.9, 11, ['NULL', normal(12)])],
  ['with_nan', sometimes(0.01, 14, [`'nan'::DOUBLE`, normal(15)])],
  [
    'with_infinities',
    sometimes(0.005, 17, [`'inf'::DOUBLE`, sometimes(0.005, 18, [`'-inf'::DOUBLE`, normal(19)])]),
  ],
  ['lognormal', `exp(${normal(21)} * 1.5 + 3)`],
  ['cauchy', `tan(pi() * (${uniform(23)} - 0.5))`],
  ['pareto', `pow(${uniform(24)}, -1 / 1.2)`],
  ['uniform', uniform(25)],
  ['exponential', `-ln(${uniform(26)}) * 1e-6`],
  ['far_from_zero', `1.7e9 + ${normal(27)}`],
  ['two_humps', `${normal(29)} + CASE WHEN ${uniform(31)} < 0.3 THEN 9 ELSE 0 END`],
  ['mostly_zero', sometimes(0.7, 32, ['0', `-ln(${uniform(33)}) * 40`])],
  ['cents', `CAST(exp(${normal(34)} + 8) AS BIGINT)`],
  ['count_of_visits', `CAST(floor(-ln(${uniform(36)}) * 30) AS INTEGER)`],
  ['price', `CAST(round(exp(${normal(37)} * 0.6 + 2), 2) AS DECIMAL(12, 2))`],
  ['stars', `CAST(1 + floor(sqrt(${uniform(39)}) * 5) AS TINYINT)`],
];

const categories = [2, 3, 5, 12, 50, 100, 365, 1000, 5000, 10_000];

const categorical: [name: string, sql: string][] = categories.map((many, at) => {
  const plain = `'k' || ${ranked(many, 40 + at)}`;
  if (many === 12) {
    return ['mix_moved', `CASE WHEN t >= 0.5 AND ${uniform(60)} < 0.4 THEN 'k0' ELSE ${plain} END`];
  }
  return [`of_${many}`, many === 100 ? sometimes(0.1, 61, ['NULL', plain]) : plain];
});

export const planted = ['moved', 'widened', 'mix_moved'];

export const numericNames = numeric.map(([name]) => name);
export const categoricalNames = categorical.map(([name]) => name);
export const columnNames = [...numericNames, ...categoricalNames];

export const usualColumns: LogColumns = {
  id: 'log',
  names: columnNames,
  planted,
  sql: [...numeric, ...categorical].map(([name, sql]) => `${sql} AS ${name}`).join(',\n  '),
};
