/** Versions of the AI registry: numbered, and described by the MLflow run that registered them. */
import { z } from 'zod';
import type { ModelId, VersionId } from '../../domain/ids.ts';
import { described, versionFrom } from '../described.ts';
import { type Api, path } from '../outbound/api.ts';
import type { VersionSystem } from '../switch-over.ts';
import { everyOne } from './pages.ts';

const pairs = z.array(z.object({ key: z.string(), value: z.string().nullish() })).nullish();
const Model = z.object({ model_id: z.string(), name: z.string() });
const Registered = z.object({
  model_version_id: z.string(),
  number: z.int(),
  created_at: z.string().nullish(),
  error_message: z.string().nullish(),
  tags: pairs,
  model_version_metadata: z
    .object({
      mlflow_metadata: z
        .object({
          // What is not a number (a loss that went to infinity) is left out, and hides none of the others.
          metrics: z.array(z.object({ key: z.string(), value: z.unknown().optional() })).nullish(),
          params: pairs,
          tags: pairs,
        })
        .nullish(),
    })
    .nullish(),
});
type Registered = z.infer<typeof Registered>;

const registry = '/api/v2/registry/models';

export interface Listed extends Registered {
  /** Its number: what people see, and what predictions are logged with. */
  id: VersionId;
}

export interface RegisteredVersions extends VersionSystem<Listed> {
  /** The id of the registered model; null where there is none of this name. */
  modelId(model: ModelId): Promise<string | null>;
}

export function registeredVersions(api: Api, nameOf: (model: ModelId) => string): RegisteredVersions {
  async function modelId(model: ModelId): Promise<string | null> {
    const name = nameOf(model);
    const query = { search_filter: JSON.stringify({ model_name: name }) };
    const all = await everyOne(api, { at: registry, name: 'models', query }, Model);
    return all.find((one) => one.name === name)?.model_id ?? null;
  }
  return {
    modelId,
    async list(model) {
      const id = await modelId(model);
      if (id === null) return [];
      const all = await everyOne(api, { at: registry + path`/${id}`, name: 'model_versions' }, Registered);
      return all
        .filter(({ error_message }) => !error_message)
        .sort((a, b) => a.number - b.number)
        .map((one) => ({ ...one, id: String(one.number) as VersionId }));
    },
    describe: (one) =>
      versionFrom({ id: one.id, createdAt: Date.parse(one.created_at ?? '') || 0, text: textOf(one) }),
    isMadeBy: (one, { key }) => textOf(one)[described.key] === key,
  };
}

function textOf({ tags, model_version_metadata: metadata }: Registered): Record<string, string> {
  const { metrics, params, tags: ofRun } = metadata?.mlflow_metadata ?? {};
  const under = (start: string, all: typeof tags) =>
    Object.fromEntries((all ?? []).map(({ key, value }) => [start + key, value ?? '']));
  // A zero is left out, as protobuf's JSON does with defaults.
  const numbers = (metrics ?? []).map(({ key, value = 0 }) => ({ key, value: String(value) }));
  const run = under('', ofRun);
  const commit = run['mlflow.source.git.commit'];
  return {
    ...under('metric.', numbers),
    ...under('param.', params),
    ...(commit && { [described.code]: commit }),
    ...run,
    // What was said about the version itself goes before what was said about its run.
    ...under('', tags),
  };
}
