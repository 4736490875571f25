/** A registry whose versions are described by the MLflow runs that made them: MLflow's own, and both of Databricks. */
import { z } from 'zod';
import type { ModelId, VersionId } from '../domain/ids.ts';
import type { Version } from '../domain/version.ts';
import type { Registry } from './contract.ts';
import { described, versionFrom } from './described.ts';
import { type Api, everyPage } from './outbound/api.ts';
import { switchOver } from './switch-over.ts';

const root = '/api/2.0/mlflow';
const pair = z.object({ key: z.string(), value: z.string().nullish() });

const Run = z.object({
  run: z.object({
    data: z
      .object({
        // What is not a number (a loss that went to infinity) is left out, and hides none of the others.
        metrics: z.array(z.object({ key: z.string(), value: z.unknown() })).nullish(),
        params: z.array(pair).nullish(),
        tags: z.array(pair).nullish(),
      })
      .prefault({}),
    inputs: z
      .object({
        dataset_inputs: z.array(z.object({ dataset: z.object({ digest: z.string().nullish() }) })).nullish(),
      })
      .nullish(),
  }),
});

/** A version as its registry lists it. */
export interface Listed {
  version: string;
  createdAt: number;
  run: string | null;
  /** Of the version itself; they go before those of its run. */
  tags?: Record<string, string>;
}

const Page = z.object({
  model_versions: z
    .array(
      z.object({
        version: z.string(),
        creation_timestamp: z.number().default(0),
        run_id: z.string().nullish(),
        current_stage: z.string().nullish(),
        status: z.string().nullish(),
        tags: z.array(pair).nullish(),
      }),
    )
    .nullish(),
  next_page_token: z.string().nullish(),
});

/** The versions of a registry that speaks MLflow, those that are ready, oldest first; none for a model that it does not have. */
export async function searchVersions(api: Api, name: string): Promise<(Listed & { stage: string })[]> {
  // Quotes of the filter cannot be escaped in every release; a name with one is no name there.
  if (name === '' || name.includes("'")) return [];
  const all = await everyPage(async (token) => {
    const query = { filter: `name='${name}'`, max_results: 100, page_token: token ?? undefined };
    const page = await api.read(Page, `${root}/model-versions/search`, { query });
    return { items: page?.model_versions ?? [], next: page?.next_page_token };
  });
  return all
    .filter(({ status }) => (status ?? 'READY') === 'READY')
    .sort((a, b) => Number(a.version) - Number(b.version))
    .map((one) => ({
      version: one.version,
      createdAt: one.creation_timestamp,
      run: one.run_id || null,
      tags: flat(one.tags),
      stage: one.current_stage ?? 'None',
    }));
}

/** What is its own about a registry. */
export interface Kept {
  /** Those that are ready, oldest first; none where it does not have the model. */
  list(model: ModelId): Promise<Listed[]>;
  roles: Registry['roles'];
  set(model: ModelId, version: VersionId): Promise<void>;
  /** A tag of runs that tells where they ran, when nobody said more. */
  environment?: string;
}

/** Runs that are asked about at the same time. */
const atOnce = 8;

export function runRegistry(api: Api, { list, roles, set, environment }: Kept) {
  async function describe({ version, createdAt, run: id, tags: own = {} }: Listed) {
    const run = id ? await api.read(Run, `${root}/runs/get`, { query: { run_id: id } }) : null;
    const { metrics, params, tags: said } = run?.run.data ?? {};
    const tags: Record<string, string> = { ...flat(said), ...own };
    const digests = run?.run.inputs?.dataset_inputs?.flatMap(({ dataset }) => dataset.digest ?? []) ?? [];
    const numbers = (metrics ?? []).flatMap(({ key, value }) =>
      typeof value === 'number' ? [[`metric.${key}`, String(value)] as const] : [],
    );
    const text = {
      ...tags,
      [described.data]: tags[described.data] ?? (digests.length > 0 ? digests.join(' ') : null),
      [described.code]: tags['mlflow.source.git.commit'] ?? tags[described.code],
      [described.environment]: tags[described.environment] ?? (environment && tags[environment]),
      ...Object.fromEntries(numbers),
      ...Object.fromEntries((params ?? []).map(({ key, value }) => [`param.${key}`, value ?? ''])),
    };
    return { key: tags[described.key], version: versionFrom({ id: version, createdAt, text }) };
  }
  async function all(listed: Listed[]) {
    const found: Awaited<ReturnType<typeof describe>>[] = [];
    for (let from = 0; from < listed.length; from += atOnce) {
      found.push(...(await Promise.all(listed.slice(from, from + atOnce).map(describe))));
    }
    return found;
  }
  return {
    async versions(model, known = []) {
      const before = new Map<string, Version>(known.map((version) => [version.id, version]));
      const listed = await list(model);
      const found = await all(listed.filter(({ version }) => !before.has(version)));
      for (const { version } of found) before.set(version.id, version);
      return listed.map(({ version }) => before.get(version)!);
    },
    roles,
    assign: (change) =>
      switchOver(change, {
        knows: async (id) => (await list(change.model)).some(({ version }) => version === id),
        champion: async () => (await roles(change.model)).champion,
        async write(id) {
          await set(change.model, id);
          return undefined;
        },
      }),
    async produced(model, { key }) {
      const found = await all((await list(model)).toReversed().slice(0, 20));
      return found.filter((one) => one.key === key).map(({ version }) => version);
    },
  } satisfies Registry;
}

export const flat = (
  pairs: { key: string; value?: string | null | undefined }[] | null | undefined,
): Record<string, string> => Object.fromEntries((pairs ?? []).map(({ key, value }) => [key, value ?? '']));
