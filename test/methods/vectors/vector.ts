/** A reference vector, and its input as numbers that methods take. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

export interface Vector {
  id: string;
  method: string;
  input: Record<string, unknown>;
  params?: Record<string, unknown>;
  expected: Record<string, unknown>;
  tolerance?: number | null;
  recomputed?: Record<string, unknown>;
}

/** One of NannyML's own cases, with all rows. */
export interface RowsCase {
  name: string;
  method: string;
  published: number;
  published_decimals: number;
  nannyml_full: number;
  reference: (number | string)[];
  analysis: (number | string)[];
  scipy_wasserstein_exact?: number;
  scipy_ks?: { stat: number; p_asymp: number };
}

export interface VectorFile {
  file: string;
  vectors: Vector[];
  cases: RowsCase[];
}

export function readVectors(folder: string): VectorFile[] {
  return readdirSync(folder)
    .filter((file) => /\.json(\.gz)?$/.test(file))
    .map((file) => {
      const body = readFileSync(path.join(folder, file));
      const read = JSON.parse((file.endsWith('.gz') ? gunzipSync(body) : body).toString());
      const vectors = (Array.isArray(read) ? read : (read.vectors ?? [])) as Vector[];
      const cases = (read.cases ?? []) as RowsCase[];
      if (vectors.length + cases.length === 0) throw new Error(`${file} holds no vectors`);
      return { file, vectors, cases };
    });
}

export interface Samples {
  reference: (number | string)[];
  current: (number | string)[];
}

/** Rows of both sides; null where the vector has counts only, or says rows in words that nobody can draw. */
export function samplesOf({ input, id }: Vector): Samples | null {
  const side = (name: 'ref' | 'cur') => {
    const given = input[name];
    if (given !== undefined) return typeof given === 'string' ? drawn(given) : known(given as unknown[]);
    const [counts, values] = [input[`${name}_counts`], input.values ?? input.categories];
    if (!Array.isArray(counts) || !Array.isArray(values)) return null;
    if (counts.length !== values.length)
      throw new Error(`${id} has ${values.length} values for ${counts.length} counts`);
    return counts.flatMap((count, at) => new Array(count as number).fill(values[at])) as number[];
  };
  const [reference, current] = [side('ref'), side('cur')];
  return reference && current ? { reference, current } : null;
}

const known = (values: unknown[]) =>
  values.filter((value) => value !== null && !Number.isNaN(value)) as (number | string)[];

/** `ones(100)`, `zeros(100)`; null for other words. */
function drawn(words: string): number[] | null {
  const match = /^(ones|zeros)\((\d+)\)$/.exec(words);
  return match ? new Array<number>(Number(match[2])).fill(match[1] === 'ones' ? 1 : 0) : null;
}

export const numbersOf = (vector: Vector): { reference: number[]; current: number[] } => {
  const samples = samplesOf(vector);
  if (!samples || typeof samples.reference[0] !== 'number') throw new Error(`${vector.id} has no numbers`);
  return samples as { reference: number[]; current: number[] };
};

/** Counts of both sides in the same bins: given, or of the union of categories. */
export function countsOf(vector: Vector): { reference: number[]; current: number[] } {
  const { input } = vector;
  for (const suffix of ['hist', 'counts']) {
    const [before, now] = [input[`ref_${suffix}`], input[`cur_${suffix}`]];
    if (before === undefined || now === undefined) continue;
    if (Array.isArray(before) && Array.isArray(now)) {
      const outside = Number(input.cur_out_of_range ?? 0);
      return outside > 0
        ? { reference: [...before, 0], current: [...now, outside] }
        : { reference: before, current: now };
    }
    return aligned(
      new Map(Object.entries(before as Record<string, number>)),
      new Map(Object.entries(now as Record<string, number>)),
    );
  }
  const samples = samplesOf(vector);
  if (!samples) throw new Error(`${vector.id} has neither counts nor rows`);
  const count = (values: (number | string)[]) => {
    const counts = new Map<string, number>();
    for (const value of values) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
    return counts;
  };
  return aligned(count(samples.reference), count(samples.current));
}

function aligned(before: Map<string, number>, now: Map<string, number>) {
  const all = [...new Set([...before.keys(), ...now.keys()])].sort();
  return {
    reference: all.map((word) => before.get(word) ?? 0),
    current: all.map((word) => now.get(word) ?? 0),
  };
}
