/** Windows that lie side by side are counted in one statement instead of one each, where the store can. */
import type { Window } from '../lib/time.ts';
import { resolution } from '../methods/bins.ts';
import type { CoarseProfile, Layout, Profile } from '../methods/summary.ts';
import type { Call, Rows, Store } from '../stores/contract.ts';

interface Asked {
  layouts: Layout[];
  rows: Rows;
  /** Ascending. */
  windows: Window[];
  call: Call;
}

/** Profiles per window; null where they have gaps or several lengths, or are too few to gain by it. */
export async function inOnePass(
  store: Store,
  { layouts, rows, windows, call }: Asked,
): Promise<Profile[][] | null> {
  return store.summarizeEach && windows.length > 1 && isTiled(windows)
    ? await store.summarizeEach(layouts, rows, { ...call, windows })
    : null;
}

const isSteady = (windows: Window[]): boolean => {
  const [first] = windows as [Window];
  const length = first.to - first.from;
  return windows.every(({ from, to }) => to - from === length && (from - first.from) % length === 0);
};

/** Whether each window begins where the one before it ends, and all are of one length. */
function isTiled(windows: Window[]): boolean {
  return isSteady(windows) && windows.every(({ from }, at) => at === 0 || from === windows[at - 1]!.to);
}

/** Profiles of rows, and of windows within them what the profiles' bins tell apart; null where the store cannot, or where windows are of several lengths or not multiples of it apart. */
export async function withPartsInOnePass(
  store: Store,
  { layouts, rows, windows, call }: Asked,
): Promise<{ profiles: Profile[]; parts: CoarseProfile[][] } | null> {
  return store.summarizeWithParts && windows.length > 1 && isSteady(windows)
    ? await store.summarizeWithParts(layouts, rows, { ...call, windows, resolution })
    : null;
}
