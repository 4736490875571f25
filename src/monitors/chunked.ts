// A store whose windows are sums of chunks that were counted before: a check reads only the chunks that it has not seen.
import { type Chunks, defaultChunks } from '../domain/dataset.ts';
import { eachOf } from '../lib/each-of.ts';
import type { Instant, Window } from '../lib/time.ts';
import { mergeProfiles } from '../methods/merge.ts';
import type { Layout, Profile } from '../methods/summary.ts';
import type { Call, Rows, Store } from '../stores/contract.ts';
import type { Kept, Shelf, Source } from './contract.ts';
import { inOnePass } from './one-pass.ts';

/** Chunks that one question reads at once; a store's own pool bounds all questions together. */
const atOnce = 4;
/** Chunks that are held in memory before they become one: a reference of years takes no more than one of weeks. */
const inMemory = 16;

interface Chunked {
  shelf: Shelf;
  /** World time: a chunk that has not ended is not kept. */
  now: Instant;
}

/** The store that windows of a check are read from. */
export const windowsOf = ({ store, shelf, now }: { store: Store; shelf?: Shelf; now: Instant }): Store =>
  shelf ? chunked(store, { shelf, now }) : store;

/** The same store, but `summarize` counts each whole chunk of a window once. What it answers is the same to the last count. */
export function chunked(store: Store, { shelf, now }: Chunked): Store {
  return {
    ...store,
    async summarize(layouts, rows, call = {}) {
      const chunks = rows.dataset.chunks ?? defaultChunks;
      const parts = rows.window && split(rows.window, chunks.lengthMs, now);
      // Below one whole chunk nothing can be kept.
      if (!parts || parts.chunks.length === 0 || layouts.length === 0)
        return store.summarize(layouts, rows, call);
      if (await store.isSmall?.(rows, call)) return store.summarize(layouts, rows, call);
      let merged: Profile[] | null = null;
      const add = (more: Profile[][]) => {
        merged = layouts.map((_, at) =>
          mergeProfiles([...(merged ? [merged[at]!] : []), ...more.map((profiles) => profiles[at]!)]),
        );
      };
      for (let at = 0; at < parts.chunks.length; at += inMemory) {
        const some = parts.chunks.slice(at, at + inMemory);
        add(await profilesOf({ store, shelf, now, chunks }, { layouts, rows, some, call }));
      }
      add(await eachOf(parts.ends, atOnce, (window) => store.summarize(layouts, { ...rows, window }, call)));
      return merged!;
    },
  };
}

interface Parts {
  /** Whole chunks, ascending. */
  chunks: Window[];
  /** What is left before and after them. */
  ends: Window[];
}

/** A window as whole chunks that have ended and ragged ends. */
export function split(window: Window, length: number, now: Instant): Parts {
  const first = Math.ceil(window.from / length) * length;
  const last = Math.floor(Math.min(window.to, now) / length) * length;
  if (last <= first) return { chunks: [], ends: [window] };
  const chunks = Array.from({ length: (last - first) / length }, (_, at) => ({
    from: first + at * length,
    to: first + (at + 1) * length,
  }));
  const ends = [
    { from: window.from, to: first },
    { from: last, to: window.to },
  ];
  return { chunks, ends: ends.filter(({ from, to }) => from < to) };
}

interface Question {
  layouts: Layout[];
  rows: Rows;
  /** Neighbouring chunks, ascending. */
  some: Window[];
  call: Call;
}

/** A profile per chunk and layout: kept ones where they still hold, the others counted now and kept. */
async function profilesOf(
  { store, shelf, now, chunks }: Chunked & { store: Store; chunks: Chunks },
  { layouts, rows, some, call }: Question,
): Promise<Profile[][]> {
  const source = sourceOf(rows);
  const kept = new Map<number, Kept[]>(some.map(({ from }) => [from, []]));
  const window = { from: some[0]!.from, to: some.at(-1)!.to };
  for (const one of await shelf.read(source, layouts, { window, length: chunks.lengthMs })) {
    kept.get(one.chunk.from)?.push(one);
  }
  const lateUntil = ({ to }: Window) => to + chunks.latenessMs;
  // What was seen after its last late row is never asked about again.
  const isSettled = (one: Kept) => one.seenAt >= lateUntil(one.chunk);
  const open = some.filter(
    (chunk) => now < lateUntil(chunk) || !kept.get(chunk.from)!.every((one) => isSettled(one)),
  );
  // Before the rows: a row that comes in between changes the next stamp, and the chunk is read again.
  const said = open.length > 0 ? ((await store.stamps?.(rows, open, call)) ?? []) : [];
  const stamps = new Map(open.map((chunk, at) => [chunk.from, said[at] ?? null]));
  const holds = (one: Kept) => isSettled(one) || one.stamp === stamps.get(one.chunk.from);
  const held = [...kept.values()].flat().filter(holds);
  await shelf.seen(
    source,
    held.filter((one) => !isSettled(one) && now >= lateUntil(one.chunk)),
    now,
  );
  const known = new Map(held.map((one) => [`${one.chunk.from} ${layouts.indexOf(one.layout)}`, one.profile]));
  const foundOf = (chunk: Window) => layouts.map((_, at) => known.get(`${chunk.from} ${at}`) ?? null);
  const keep = (chunk: Window, of: Layout[], counted: Profile[]) =>
    shelf.write(
      source,
      of.map((layout, at) => ({
        layout,
        chunk,
        stamp: stamps.get(chunk.from) ?? '',
        seenAt: now,
        profile: counted[at]!,
      })),
      { forgetBefore: now - chunks.keepMs },
    );
  // The first window of a monitor, or days without a check.
  const fresh = some.filter((chunk) => foundOf(chunk).every((profile) => profile === null));
  const together = (await inOnePass(store, { layouts, rows, windows: fresh, call })) ?? [];
  for (const [at, profiles] of together.entries()) await keep(fresh[at]!, layouts, profiles);
  return eachOf(some, atOnce, async (chunk) => {
    const counted = together[fresh.indexOf(chunk)];
    if (counted) return counted;
    const found = foundOf(chunk);
    const unseen = layouts.filter((_, at) => found[at] === null);
    if (unseen.length === 0) return found as Profile[];
    const read = await store.summarize(unseen, { ...rows, window: chunk }, call);
    // Kept at once: a check that runs out of time goes on where it stopped.
    await keep(chunk, unseen, read);
    const next = read.values();
    return found.map((profile) => profile ?? next.next().value!);
  });
}

const sourceOf = ({ dataset, version }: Rows): Source => ({
  predictions: dataset.predictions,
  time: dataset.time,
  versionColumn: dataset.version ?? null,
  version: dataset.version === undefined ? null : version,
});
