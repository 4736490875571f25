import { describe, expect, test } from 'vitest';
import type { Reference } from '../../src/domain/monitor.ts';
import { day } from '../../src/lib/time.ts';
import { memoryShelf } from '../../src/monitors/memory-shelf.ts';
import { dataset, lastWeek, measure, monitor, rows, start, v2, verdicts } from './drift-world.ts';

describe('a reference that moves', () => {
  const shelf = () => memoryShelf();
  const weekly = (reference: Reference) => ({ ...monitor, reference });

  test.each<[string, Reference]>([
    ['previous', { kind: 'previous' }],
    ['rolling', { kind: 'rolling', lengthMs: 56 * day, gapMs: 0 }],
    ['season', { kind: 'season', every: 'week', times: 9, holidays: [] }],
  ])('%s: a shift is found, and the next check reads one new day', async (_, reference) => {
    const kept = shelf();
    const log = rows(80, { moveAt: 70 });
    const first = measure(log, { monitor: weekly(reference), shelf: kept });
    const { findings, frozen } = await first.measured;
    expect(verdicts(findings)).toMatchObject({ amount: 'breach', constant: 'ok', prediction: 'ok' });
    // A week has seven days, which are too few clusters.
    expect(findings[0]!.note).toBe(
      'kind' in reference && reference.kind === 'previous' ? 'independence assumed' : undefined,
    );
    const settled = { ...dataset, chunks: { lengthMs: day, latenessMs: 0, keepMs: 900 * day } };
    const tomorrow = { from: lastWeek.from + day, to: lastWeek.to + day };
    const next = measure(log, {
      monitor: weekly(reference),
      model: { task: 'regression', dataset: settled },
      window: tomorrow,
      now: tomorrow.to,
      shelf: kept,
      frozen,
    });
    await next.measured;
    expect(next.store.read).toEqual([{ from: lastWeek.to, to: tomorrow.to }]);
    expect(next.store.calls).toMatchObject({ fit: 0, extent: 0 });
  });

  test('training is the rows up to where training ended; without lineage it is an error in one sentence', async () => {
    const reference: Reference = { kind: 'training', lengthMs: 60 * day };
    const trainedUntil = start + 65 * day - 1;
    // Eight weeks differ from each other by chance, so that a week could not show a shift of the usual floor.
    const coarse = { ...weekly(reference), floor: 0.5 };
    const { findings } = await measure(rows(77), { monitor: coarse, trainedUntil }).measured;
    expect(findings[0]).toMatchObject({ verdict: 'ok', referenceN: 6000 });
    const unknown = await measure(rows(77), { monitor: weekly(reference) }).measured;
    expect(unknown.findings).toMatchObject([
      { verdict: 'error', note: expect.stringMatching(/^The lineage of the version does not say/) },
    ]);
  });

  test('another table is read whole, of any version', async () => {
    const { findings } = await measure(rows(77), {
      monitor: weekly({ kind: 'table', table: 'train' }),
      version: v2,
    }).measured;
    expect(findings[0]).toMatchObject({ column: 'amount', referenceN: 7700, n: 0 });
  });
});
