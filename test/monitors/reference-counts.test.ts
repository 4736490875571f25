import { expect, test } from 'vitest';
import { day, type Window } from '../../src/lib/time.ts';
import { referenceCounts } from '../../src/monitors/reference-counts.ts';
import type { Store } from '../../src/stores/contract.ts';
import { profileOf } from '../methods/profile-of.ts';

const layout = { column: 'd', kind: 'discrete' } as const;
const days = (...numbers: number[]): Window[] =>
  numbers.map((at) => ({ from: at * day, to: (at + 1) * day }));

/** Every window holds a 1 and a 2; answers which questions the store was asked. */
async function asked(windows: Window[], more: { apart?: boolean; readsProfiles?: boolean } = {}) {
  const calls: string[] = [];
  const profile = profileOf(layout, [1, 2]);
  const store = {
    async summarize() {
      calls.push('summarize');
      return [profile];
    },
    async summarizeEach(_layouts, _rows, options) {
      calls.push('each');
      return options.windows.map(() => [profile]);
    },
    async summarizeWithParts(_layouts, _rows, options) {
      calls.push('parts');
      return { profiles: [profile], parts: options.windows.map(() => [profile]) };
    },
  } satisfies Partial<Store>;
  const { chunks } = await referenceCounts(store as unknown as Store, {
    layouts: [layout],
    rows: { dataset: {} as never, window: { from: 0, to: 99 * day }, version: null },
    parts: windows.map((window) => [window]),
    isSum: false,
    apart: false,
    readsProfiles: false,
    call: {},
    ...more,
  });
  expect(chunks).toEqual(windows.map(() => [{ counts: [1, 1, 0], ...(more.readsProfiles && { profile }) }]));
  return calls;
}

test('a reference and its parts are one pass over the rows, also where parts are far apart or told from the end', async () => {
  expect(await asked(days(1, 2, 3))).toEqual(['parts']);
  expect(await asked(days(40, 37, 2))).toEqual(['parts']);
});

test('parts that a store cannot number, that were counted before or are wanted whole are asked for by themselves', async () => {
  const [first, second] = days(1, 2) as [Window, Window];
  const third = ['summarize', 'summarize', 'summarize'];
  expect(await asked([first, { from: second.from, to: second.to + day }])).toEqual(third);
  expect(await asked([first, { from: second.from + 1, to: second.to + 1 }])).toEqual(third);
  expect(await asked(days(1, 2), { apart: true })).toEqual(third);
  expect(await asked(days(1, 2), { readsProfiles: true })).toEqual(['each', 'summarize']);
});
