/**
 * References tried on history: which of them is quietest at equal sensitivity. For each, a threshold is set per column so that a
 * planted shift would be found in four of five past windows; then the windows as they were are held against it.
 */
import type { DriftMonitor, Reference } from '../domain/monitor.ts';
import type { Instant, Window } from '../lib/time.ts';
import { binsOf, inBins } from '../methods/bins.ts';
import { effectsOf, gateFor } from '../methods/effects.ts';
import { mergeProfiles } from '../methods/merge.ts';
import { planted } from '../methods/planted.ts';
import type { Layout, Profile } from '../methods/summary.ts';
import type { Rows, Store } from '../stores/contract.ts';
import { isFixed, referenceRows } from './reference-windows.ts';

/** Share of rows that the planted shift moves. */
export const plantedShare = 0.2;
/** Share of windows in which it must be found. */
const power = 0.8;
/** Fewer windows tell nothing apart. */
export const fewestWindows = 5;

export interface BackTest {
  reference: Reference;
  /** Past windows that had a reference. */
  windows: number;
  /** Windows in which at least one column would have alarmed, though nothing was planted. */
  alarmed: number;
  /** Share of column × window that would have alarmed. */
  rate: number;
  /** Mean over columns of what is usual (median) ÷ what is found (threshold): 0 is silent, 1 cannot tell a shift from a usual day. */
  noise: number;
}

export interface History {
  /** Answers from chunks that are read once. */
  store: Store;
  rows: Omit<Rows, 'window'>;
  layouts: Layout[];
  /** Past windows, any order. */
  windows: Window[];
  trainedUntil: Instant | null;
  monitor: Pick<DriftMonitor, 'effect'>;
}

/** Null when too few past windows had such a reference. A fixed one is not compared with windows that it overlaps. */
export async function backTest(reference: Reference, history: History): Promise<BackTest | null> {
  const scores: { plain: number; planted: number }[][] = history.layouts.map(() => []);
  const known = new Map<string, Promise<Profile[]>>();
  const read = (window: Window): Promise<Profile[]> => {
    const key = `${window.from}-${window.to}`;
    const asked = known.get(key) ?? history.store.summarize(history.layouts, { ...history.rows, window });
    known.set(key, asked);
    return asked;
  };
  let windows = 0;
  for (const window of history.windows) {
    const seasons = referenceRows(reference, { window, trainedUntil: history.trainedUntil })?.seasons ?? [];
    const spans = seasons.flat();
    const overlaps = spans.some(({ from, to }) => from < window.to && to > window.from);
    if (spans.length === 0 || (overlaps && isFixed(reference))) continue;
    const parts: Profile[][] = [];
    for (const span of spans) parts.push(await read(span));
    const current = await read(window);
    // Half a season is no season: every part of the reference must hold rows.
    if (parts.some((profiles) => profiles[0]!.rows === 0) || current[0]!.rows === 0) continue;
    windows += 1;
    for (const [at, now] of current.entries()) {
      const before = mergeProfiles(parts.map((profiles) => profiles[at]!));
      const plain = effectOf(before, now, history.monitor);
      const found = effectOf(before, planted(now, plantedShare), history.monitor);
      if (plain !== null && found !== null) scores[at]!.push({ plain, planted: found });
    }
  }
  if (windows < fewestWindows) return null;
  return { reference, windows, ...judged(scores.filter((column) => column.length >= fewestWindows)) };
}

function effectOf(before: Profile, now: Profile, { effect }: Pick<DriftMonitor, 'effect'>): number | null {
  if (before.n === 0 || now.n === 0) return null;
  const bins = binsOf(before);
  return effectsOf(inBins(bins, before), inBins(bins, now))[gateFor(effect, bins.ordered)] ?? null;
}

function judged(
  columns: { plain: number; planted: number }[][],
): Pick<BackTest, 'alarmed' | 'rate' | 'noise'> {
  const alarmed = new Set<number>();
  let alarms = 0;
  let looked = 0;
  let noise = 0;
  for (const column of columns) {
    const threshold = quantile(
      column.map((one) => one.planted),
      1 - power,
    );
    for (const [at, { plain }] of column.entries()) {
      looked += 1;
      // Where a shift leaves no trace, nothing could alarm.
      if (plain < threshold || threshold === 0) continue;
      alarms += 1;
      alarmed.add(at);
    }
    const usual = quantile(
      column.map((one) => one.plain),
      0.5,
    );
    noise += threshold > 0 ? Math.min(1, usual / threshold) : 1;
  }
  return {
    alarmed: alarmed.size,
    rate: looked > 0 ? alarms / looked : 0,
    noise: columns.length > 0 ? noise / columns.length : 1,
  };
}

function quantile(values: number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))]!;
}

/** Quietest first: fewest alarms, then least noise. */
export const quietestFirst = (a: BackTest, b: BackTest): number => a.rate - b.rate || a.noise - b.noise;
