import { canonical } from '../lib/hash.ts';
import type { Layout } from '../methods/summary.ts';
import type { Kept, Shelf, Source } from './contract.ts';

/** A shelf for as long as the process needs it: past windows that are looked at once. */
export function memoryShelf(): Shelf {
  const sources = new Map<string, Map<string, Map<string, Kept>>>();
  const of = (source: Source) => entryOf(sources, canonical(source), () => new Map());
  const chunksOf = (source: Source, layout: Layout) =>
    entryOf(of(source), canonical(layout), () => new Map());
  return {
    async read(source, layouts, { window, length }) {
      return layouts.flatMap((layout) =>
        [...chunksOf(source, layout).values()]
          .filter(({ chunk: { from, to } }) => from >= window.from && to <= window.to && to - from === length)
          .map((one) => ({ ...one, layout })),
      );
    },
    async write(source, kept, { forgetBefore }) {
      for (const one of kept) {
        chunksOf(source, one.layout).set(`${one.chunk.from}-${one.chunk.to}`, { ...one });
      }
      for (const chunks of of(source).values()) {
        for (const [key, { chunk }] of chunks) if (chunk.to < forgetBefore) chunks.delete(key);
      }
    },
    async seen(source, found, at) {
      for (const { chunk, stamp } of found) {
        for (const chunks of of(source).values()) {
          const one = chunks.get(`${chunk.from}-${chunk.to}`);
          if (one?.stamp === stamp) one.seenAt = Math.max(one.seenAt, at);
        }
      }
    },
  };
}

function entryOf<V>(map: Map<string, V>, key: string, make: () => V): V {
  if (!map.has(key)) map.set(key, make());
  return map.get(key)!;
}
