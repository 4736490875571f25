import { expect, test } from 'vitest';
import { nannymlColumns } from '../../src/monitors/nannyml.ts';
import { memoryStore } from './memory-store.ts';

test.each(['numeric', 'categorical'] as const)(
  'a store that cannot divide rows of a %s column says so',
  async (kind) => {
    const dataset = {
      ...{ predictions: 'x', key: 'id', time: 'at', prediction: 'y', features: null },
      segments: [],
    };
    const rows = { dataset, window: null, version: null };
    const asked = nannymlColumns(memoryStore([], { x: kind }), {
      columns: [{ column: 'x', kind }],
      pair: { reference: rows, current: rows },
    });
    await expect(asked).rejects.toMatchObject({ code: 'lacks_moments', retry: 'never' });
  },
);
