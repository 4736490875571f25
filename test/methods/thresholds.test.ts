import { describe, expect, test } from 'vitest';
import type { Threshold } from '../../src/domain/monitor.ts';
import { jensenShannonDistance } from '../../src/methods/jensen-shannon.ts';
import { hold } from '../../src/methods/thresholds.ts';
import { profileOf } from './profile-of.ts';

const layout = { column: 'plan', kind: 'categorical' as const };
/** So many rows of `pro`, the rest of a hundred `free`. */
const rows = (pro: number) => Array.from({ length: 100 }, (_, at) => (at < pro ? 'pro' : 'free'));
const chunks = [28, 30, 32, 29, 31, 30, 33, 27, 30, 30];
const windows = (pro: number, parts = chunks) => ({
  reference: profileOf(layout, chunks.flatMap(rows)),
  current: profileOf(layout, rows(pro)),
  chunks: parts.map((part) => profileOf(layout, rows(part))),
});
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
