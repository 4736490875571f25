/** What a commit of a DVC project says about the version that it holds: `dvc.lock`, `.dvc` files, metrics and the trainer's result. */
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { sha256 } from '../../lib/hash.ts';
import { parseInstant } from '../../lib/time.ts';

/** The files of a commit, by their path within the project. */
export interface Tree {
  paths: ReadonlySet<string>;
  /** Text of these files; what is not there is left out. */
  read(paths: readonly string[]): Promise<Map<string, string>>;
}

export interface Described {
  data: string | null;
  /** Where those data lie, within the project. */
  inputs: string[];
  /** The environment is a file of the commit. */
  pinned: boolean;
  params: Record<string, string | number | boolean> | null;
  environment: string | null;
  parent: string | null;
  trainedUntil: number | null;
  metrics: Record<string, number>;
}

const hashed = z.object({
  path: z.string(),
  md5: z.string().optional(),
  etag: z.string().optional(),
  checksum: z.string().optional(),
});
const Lock = z.object({
  stages: z.record(
    z.string(),
    z.object({
      deps: z.array(hashed).default([]),
      outs: z.array(hashed).default([]),
      params: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
    }),
  ),
});
const Pointer = z.object({ outs: z.array(hashed) });
const Output = z.union([z.string(), z.record(z.string(), z.unknown())]);
const Pipeline = z.object({
  stages: z.record(z.string(), z.object({ metrics: z.array(Output).default([]) })).default({}),
  metrics: z.array(Output).default([]),
});
const Result = z.object({
  trained_until: z.string().optional(),
  lineage: z.object({ environment: z.string().nullish(), parent: z.string().nullish() }).prefault({}),
  metrics: z.record(z.string(), z.number()).prefault({}),
});

/** Files that pin what a program runs with, the most exact first. */
const pins = [
  'uv.lock',
  'pixi.lock',
  'conda-lock.yml',
  'poetry.lock',
  'pdm.lock',
  'Pipfile.lock',
  'requirements.txt',
];

/** @param result the file in which the project's own program says what it made */
export async function describe(tree: Tree, result: string): Promise<Described> {
  const pointers = [...tree.paths].filter((file) => file.endsWith('.dvc')).slice(0, 500);
  const pin = pins.find((file) => tree.paths.has(file));
  const texts = await tree.read(['dvc.lock', 'dvc.yaml', result, ...(pin ? [pin] : []), ...pointers]);
  const lock = read(Lock, texts.get('dvc.lock'));
  const pipeline = read(Pipeline, texts.get('dvc.yaml'));
  const said = read(Result, texts.get(result));
  const used = lock ? inputsOf(lock, tree.paths) : [];
  const tracked = pointers.flatMap((file) =>
    (read(Pointer, texts.get(file))?.outs ?? []).map((out) => ({
      ...out,
      path: path.posix.join(path.posix.dirname(file), out.path),
    })),
  );
  const inputs = used.length > 0 ? used : tracked;
  const params = lock ? paramsOf(lock) : {};
  return {
    data: oneHash(inputs.flatMap(hashOf)),
    inputs: inputs.map((one) => one.path),
    pinned: pin !== undefined,
    params: Object.keys(params).length > 0 ? params : null,
    environment: pin
      ? `${pin} ${sha256(texts.get(pin) ?? '').slice(0, 12)}`
      : (said?.lineage.environment ?? null),
    parent: said?.lineage.parent ?? null,
    trainedUntil: said?.trained_until === undefined ? null : parseInstant(said.trained_until),
    metrics: { ...(pipeline ? await metricsOf(pipeline, { tree, result }) : {}), ...said?.metrics },
  };
}

/** What the stages read that none of them made and that git does not hold: data, which DVC or somebody else keeps. */
function inputsOf({ stages }: z.infer<typeof Lock>, inGit: ReadonlySet<string>) {
  const made = new Set(Object.values(stages).flatMap(({ outs }) => outs.map(({ path }) => path)));
  const all = Object.values(stages).flatMap(({ deps }) => deps);
  const inputs = all.filter(({ path }) => !made.has(path) && !inGit.has(path) && !isFolderOf(inGit, path));
  return [...new Map(inputs.map((one) => [one.path, one])).values()];
}

/** Code is often named as a whole folder, which git holds file by file; of data it holds what points there. */
const isFolderOf = (paths: ReadonlySet<string>, folder: string): boolean =>
  [...paths].some((file) => file.startsWith(`${folder}/`) && !/\.(dvc|gitignore)$/.test(file));

const hashOf = ({ md5, etag, checksum }: z.infer<typeof hashed>): string[] => {
  const hash = md5 ?? etag ?? checksum;
  return hash === undefined ? [] : [hash];
};

/** One word for all of it: the hash itself, a few side by side, or a hash of many. */
function oneHash(hashes: string[]): string | null {
  if (hashes.length === 0) return null;
  return hashes.length <= 3 ? hashes.join(' ') : `sha256:${sha256(hashes.toSorted().join('\n'))}`;
}

function paramsOf({ stages }: z.infer<typeof Lock>): Record<string, string | number | boolean> {
  const entries = Object.values(stages).flatMap(({ params }) =>
    Object.entries(params).flatMap(([file, values]) =>
      Object.entries(values).map(([name, value]) => {
        const key = file === 'params.yaml' ? name : `${file}:${name}`;
        const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
        return [key, plain ? value : (JSON.stringify(value) ?? 'null')] as const;
      }),
    ),
  );
  return Object.fromEntries(entries);
}

/** Numbers of the metric files that git holds; those of the result file are said by itself. */
async function metricsOf(
  pipeline: z.infer<typeof Pipeline>,
  { tree, result }: { tree: Tree; result: string },
): Promise<Record<string, number>> {
  const outputs = [...pipeline.metrics, ...Object.values(pipeline.stages).flatMap(({ metrics }) => metrics)];
  const files = outputs.flatMap((one) => (typeof one === 'string' ? one : Object.keys(one)));
  const texts = await tree.read(files.filter((file) => file !== result && tree.paths.has(file)));
  return Object.fromEntries([...texts.values()].flatMap((text) => numbersOf(read(z.unknown(), text))));
}

/** `{train: {mae: 3}}` as `train.mae`, as DVC shows it. */
function numbersOf(value: unknown, at: string[] = []): [string, number][] {
  if (typeof value === 'number' && Number.isFinite(value) && at.length > 0) return [[at.join('.'), value]];
  if (value === null || typeof value !== 'object' || at.length > 5) return [];
  return Object.entries(value).flatMap(([key, inner]) => numbersOf(inner, [...at, key]));
}

/** Null for what is missing, no YAML (JSON is) or of another form: it then says nothing. */
function read<T>(schema: z.ZodType<T>, text: string | undefined): T | null {
  if (text === undefined) return null;
  try {
    return schema.safeParse(parse(text, { maxAliasCount: 100, logLevel: 'silent' })).data ?? null;
  } catch {
    return null;
  }
}
