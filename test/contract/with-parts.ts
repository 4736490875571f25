import { expect } from 'vitest';
import type { Window } from '../../src/lib/time.ts';
import { binned, binsOf, resolution } from '../../src/methods/bins.ts';
import type { CoarseProfile, Layout, Profile } from '../../src/methods/summary.ts';
import type { Rows, Store } from '../../src/stores/contract.ts';
import { profileOf } from '../methods/profile-of.ts';
import { expectSameProfile } from './same-profile.ts';
import type { Cell } from './store-world.ts';

interface Asked {
  layouts: Layout[];
  rows: Rows & { window: Window };
  windows: Window[];
}

/** What a store says of windows has the counts in the bins of the whole that profiles of the same values have, to the last one. */
export async function expectParts(
  store: Store,
  { layouts, rows, windows }: Asked,
  valuesIn: (layout: Layout, window: Window) => Cell[],
): Promise<void> {
  const found = await store.summarizeWithParts?.(layouts, rows, { windows, resolution });
  if (!found) return;
  const profilesIn = (window: Window): Profile[] =>
    layouts.map((layout) => profileOf(layout, valuesIn(layout, window)));
  const whole = profilesIn(rows.window);
  for (const [at, layout] of layouts.entries()) {
    expectSameProfile(found.profiles[at]!, whole[at]!, valuesIn(layout, rows.window));
  }
  const bins = whole.map(binsOf);
  const inBins = (part: CoarseProfile, at: number) => binned(bins[at]!, part);
  expect(found.parts.map((part) => part.map(inBins))).toEqual(
    windows.map((window) => profilesIn(window).map(inBins)),
  );
}
