import { describe, expect, test } from 'vitest';
import { binned, binsOf } from '../../src/methods/bins.ts';
import { type ColumnWindows, type Gate, judge } from '../../src/methods/calibrated.ts';
import type { Layout, Profile } from '../../src/methods/summary.ts';
import { normal, profileOf, random, type Value, wholeLine } from './profile-of.ts';

const gate: Gate = { effect: 'psi_corrected', floor: 0.2, alpha: 0.01 };
const categorical: Layout = { column: 'c', kind: 'categorical' };
const discrete: Layout = { column: 'd', kind: 'discrete' };

const draw = (count: number, next: () => Value) => Array.from({ length: count }, next);
const windows = (
  layout: Layout,
  reference: Value[],
  current: Value[],
  chunks: Value[][] = [],
): ColumnWindows => {
  const before = profileOf(layout, reference);
  return {
    reference: before,
    current: profileOf(layout, current),
    chunks: chunks.map((chunk) => ({ counts: binned(binsOf(before), profileOf(layout, chunk)) })),
  };
};
const verdict = (layout: Layout, reference: Value[], current: Value[], other: Partial<Gate> = {}) =>
  judge([windows(layout, reference, current)], { ...gate, ...other })[0]!;

describe('without drift', () => {
  test('at most 2 % of checks on 20 columns find anything significant at 1 %', () => {
    const uniform = random(7);
    const checks = 700;
    let alarmed = 0;
    let breached = 0;
    const sample = (rows: number): Profile => {
      const drawn = new Float64Array(10);
      for (let row = 0; row < rows; row += 1) {
        // Skewed: 10 categories whose shares fall from 19 % to 1 %.
        drawn[Math.floor((1 - Math.sqrt(1 - uniform())) * 10)]! += 1;
      }
      const counts = new Map(Array.from(drawn, (count, value) => [String(value), count] as const));
      return { column: 'c', kind: 'categorical', rows, n: rows, missing: 0, nonFinite: 0, counts };
    };
    for (let check = 0; check < checks; check += 1) {
      const columns = Array.from({ length: 20 }, () => ({
        reference: sample(1000),
        current: sample(200),
        chunks: [],
      }));
      const judged = judge(columns, gate);
      if (judged.some(({ qValue }) => qValue! < gate.alpha)) alarmed += 1;
      if (judged.some((column) => column.verdict === 'breach')) breached += 1;
    }
    expect(alarmed / checks).toBeLessThanOrEqual(0.02);
    // A test that never fires would pass the line above.
    expect(alarmed).toBeGreaterThan(0);
    expect(breached).toBe(0);
  });

  test('the p-values of a numeric column are uniform', () => {
    const gauss = normal(random(3));
    const p = draw(400, () => verdict(wholeLine(), draw(1500, gauss), draw(400, gauss)).pValue) as number[];
    for (const level of [0.1, 0.3, 0.5, 0.9]) {
      expect(Math.abs(p.filter((value) => value < level).length / 400 - level)).toBeLessThan(0.08);
    }
  });

  test('days that differ from each other alarm less than half as often once the design effect is known', () => {
    const gauss = normal(random(11));
    const oneDay = () => {
      const mood = gauss() * 0.3;
      return draw(200, () => gauss() + mood);
    };
    const [naive, aware] = [false, true].map((chunked) => {
      let alarms = 0;
      let breaches = 0;
      for (let check = 0; check < 100; check += 1) {
        const days = Array.from({ length: 30 }, oneDay);
        const [judged] = judge([windows(wholeLine(), days.flat(), oneDay(), chunked ? days : [])], gate);
        if (judged!.qValue !== null && judged!.qValue < gate.alpha) alarms += 1;
        if (judged!.verdict === 'breach') breaches += 1;
      }
      return { alarms, breaches };
    });
    expect(naive!.alarms).toBeGreaterThan(30);
    expect(aware!.alarms).toBeLessThan(naive!.alarms / 2);
    expect(aware!.breaches).toBeLessThan(naive!.breaches);
  });

  test.each([
    [200, 60, 60],
    [200, 500, 500],
    [10_000, 9_000, 900],
    [100_000, 9_000, 9_000],
  ])(
    'of %i categories new ones are no drift where they are to be expected: %i rows, then %i',
    (many, n, m) => {
      const uniform = random(many);
      const category = () => `k${Math.floor(uniform() ** 2 * many)}`;
      const values = Array.from({ length: 10 }, () =>
        verdict(categorical, draw(n, category), draw(m, category)),
      );
      expect(values.filter(({ verdict: found }) => found === 'breach')).toEqual([]);
      for (const { value } of values) expect(value!).toBeLessThan(0.1);
    },
  );
});

