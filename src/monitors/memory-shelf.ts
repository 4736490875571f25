import { canonical } from '../lib/hash.ts';
import type { Kept, Shelf } from './contract.ts';

/** A shelf for as long as the process needs it: past windows that are looked at once. */
export function memoryShelf(): Shelf {
  const chunks = new Map<string, Map<string, Kept>>();
  const of = (source: unknown) => {
    const key = canonical(source);
    if (!chunks.has(key)) chunks.set(key, new Map());
    return chunks.get(key)!;
  };
  return {
    async read(source, layouts, { window, length }) {
      const known = new Map(layouts.map((layout) => [canonical(layout), layout]));
      return [...of(source).values()].flatMap((one) => {
        const layout = known.get(canonical(one.layout));
        const { from, to } = one.chunk;
        const fits = from >= window.from && to <= window.to && to - from === length;
        return layout && fits ? [{ ...one, layout }] : [];
      });
    },
    async write(source, kept, { forgetBefore }) {
      const here = of(source);
      for (const one of kept)
        here.set(`${canonical(one.layout)} ${one.chunk.from}-${one.chunk.to}`, { ...one });
      for (const [key, { chunk }] of here) if (chunk.to < forgetBefore) here.delete(key);
    },
    async seen(source, found, at) {
      for (const one of of(source).values()) {
        const same = found.some(
          ({ chunk, stamp }) =>
            chunk.from === one.chunk.from && chunk.to === one.chunk.to && stamp === one.stamp,
        );
        if (same) one.seenAt = Math.max(one.seenAt, at);
      }
    },
  };
}
