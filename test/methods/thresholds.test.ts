import { describe, expect, test } from 'vitest';
import type { Effect, Threshold } from '../../src/domain/monitor.ts';
import { binned, binsOf } from '../../src/methods/bins.ts';
import { jensenShannonDistance } from '../../src/methods/jensen-shannon.ts';
import { kolmogorovSmirnovInterval } from '../../src/methods/kolmogorov-smirnov.ts';
import { hold, readsProfiles } from '../../src/methods/thresholds.ts';
import { profileOf, wholeLine } from './profile-of.ts';

const layout = { column: 'plan', kind: 'categorical' as const };
/** So many rows of `pro`, the rest of a hundred `free`. */
const rows = (pro: number) => Array.from({ length: 100 }, (_, at) => (at < pro ? 'pro' : 'free'));
const chunks = [28, 30, 32, 29, 31, 30, 33, 27, 30, 30];
const windows = (pro: number, parts = chunks) => {
  const reference = profileOf(layout, chunks.flatMap(rows));
  return {
    reference,
    current: profileOf(layout, rows(pro)),
    chunks: parts.map((part) => ({ counts: binned(binsOf(reference), profileOf(layout, rows(part))) })),
  };
};
const held = (
  pro: number,
  threshold?: Threshold,
  more: { floor?: number; sigmas?: number; parts?: number[] } = {},
) => {
  const { floor = 0.1, sigmas, parts } = more;
  const rule = {
    effect: 'jensen_shannon' as const,
    floor,
    alpha: 0.01,
    ...(threshold && { threshold }),
    ...(sigmas && { sigmas }),
  };
  return hold([windows(pro, parts)], rule)[0]!;
};

describe('a constant', () => {
  test('is reached by the effect alone, however few rows there are', () => {
    const { value } = held(40);
    expect(held(40, 'constant', { floor: value! })).toMatchObject({ verdict: 'breach', limit: value });
    expect(held(40, 'constant', { floor: value! + 1e-9 })).toMatchObject({ verdict: 'ok' });
    expect(held(40, undefined, { floor: value! })).not.toMatchObject({ verdict: 'breach' });
  });
});

describe('the spread of the reference', () => {
  test('is the mean and so many standard deviations of its chunks against the whole of it', () => {
    const effects = chunks.map((pro) => jensenShannonDistance([300, 700], [pro, 100 - pro]));
    const mean = effects.reduce((sum, one) => sum + one, 0) / 10;
    const sigma = Math.sqrt(effects.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 10);
    expect(held(30, 'reference-chunks').limit).toBeCloseTo(mean + 3 * sigma, 12);
    expect(held(30, 'reference-chunks', { sigmas: 1 }).limit).toBeCloseTo(mean + sigma, 12);
    expect(held(33, 'reference-chunks', { sigmas: 1 }).verdict).toBe('breach');
    expect(held(33, 'reference-chunks', { sigmas: 5 }).verdict).toBe('ok');
  });
  test('is not known of fewer than eight', () => {
    expect(held(90, 'reference-chunks', { parts: chunks.slice(0, 7) })).toMatchObject({
      verdict: 'not_enough_data',
      limit: null,
      lacks: expect.stringContaining('7 chunks'),
    });
  });
});

describe('a distance along an axis', () => {
  test('is that of each chunk as a whole, not of its bins', () => {
    const line = wholeLine();
    const drawn = Array.from({ length: 10 }, (_, at) =>
      Array.from({ length: 50 }, (_, i) => Math.sin(37 * i + at)),
    );
    const reference = profileOf(line, drawn.flat());
    const parts = drawn.map((values) => profileOf(line, values));
    const rule = { effect: 'ks_statistic', floor: 0.1, alpha: 0.01, threshold: 'reference-chunks' } as const;
    const [held] = hold(
      [
        {
          reference,
          current: parts[0]!,
          chunks: parts.map((profile) => ({ counts: binned(binsOf(reference), profile), profile })),
        },
      ],
      rule,
    );
    const distances = parts.map((part) => kolmogorovSmirnovInterval(reference, part).low);
    const mean = distances.reduce((sum, one) => sum + one, 0) / 10;
    const sigma = Math.sqrt(distances.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 10);
    expect(held!.limit).toBeCloseTo(mean + 3 * sigma, 12);
    expect(mean).toBeGreaterThan(0.01);
  });

  test('asks for profiles of chunks, and nothing else does', () => {
    const asks = (threshold: Threshold | undefined, effect: Effect) =>
      readsProfiles({ effect, ...(threshold && { threshold }) });
    expect(asks('reference-chunks', 'ks_statistic')).toBe(true);
    expect(asks('reference-chunks', 'wasserstein_normed')).toBe(true);
    expect(asks('reference-chunks', 'psi_corrected')).toBe(false);
    expect(asks('constant', 'ks_statistic')).toBe(false);
    expect(asks(undefined, 'ks_statistic')).toBe(false);
  });
});

describe('a p-value', () => {
  test('is what is held against alpha, and is what the finding shows', () => {
    const moved = held(90, 'p-value', { floor: 99 });
    expect(moved).toMatchObject({ verdict: 'breach', metric: 'p_value', limit: 0.01, value: moved.pValue });
    expect(moved.value!).toBeLessThan(1e-6);
    expect(held(31, 'p-value').verdict).toBe('ok');
  });
});

test('without a value nobody judges', () => {
  const empty = { ...windows(30), current: profileOf(layout, []) };
  for (const threshold of ['constant', 'p-value', 'reference-chunks'] as const) {
    const [judged] = hold([empty], { effect: 'jensen_shannon', floor: 0.1, alpha: 0.01, threshold });
    expect(judged).toMatchObject({ verdict: 'not_enough_data', value: null });
  }
});

test.each([undefined, 'constant', 'p-value', 'reference-chunks'] as const)(
  'ids as text are no alarm, held against %s: there is no verdict, and a sentence says what to do',
  (threshold) => {
    const ids = (of: string) =>
      profileOf(
        layout,
        Array.from({ length: 9_000 }, (_, at) => `${of} ${at}`),
      );
    const column = { reference: ids('before'), current: ids('now'), chunks: [] };
    const rule = {
      effect: 'psi_corrected' as const,
      floor: 0.2,
      alpha: 0.01,
      ...(threshold && { threshold }),
    };
    const [judged] = hold([column], rule);
    expect(judged).toMatchObject({
      verdict: 'not_enough_data',
      lacks: expect.stringContaining('leave it out'),
    });
  },
);
