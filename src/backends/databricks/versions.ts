/** A version is described by the MLflow run that made it; neither registry of Databricks keeps that itself. */
import { z } from 'zod';
import type { ModelId, VersionId } from '../../domain/ids.ts';
import type { Version } from '../../domain/version.ts';
import { parseInstant } from '../../lib/time.ts';
import type { Registry } from '../contract.ts';
import type { Api } from '../outbound/api.ts';
import { switchOver } from '../switch-over.ts';

const pair = z.object({ key: z.string(), value: z.string().nullish() });
const Run = z.object({
  run: z.object({
    data: z.object({
      metrics: z.array(z.object({ key: z.string(), value: z.number().nullish() })).nullish(),
      params: z.array(pair).nullish(),
      tags: z.array(pair).nullish(),
    }),
    inputs: z
      .object({
        dataset_inputs: z.array(z.object({ dataset: z.object({ digest: z.string().nullish() }) })).nullish(),
      })
      .nullish(),
  }),
});

/** A version as either registry lists it. */
export interface Listed {
  version: string;
  createdAt: number;
  run: string | null;
  stage?: string | undefined;
}

/** What is its own about a registry; comparing, setting and reading back is the same for both. */
export interface Kept {
  /** Null where it does not have the model. */
  list(model: ModelId): Promise<Listed[]>;
  roles: Registry['roles'];
  set(model: ModelId, version: VersionId, key: string): Promise<void>;
}

export function keptRegistry(api: Api, kept: Kept): Registry {
  async function describe(one: Listed): Promise<Version & { key: string | null }> {
    const query = { run_id: one.run ?? '' };
    const run = one.run ? await api.read(Run, '/api/2.0/mlflow/runs/get', { query }) : null;
    const { metrics, params, tags } = run?.run.data ?? {};
    const tag = (name: string) => tags?.find(({ key }) => key === name)?.value ?? null;
    const digests = run?.run.inputs?.dataset_inputs?.flatMap(({ dataset }) => dataset.digest ?? []) ?? [];
    const until = tag('steward.trained_until');
    return {
      key: tag('steward.key'),
      id: one.version as VersionId,
      createdAt: one.createdAt,
      lineage: {
        data: tag('steward.data') ?? (digests.length > 0 ? digests.join(' ') : null),
        code: tag('mlflow.source.git.commit'),
        environment: tag('steward.environment') ?? tag('mlflow.databricks.cluster.id'),
        params: params?.length
          ? Object.fromEntries(params.map(({ key, value }) => [key, value ?? '']))
          : null,
        parent: tag('steward.parent') as VersionId | null,
        trainedUntil: until === null ? null : parseInstant(until),
      },
      metrics: Object.fromEntries(
        (metrics ?? []).flatMap(({ key, value }) => (typeof value === 'number' ? [[key, value]] : [])),
      ),
    };
  }
  const plain = ({ key: _, ...version }: Version & { key: string | null }): Version => version;

  return {
    async versions(model) {
      const found: Version[] = [];
      for (const one of await kept.list(model)) found.push(plain(await describe(one)));
      return found;
    },
    roles: kept.roles,
    assign: (change, key) =>
      switchOver(change, {
        knows: async (id) => (await kept.list(change.model)).some(({ version }) => version === id),
        champion: async () => (await kept.roles(change.model)).champion,
        async write(id) {
          await kept.set(change.model, id, key);
          return undefined;
        },
      }),
    async produced(model, { key }) {
      const found: Version[] = [];
      const newest = (await kept.list(model)).toSorted((a, b) => b.createdAt - a.createdAt).slice(0, 20);
      for (const one of newest) {
        const version = await describe(one);
        if (version.key === key) found.push(plain(version));
      }
      return found;
    },
  };
}
