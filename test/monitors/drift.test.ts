import { describe, expect, test } from 'vitest';
import type { DriftMonitor } from '../../src/domain/monitor.ts';
import { Fault } from '../../src/lib/fault.ts';
import { day } from '../../src/lib/time.ts';
import { drift } from '../../src/monitors/drift.ts';
import { columns, dataset, lastWeek, measure, monitor, rows, start, v2, verdicts } from './drift-world.ts';
import { memoryStore } from './memory-store.ts';

describe('verdicts', () => {
  test('a quiet week is ok, a constant column too, and an empty column has no data', async () => {
    const { findings, frozen } = await measure(rows(77)).measured;
    expect(verdicts(findings)).toEqual({
      amount: 'ok',
      'plan "b"': 'ok',
      constant: 'ok',
      empty: 'not_enough_data',
      prediction: 'ok',
    });
    expect(frozen!.chunks).toHaveLength(10);
    expect(findings[0]).toMatchObject({
      metric: 'psi_corrected',
      limit: 0.2,
      n: 700,
      referenceN: 7000,
      severity: 'warning',
    });
    expect(findings[0]!.note).toBeUndefined();
    expect(findings[0]!.metrics).toMatchObject({ psi: expect.any(Number), ks_statistic: expect.any(Number) });
  });

  test('segments are watched where features are named, too, each column once', async () => {
    const narrow = {
      ...dataset,
      features: [{ column: 'amount', type: 'numeric' as const }],
      segments: ['plan "b"', 'amount'],
    };
    const model = { task: 'regression' as const, dataset: narrow };
    const { findings } = await measure(rows(77, { moveAt: 70 }), { model }).measured;
    expect(verdicts(findings)).toEqual({ amount: 'breach', 'plan "b"': 'breach', prediction: 'ok' });
    expect(findings).toHaveLength(3);
  });

  test('columns that moved breach, with every effect size and no number that is not finite', async () => {
    const { findings } = await measure(rows(77, { moveAt: 70 })).measured;
    expect(verdicts(findings)).toMatchObject({ amount: 'breach', 'plan "b"': 'breach', prediction: 'ok' });
    for (const finding of findings) {
      const numbers = [
        finding.value ?? 0,
        finding.pValue ?? 0,
        finding.qValue ?? 0,
        ...Object.values(finding.metrics ?? {}),
      ];
      expect(numbers.every(Number.isFinite)).toBe(true);
    }
  });

  test('a day says how many rows it needs', async () => {
    const short = { from: lastWeek.from, to: lastWeek.from + day / 4 };
    const { findings } = await measure(rows(77), { window: short }).measured;
    expect(findings[0]).toMatchObject({ verdict: 'not_enough_data', n: 25 });
    // 100 rows a day: the day on which that many have come.
    const [, needed, by] = /^needs about (\d+) rows, has 25: at this pace enough by (\S+?);?$/.exec(
      findings[0]!.note!,
    )!;
    expect(Date.parse(by!)).toBe(short.from + Math.ceil(Number(needed) / 100) * day);
  });

  test('too few chunks in the reference are said: independence is assumed', async () => {
    const short = { ...monitor, reference: { from: start + 35 * day, to: start + 70 * day } };
    const { findings, frozen } = await measure(rows(77), { monitor: short }).measured;
    expect(frozen!.chunks).toEqual([]);
    expect(findings[0]!.note).toBe('independence assumed');
  });

  test('as gate, KS carries its certified interval and leaves categories to their largest change', async () => {
    const { findings } = await measure(rows(77, { moveAt: 70 }), {
      monitor: { ...monitor, effect: 'ks_statistic', floor: 0.1 },
    }).measured;
    expect(findings[0]).toMatchObject({ metric: 'ks_statistic', verdict: 'breach' });
    expect(findings[0]!.interval![0]).toBe(findings[0]!.value);
    expect(findings[0]!.interval![1]).toBeLessThan(findings[0]!.value! + 0.02);
    expect(findings[1]).toMatchObject({ metric: 'l_infinity', verdict: 'breach' });
  });
});

