/** What a reference holds as a whole, and how much its parts vary: the parts in the bins of the whole. */
import type { Window } from '../lib/time.ts';
import { binned, binsOf } from '../methods/bins.ts';
import type { ReferenceChunk } from '../methods/calibrated.ts';
import { mergeProfiles } from '../methods/merge.ts';
import type { CoarseProfile, Layout, Profile } from '../methods/summary.ts';
import type { Call, Rows, Store } from '../stores/contract.ts';
import type { Frozen } from './contract.ts';
import { inOnePass, withPartsInOnePass } from './one-pass.ts';

interface Asked {
  layouts: Layout[];
  rows: Rows;
  /** Each of one or more windows. */
  parts: Window[][];
  /** The parts are the whole; else the rows are. */
  isSum: boolean;
  /** The parts are asked for by themselves, because most of them were counted before. */
  apart: boolean;
  /** Whether the parts' profiles are wanted beside their counts. */
  readsProfiles: boolean;
  call: Call;
}

export async function referenceCounts(
  store: Store,
  { layouts, rows, parts, isSum, apart, readsProfiles, call }: Asked,
): Promise<Pick<Frozen, 'profiles' | 'chunks'>> {
  const windows = apart ? [] : parts.flat().toSorted((a, b) => a.from - b.from);
  const asked = { layouts, rows, windows, call };
  const together = isSum || readsProfiles ? null : await withPartsInOnePass(store, asked);
  if (together) {
    const { profiles } = together;
    return { profiles, chunks: inBinsOf(profiles, together.parts) };
  }
  const each = (await inOnePass(store, asked)) ?? [];
  for (const part of each.length > 0 ? [] : parts) {
    const read: Profile[][] = [];
    for (const window of part) read.push(await store.summarize(layouts, { ...rows, window }, call));
    each.push(merged(read));
  }
  const profiles = isSum ? merged(each) : await store.summarize(layouts, rows, call);
  const chunks = inBinsOf(profiles, each);
  const whole = (chunk: ReferenceChunk[], part: number) =>
    chunk.map(({ counts }, at) => ({ counts, profile: each[part]![at]! }));
  return { profiles, chunks: readsProfiles ? chunks.map(whole) : chunks };
}

function inBinsOf(profiles: Profile[], chunks: CoarseProfile[][]): ReferenceChunk[][] {
  if (chunks.length === 0) return [];
  const bins = profiles.map(binsOf);
  return chunks.map((chunk) => chunk.map((part, at) => ({ counts: binned(bins[at]!, part) })));
}

/** Profiles of several sets of rows as one set. */
const merged = (sets: Profile[][]): Profile[] =>
  sets[0]!.map((_, at) => mergeProfiles(sets.map((profiles) => profiles[at]!)));
