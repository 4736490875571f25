/**
 * Profiles as bytes. Whole numbers take as many bytes as they need, cells are written as distances from their neighbours, doubles
 * by place (all first bytes, then all second ones), because exponents resemble each other; the whole is compressed.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Layout, NumericProfile, Profile, ValueProfile } from '../methods/summary.ts';

/** Counts up when the form changes; what an older release wrote is then counted again. */
const form = 3;

/** Cells are of 16 bits. */
const least16 = -32_768;

export function encodeProfile(profile: Profile): Buffer {
  const out = new Writer();
  for (const whole of [form, profile.rows, profile.n, profile.nonFinite]) out.whole(whole);
  if (profile.kind === 'numeric') {
    out.whole(profile.cells.length);
    let before = least16;
    for (const cell of profile.cells) {
      out.whole(cell - before);
      before = cell;
    }
    for (const count of profile.counts) out.whole(count);
    out.doubles([profile.min ?? Number.NaN, profile.max ?? Number.NaN, ...profile.sums]);
  } else {
    out.whole(profile.counts.size);
    for (const [value, count] of profile.counts) {
      out.text(value);
      out.whole(count);
    }
  }
  return deflateRawSync(out.bytes());
}

/** The profile of a layout; null when another release wrote it in another form. */
export function decodeProfile(layout: Layout, body: Buffer): Profile | null {
  const from = new Reader(inflateRawSync(body));
  if (from.whole() !== form) return null;
  const [rows, n, nonFinite] = [from.whole(), from.whole(), from.whole()];
  const tally = { column: layout.column, rows, n, missing: rows - n, nonFinite };
  const size = from.whole();
  if (layout.kind !== 'numeric') {
    const counts = new Map<string, number>();
    for (let at = 0; at < size; at += 1) counts.set(from.text(), from.whole());
    return { ...tally, kind: layout.kind, counts } satisfies ValueProfile;
  }
  const cells = new Int16Array(size);
  let before = least16;
  for (let at = 0; at < size; at += 1) {
    before += from.whole();
    cells[at] = before;
  }
  const counts = Float64Array.from(cells, () => from.whole());
  const doubles = from.doubles(size + 2);
  const [min, max] = doubles as unknown as [number, number];
  return {
    ...tally,
    kind: 'numeric',
    grid: layout.grid,
    cells,
    counts,
    sums: doubles.slice(2),
    min: Number.isNaN(min) ? null : min,
    max: Number.isNaN(max) ? null : max,
  } satisfies NumericProfile;
}

class Writer {
  #buffer = Buffer.alloc(4096);
  #length = 0;

  #room(bytes: number): void {
    if (this.#length + bytes <= this.#buffer.length) return;
    const larger = Buffer.alloc(2 * (this.#length + bytes));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }

  /** A whole number ≥ 0: seven bits a byte, lowest first, the eighth says that more follow. */
  whole(value: number): void {
    this.#room(8);
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.#buffer[this.#length++] = (rest % 128) | 128;
    this.#buffer[this.#length++] = rest;
  }

  text(value: string): void {
    const bytes = Buffer.from(value);
    this.whole(bytes.length);
    this.#room(bytes.length);
    this.#length += bytes.copy(this.#buffer, this.#length);
  }

  doubles(values: number[]): void {
    const plain = Buffer.from(Float64Array.from(values).buffer);
    this.#room(plain.length);
    for (let place = 0; place < 8; place += 1) {
      for (let at = place; at < plain.length; at += 8) this.#buffer[this.#length++] = plain[at]!;
    }
  }

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }
}

class Reader {
  readonly #buffer: Buffer;
  #at = 0;

  constructor(buffer: Buffer) {
    this.#buffer = buffer;
  }

  whole(): number {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = this.#buffer[this.#at++]!;
      value += (byte % 128) * unit;
      if (byte < 128) return value;
    }
  }

  text(): string {
    const length = this.whole();
    this.#at += length;
    return this.#buffer.toString('utf8', this.#at - length, this.#at);
  }

  doubles(size: number): Float64Array {
    const plain = Buffer.alloc(8 * size);
    for (let place = 0; place < 8; place += 1) {
      for (let at = place; at < plain.length; at += 8) plain[at] = this.#buffer[this.#at++]!;
    }
    return new Float64Array(plain.buffer, plain.byteOffset, size).slice();
  }
}
