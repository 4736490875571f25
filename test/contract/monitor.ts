/** What every system promises that measures models by itself. */
import { describe, expect, test } from 'vitest';
import type { BackendKind, Monitor, Reading } from '../../src/backends/contract.ts';
import type { ModelId } from '../../src/domain/ids.ts';
import type { Window } from '../../src/lib/time.ts';

export interface OpenMonitor extends AsyncDisposable {
  monitor: Monitor;
  /** A model with exactly these readings in this window. */
  measured: {
    model: ModelId;
    window: Window;
    readings: Pick<Reading, 'metric' | 'column' | 'value' | 'n'>[];
  };
}

export function monitorContract(
  kind: Pick<BackendKind, 'id' | 'lacks'>,
  open: () => Promise<OpenMonitor>,
): void {
  describe(`${kind.id} as a monitor`, () => {
    test('reads what was measured in a window, oldest first', async () => {
      expect(kind.lacks.monitor).toBeUndefined();
      await using world = await open();
      const { model, window, readings } = world.measured;
      const read = await world.monitor.readings(model, window);
      expect(read.map(({ metric, column, value, n }) => ({ metric, column, value, n }))).toEqual(readings);
      const times = read.map(({ at }) => at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    });
    test('knows nothing of another model', async () => {
      await using world = await open();
      expect(await world.monitor.readings('another' as ModelId, world.measured.window)).toEqual([]);
    });
  });
}