describe('with drift', () => {
  test('many more new categories than are to be expected are drift', () => {
    const uniform = random(3);
    const some = (share: number) => () =>
      uniform() < share ? `id ${uniform()}` : `k${Math.floor(uniform() * 5)}`;
    expect(verdict(categorical, draw(9_000, some(0.03)), draw(900, some(0.03))).verdict).toBe('ok');
    expect(verdict(categorical, draw(9_000, some(0.03)), draw(900, some(0.3))).verdict).toBe('breach');
  });

  test('planted shifts among 19 quiet columns are found, and only they', () => {
    const gauss = normal(random(5));
    const quiet = Array.from({ length: 19 }, () => windows(wholeLine(), draw(3000, gauss), draw(500, gauss)));
    const moved = windows(
      wholeLine(),
      draw(3000, gauss),
      draw(500, () => gauss() + 0.8),
    );
    const judged = judge([...quiet, moved], gate);
    expect(judged.map((column) => column.verdict)).toEqual([...Array<string>(19).fill('ok'), 'breach']);
    expect(judged[19]!.value).toBeGreaterThan(0.4);
  });

  test('a change that is certain but too small to matter is no breach', () => {
    const gauss = normal(random(6));
    const judged = verdict(
      wholeLine(),
      draw(20_000, gauss),
      draw(20_000, () => gauss() + 0.1),
    );
    expect(judged.qValue).toBeLessThan(1e-6);
    expect(judged.verdict).toBe('ok');
  });

  test('a large change is a breach even where a change of the floor could have been missed', () => {
    const judged = verdict(
      discrete,
      draw(200, () => 1),
      draw(60, () => 2),
    );
    expect(judged.smallest).toBeGreaterThan(gate.floor);
    expect(judged.verdict).toBe('breach');
  });

  test('a shift of twice the detectable effect is found four times in five and more', () => {
    const uniform = random(8);
    const bit = (share: number) => () => (uniform() < share ? 'yes' : 'no');
    // PSI of 0.5 → 0.72 is about 0.2.
    const { needed } = verdict(categorical, draw(4000, bit(0.5)), draw(20, bit(0.5)), { floor: 0.2 });
    let found = 0;
    for (let check = 0; check < 200; check += 1) {
      const judged = verdict(categorical, draw(4000, bit(0.5)), draw(needed!, bit(0.72)), { floor: 0.1 });
      if (judged.qValue! < gate.alpha) found += 1;
    }
    expect(needed).toBeGreaterThan(40);
    expect(found / 200).toBeGreaterThan(0.74);
  });
});

describe('too little to say', () => {
  test('a small window is not enough data and says how many rows it needs', () => {
    const gauss = normal(random(9));
    const judged = verdict(wholeLine(), draw(2000, gauss), draw(40, gauss));
    expect(judged.verdict).toBe('not_enough_data');
    expect(judged.needed).toBeGreaterThan(40);
    const enough = verdict(wholeLine(), draw(2000, gauss), draw(judged.needed! + 60, gauss));
    expect(enough.verdict).toBe('ok');
  });

  test('a reference that is too small can never be enough', () => {
    const gauss = normal(random(10));
    expect(verdict(wholeLine(), draw(40, gauss), draw(5000, gauss))).toMatchObject({
      verdict: 'not_enough_data',
      needed: null,
    });
  });

  test.each([
    ['an empty window', [1, 2, 3], []],
    ['an empty reference', [], [1, 2, 3]],
    ['two empty windows', [], []],
    ['a window of missing values', [1, 2, 3], [null, Number.NaN, Infinity]],
    ['one row', [1, 2, 3], [2]],
  ])('%s has no test and no number that is not finite', (_, reference, current) => {
    for (const layout of [wholeLine(), discrete, categorical]) {
      const judged = verdict(layout, reference, layout === categorical ? current.filter(Boolean) : current);
      const numbers = [judged.value, judged.smallest, judged.needed, ...Object.values(judged.metrics)];
      expect(numbers.every((number) => number === null || Number.isFinite(number))).toBe(true);
      expect(judged.qValue).toBeNull();
    }
  });

  test('a constant column counts with p = 1 and is ok', () => {
    const judged = verdict(
      discrete,
      draw(2000, () => 4),
      draw(500, () => 4),
    );
    expect(judged).toMatchObject({ verdict: 'ok', constant: true, pValue: 1, value: 0 });
  });

  test('columns without enough rows are not paid for by the others', () => {
    const gauss = normal(random(12));
    const [reference, current] = [draw(3000, gauss), draw(500, () => gauss() + 0.25)];
    const alone = judge([windows(wholeLine(), reference, current)], gate)[0]!;
    const empty = Array.from({ length: 50 }, () => windows(wholeLine(), reference, [0.5]));
    expect(judge([windows(wholeLine(), reference, current), ...empty], gate)[0]!.qValue).toBe(alone.qValue);
  });
});

test.each([
  'psi_corrected',
  'jensen_shannon',
  'hellinger',
  'ks_statistic',
  'wasserstein_normed',
  'l_infinity',
  'cramers_v',
] as const)(
  'as gate, %s finds a large shift of numbers and of categories, and is quiet without',
  (effect) => {
    const uniform = random(13);
    const gauss = normal(uniform);
    const letter = (share: number) => () => (uniform() < share ? 'a' : uniform() < 0.5 ? 'b' : 'c');
    const floor = { psi_corrected: 0.2, jensen_shannon: 0.19, hellinger: 0.16 }[effect as string] ?? 0.1;
    const judged = judge(
      [
        windows(
          wholeLine(),
          draw(20_000, gauss),
          draw(20_000, () => gauss() + 1),
        ),
        windows(categorical, draw(20_000, letter(0.2)), draw(20_000, letter(0.7))),
        windows(wholeLine(), draw(20_000, gauss), draw(20_000, gauss)),
        windows(categorical, draw(20_000, letter(0.2)), draw(20_000, letter(0.2))),
      ],
      { effect, floor, alpha: 0.01 },
    );
    expect(judged.map((column) => column.verdict)).toEqual(['breach', 'breach', 'ok', 'ok']);
  },
);
