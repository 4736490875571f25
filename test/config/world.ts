// Folders of YAML for tests, with adapters that ask for something.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { type BackendKind, defineBackend } from '../../src/backends/contract.ts';
import type { Configuration, Kinds, Mistake } from '../../src/config/configuration.ts';
import { readConfiguration } from '../../src/config/read-configuration.ts';
import { defineStore } from '../../src/stores/contract.ts';

const open = () => Promise.reject(new Error('nothing is opened by reading configuration'));

export const warehouse = defineStore({
  id: 'warehouse',
  config: z.object({ url: z.url(), password: z.string().optional(), threads: z.int().min(1).default(4) }),
  lacks: {},
  open,
});
const backend = (id: string, lacks: BackendKind['lacks']) =>
  defineBackend({ id, title: id, config: z.object({}), lacks, open });

export const kinds: Kinds = {
  stores: [warehouse],
  backends: [
    backend('builtin', { trainer: 'it only keeps versions' }),
    backend('command', { registry: 'it only trains' }),
    defineBackend({
      ...{ id: 'signals', title: 'Signals', lacks: {}, open },
      config: z.object({ promote_signal: z.string().optional() }),
      lacksWith: ({ promote_signal }): BackendKind['lacks'] =>
        promote_signal ? {} : { promote: 'it has no promote_signal' },
    }),
  ],
};

export const team = `
groups:
  - id: ml-eng
people:
  - { id: ana, groups: [ml-eng] }
  - { id: bob, groups: [ml-eng] }
channels:
  - id: alerts
stores:
  - { id: log, kind: warehouse, url: "https://warehouse.example" }
`;

/** A model with everything it needs and nothing else, plus lines at the model's own level. */
export const model = (more = '', id = 'bridge') => `
models:
  - id: ${id}
    task: regression
    owners: [ml-eng]
    channel: alerts
    store: log
    data:
      predictions: predictions/*.parquet
      key: id
      time: at
      prediction: guess
      labels: { source: labels.csv, label: count }
${more
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
`;

/** Writes the files into a folder of their own and reads it; files in mistakes are named without the folder. */
export async function read(files: Record<string, string | Uint8Array>, use = kinds) {
  const folder = await mkdtemp(path.join(tmpdir(), 'steward-config-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), content);
    }
    const result = await readConfiguration(folder, use);
    if (result.ok) return result;
    const strip = (text: string) => text.replaceAll(`${folder}${path.sep}`, '');
    const error = result.error.map((one) => ({ ...one, file: strip(one.file), message: strip(one.message) }));
    return { ok: false as const, error };
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function accepted(files: Record<string, string | Uint8Array>): Promise<Configuration> {
  const result = await read(files);
  if (!result.ok)
    throw new Error(
      result.error.map((one) => `${one.file}:${one.line} ${one.path} ${one.message}`).join('\n'),
    );
  return result.value;
}

export async function refused(files: Record<string, string | Uint8Array>): Promise<Mistake[]> {
  const result = await read(files);
  if (result.ok) throw new Error('was accepted');
  return result.error;
}
