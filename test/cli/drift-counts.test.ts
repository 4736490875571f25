import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type DriftRequest, driftReport } from '../../src/cli/drift-report.ts';
import { openFiles } from '../../src/cli/open-files.ts';
import type { Layout } from '../../src/methods/summary.ts';
import type { Rows, Store } from '../../src/stores/contract.ts';

test.each(['calibrated', 'deciles-1e-4', 'evidently'] as const)(
  'each column of both sides is counted once, in chunks where they tell how much it varies: %s',
  async (definition) => {
    const home = await mkdtemp(path.join(tmpdir(), 'steward-drift-counts-'));
    const at = (i: number) => new Date(Date.UTC(2024, 0, 1) + i * 3_600_000).toISOString();
    const rows = Array.from({ length: 24 * 70 }, (_, i) => `${at(i)},order-${i},${i % 24},${(i * i) % 97}`);
    const file = path.join(home, 'log.csv');
    await writeFile(file, ['at,order,hour,load', ...rows, ''].join('\n'));
    await using _ = { [Symbol.asyncDispose]: () => rm(home, { recursive: true }) };

    const request: DriftRequest = {
      ...{
        reference: file,
        current: file,
        columns: null,
        categorical: [],
        keys: [],
        without: [],
        time: 'at',
      },
      referenceWindow: { from: Date.UTC(2024, 0, 1), to: Date.UTC(2024, 2, 4) },
      currentWindow: { from: Date.UTC(2024, 2, 4), to: Date.UTC(2024, 2, 11) },
      ...{ definition, effect: 'psi_corrected', floor: 0.2, alpha: 0.01 },
    };
    const asked: Record<string, string[]> = {};
    const store = await openFiles([file]);
    const noting = (name: 'summarize' | 'summarizeWithParts') =>
      ((layouts: Layout[], rows: Rows, options: never) => {
        const side = rows.window?.from === request.referenceWindow!.from ? 'reference' : 'current';
        for (const { column } of layouts) asked[column] = [...(asked[column] ?? []), `${side} ${name}`];
        return store[name]!(layouts, rows, options);
      }) as never;
    const { columns, left_out } = await driftReport(
      { ...store, summarize: noting('summarize'), summarizeWithParts: noting('summarizeWithParts') } as Store,
      request,
    );
    await store.close();

    const once = [
      'current summarize',
      `reference ${definition === 'calibrated' ? 'summarizeWithParts' : 'summarize'}`,
    ];
    // A text that names rows would fill each chunk with its values.
    expect(asked).toEqual({ order: ['current summarize', 'reference summarize'], hour: once, load: once });
    expect([Object.keys(columns), left_out]).toEqual([['hour', 'load'], ['order']]);
    expect(columns.hour!.metrics.design_effect !== undefined).toBe(definition === 'calibrated');
  },
);
