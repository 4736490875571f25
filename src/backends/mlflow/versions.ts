/** Versions as MLflow lists them, and the runs that describe them. */
import { z } from 'zod';
import type { VersionId } from '../../domain/ids.ts';
import type { Version } from '../../domain/version.ts';
import { parseInstant } from '../../lib/time.ts';
import { type Api, everyPage } from '../outbound/api.ts';

const root = '/api/2.0/mlflow';
const pair = z.object({ key: z.string(), value: z.string().nullish() });

export const Models = z.object({
  registered_model: z.object({
    aliases: z.array(z.object({ alias: z.string(), version: z.string() })).nullish(),
  }),
});

const Page = z.object({
  model_versions: z
    .array(
      z.object({
        version: z.string(),
        creation_timestamp: z.number().default(0),
        run_id: z.string().nullish(),
        status: z.string().nullish(),
        tags: z.array(pair).nullish(),
      }),
    )
    .nullish(),
  next_page_token: z.string().nullish(),
});

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

export interface Listed {
  version: string;
  createdAt: number;
  run: string | null;
  tags: Record<string, string>;
}

/** The versions that are ready, oldest first; none for a model that MLflow does not have. */
export async function versions(api: Api, name: string): Promise<Listed[]> {
  // Quotes of the filter cannot be escaped in every release; a name with one is no name there.
  if (name === '' || name.includes("'")) return [];
  const all = await everyPage(async (token) => {
    const query = { filter: `name='${name}'`, max_results: 200, page_token: token ?? undefined };
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
    }));
}

export async function versionOf(api: Api, listed: Listed): Promise<Version>;
/** Null when neither the version nor its run carries this key. */
export async function versionOf(api: Api, listed: Listed, key: string): Promise<Version | null>;
export async function versionOf(api: Api, listed: Listed, key?: string): Promise<Version | null> {
  const { version, createdAt, run: id } = listed;
  const run = id ? await api.read(Run, `${root}/runs/get`, { query: { run_id: id } }) : null;
  const { metrics, params } = run?.run.data ?? {};
  // What was said about the version itself goes before what was said about its run.
  const tags: Record<string, string> = { ...flat(run?.run.data.tags), ...listed.tags };
  if (key !== undefined && tags['steward.key'] !== key) return null;
  const digests = run?.run.inputs?.dataset_inputs?.flatMap(({ dataset }) => dataset.digest ?? []) ?? [];
  const until = tags['steward.trained_until'];
  return {
    id: version as VersionId,
    createdAt,
    lineage: {
      data: tags['steward.data'] ?? (digests.length > 0 ? digests.join(' ') : null),
      code: tags['mlflow.source.git.commit'] ?? tags['steward.code'] ?? null,
      environment: tags['steward.environment'] ?? null,
      params: params?.length ? flat(params) : null,
      parent: (tags['steward.parent'] ?? null) as VersionId | null,
      trainedUntil: until === undefined ? null : parseInstant(until),
    },
    metrics: Object.fromEntries(
      (metrics ?? []).flatMap(({ key: name, value }) => (typeof value === 'number' ? [[name, value]] : [])),
    ),
  };
}

const flat = (pairs: { key: string; value?: string | null | undefined }[] | null | undefined) =>
  Object.fromEntries((pairs ?? []).map(({ key, value }) => [key, value ?? '']));