describe('the reference', () => {
  test('keeps its chunks as counts in its bins, and their profiles only where distances of chunks are the limit', async () => {
    const chunkOf = async (rule: Partial<DriftMonitor> = {}) => {
      const { frozen } = await measure(rows(77), { monitor: { ...monitor, ...rule } }).measured;
      return frozen!.chunks[0]![0]!;
    };
    const threshold = 'reference-chunks';
    const { counts } = await chunkOf();
    expect(counts).toHaveLength(20);
    expect(await chunkOf({ threshold })).toEqual({ counts });
    const whole = await chunkOf({ threshold, effect: 'ks_statistic' });
    expect(whole.counts).toEqual(counts);
    expect(whole.profile!.n).toBe(counts.reduce((sum, count) => sum + count, 0));
  });

  test('is read once: with what was frozen, a check scans its window only and says the same', async () => {
    const first = measure(rows(77, { moveAt: 70 }));
    const { findings, frozen } = await first.measured;
    const second = measure(rows(77, { moveAt: 70 }), { frozen });
    expect((await second.measured).findings).toEqual(findings);
    expect(first.store.calls).toEqual({ describe: 1, extent: 1, fit: 1, summarize: 12 });
    expect(second.store.calls).toEqual({ describe: 1, extent: 0, fit: 0, summarize: 1 });
  });

  test('is read again when a feature is new or the reference window moved', async () => {
    const named = { ...monitor, columns: ['amount'] };
    const { frozen } = await measure(rows(77), { monitor: named }).measured;
    expect((await measure(rows(77), { frozen }).measured).findings).toHaveLength(5);
    const later = { ...named, reference: { from: start + 7 * day, to: start + 70 * day } };
    const again = measure(rows(77), { frozen, monitor: later });
    await again.measured;
    expect(again.store.calls.fit).toBe(1);
  });

  test('of another version serves for features, but outputs are left out with a sentence', async () => {
    const promoted = rows(77, { version: (today) => (today < 70 ? 'v1' : 'v2') });
    const { findings, frozen } = await measure(promoted, { version: v2 }).measured;
    expect(verdicts(findings)).toMatchObject({ amount: 'ok', prediction: 'not_enough_data' });
    const left = findings.find(({ column }) => column === 'prediction')!;
    expect(left.note).toContain('Version v2 made no predictions in the reference');
    const again = measure(promoted, { version: v2, frozen });
    expect((await again.measured).findings).toEqual(findings);
    expect(again.store.calls.fit).toBe(0);
  });

  test('holds no row that is later than now', async () => {
    const { frozen } = await measure(rows(77), { now: start + 40 * day }).measured;
    expect(frozen!.extent.rows).toBe(4000);
  });

  test('without any row is an error in one sentence, and nothing is frozen', async () => {
    const { findings, frozen } = await measure([]).measured;
    expect(frozen).toBeNull();
    expect(new Set(findings.map(({ verdict }) => verdict))).toEqual(new Set(['error']));
  });
});

describe('what is wrong with the store is a finding', () => {
  test('a column of another type than in the reference is an error, the others are judged', async () => {
    const { frozen } = await measure(rows(77)).measured;
    const log = rows(77, { moveAt: 70 });
    const retyped = memoryStore(log, { ...columns, amount: 'categorical' });
    const { findings } = await measure(log, { store: retyped, frozen }).measured;
    expect(verdicts(findings)).toMatchObject({ amount: 'error', 'plan "b"': 'breach', prediction: 'ok' });
    expect(findings.find(({ column }) => column === 'amount')!.note).toBe(
      'Column amount was numeric in the reference and is categorical now.',
    );
  });

  test('a store that is down is one error with its sentence, and the frozen reference is kept', async () => {
    const { frozen } = await measure(rows(77)).measured;
    const second = measure(rows(77), { frozen });
    await second.measured;
    second.store.down = new Fault('store_down', 'The store does not answer.', { retry: 'later' });
    const measured = await drift.measure(second.input);
    expect(measured.findings).toMatchObject([{ verdict: 'error', note: 'The store does not answer.' }]);
    expect(measured.frozen).toBe(frozen);
  });

  test('a column that is missing or cannot be compared is an error of its own', async () => {
    const named = { ...monitor, columns: ['amount', 'gone', 'payload'] };
    const { findings } = await measure(rows(77), { monitor: named }).measured;
    expect(verdicts(findings)).toEqual({ amount: 'ok', gone: 'error', payload: 'error' });
    expect(findings[1]!.note).toBe('The predictions have no column gone.');
  });

  test('an empty window is no data in every column', async () => {
    const { findings } = await measure(rows(70)).measured;
    expect(new Set(findings.map(({ verdict }) => verdict))).toEqual(new Set(['not_enough_data']));
    expect(findings[0]!.note).toBe('No rows in the window.');
  });

  test('a bug is thrown, not reported as a finding', async () => {
    const { store, input } = measure(rows(77));
    store.summarize = () => Promise.reject(new TypeError('bug'));
    await expect(drift.measure(input)).rejects.toThrow('bug');
  });
});
