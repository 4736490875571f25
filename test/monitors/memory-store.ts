/** A store over rows in memory that counts its calls: enough of the contract for monitors. */
import { Fault } from '../../src/lib/fault.ts';
import type { Window } from '../../src/lib/time.ts';
import type { Layout } from '../../src/methods/summary.ts';
import type { ColumnInfo, Rows, Store } from '../../src/stores/contract.ts';
import { profileOf, type Value } from '../methods/profile-of.ts';

export type Row = Record<string, Value>;

export interface MemoryStore extends Store {
  calls: Record<'describe' | 'extent' | 'fit' | 'summarize', number>;
  /** Windows that were summarized, in order. */
  read: Window[];
  /** Set to make every call fail. */
  down: Fault | null;
}

export function memoryStore(rows: Row[], columns: Record<string, ColumnInfo['kind']>): MemoryStore {
  const calls = { describe: 0, extent: 0, fit: 0, summarize: 0 };
  const infos = Object.entries(columns).map(([column, kind]) => ({ column, kind, type: kind.toUpperCase() }));
  const within = ({ dataset, window, version }: Rows) =>
    rows.filter((row) => {
      const at = Number(row[dataset.time]);
      const inWindow = window === null || (at >= window.from && at < window.to);
      return inWindow && (version === null || row[dataset.version!] === version);
    });
  const fitOne = (column: string, kind: string, values: Value[]): Layout => {
    if (kind === 'categorical') return { column, kind };
    const numbers = values.filter(
      (value): value is number => typeof value === 'number' && Number.isFinite(value),
    );
    if (new Set(numbers).size <= 20) return { column, kind: 'discrete' };
    const sorted = numbers.sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor(share * sorted.length)]!;
    return { column, kind: 'numeric', grid: { center: at(0.5), scale: at(0.75) - at(0.25) || 1 } };
  };
  const store: MemoryStore = {
    calls,
    read: [],
    down: null,
    async describe() {
      count('describe');
      return infos;
    },
    async extent(request) {
      count('extent');
      const times = within(request).map((row) => Number(row[request.dataset.time]));
      return {
        rows: times.length,
        first: times.length > 0 ? Math.min(...times) : null,
        last: times.length > 0 ? Math.max(...times) : null,
      };
    },
    async fit(requests, request) {
      count('fit');
      return requests.map(({ column, kind }) =>
        fitOne(
          column,
          kind,
          within(request).map((row) => known(row, column)),
        ),
      );
    },
    async summarize(layouts, request) {
      count('summarize');
      if (request.window) store.read.push(request.window);
      const found = within(request);
      return layouts.map((layout) =>
        profileOf(
          layout,
          found.map((row) => known(row, layout.column)),
        ),
      );
    },
    async stamps(request, windows) {
      return windows.map((window) => {
        const times = within({ ...request, window }).map((row) => Number(row[request.dataset.time]));
        return `${times.length} ${times.reduce((sum, at) => sum + at, 0)}`;
      });
    },
    outcome: () => Promise.reject(new Error('not for these tests')),
    paired: () => Promise.reject(new Error('not for these tests')),
    close: async () => {},
  };
  const count = (call: keyof typeof calls) => {
    calls[call] += 1;
    if (store.down) throw store.down;
  };
  const known = (row: Row, column: string): Value => {
    if (columns[column] === undefined) throw new Fault('column_missing', `no ${column}`, { retry: 'never' });
    return row[column] ?? null;
  };
  return store;
}
