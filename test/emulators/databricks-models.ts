/** Both registries of the fake Databricks, and the MLflow runs behind their versions. */
import { z } from 'zod';
import { type Reply, type Route, route } from './http-fake.ts';

export interface Made {
  version: number;
  run: string;
  status: string;
  stage: string;
}

const page = { max_results: z.string().regex(/^\d+$/).optional(), page_token: z.string().optional() };
const full = 'prod.ml.churn';
const models = '/api/2.1/unity-catalog/models/{model}';
const absent = (message: string): Reply => ({
  status: 404,
  json: { error_code: 'RESOURCE_DOES_NOT_EXIST', message },
});

export interface Models {
  versions: Made[];
  /** Version by alias. */
  aliases: Map<string, number>;
  /** Tags by MLflow run. */
  tags: Map<string, Record<string, string>>;
}

export const modelRoutes = ({ versions, aliases, tags }: Models): Route[] => [
  route(
    `GET ${models}`,
    { query: z.strictObject({ include_aliases: z.enum(['true', 'false']).optional() }) },
    ({ params, query }) => {
      if (params.model !== full) return absent(`Registered model '${params.model}' does not exist.`);
      const named = [...aliases].map(([alias_name, version_num]) => ({ alias_name, version_num }));
      return { json: { full_name: full, ...(query.include_aliases === 'true' && { aliases: named }) } };
    },
  ),
  route(`GET ${models}/versions`, { query: z.strictObject(page) }, ({ params, query }) => {
    if (params.model !== full) return absent(`Registered model '${params.model}' does not exist.`);
    const { items, next } = pageOf(versions, query.page_token);
    const list = items.map(({ version, run: run_id, status }) => ({
      version,
      run_id,
      status,
      created_at: 1_767_571_200_000 + version,
    }));
    return { json: { model_versions: list, ...(next && { next_page_token: next }) } };
  }),
  route(
    `PUT ${models}/aliases/{alias}`,
    { body: z.strictObject({ version_num: z.int() }) },
    ({ params, body }) => {
      if (!versions.some(({ version }) => version === body.version_num))
        return absent('Model version does not exist.');
      aliases.set(params.alias!, body.version_num);
      return { json: { alias_name: params.alias, version_num: body.version_num } };
    },
  ),
  route('GET /api/2.0/mlflow/runs/get', { query: z.strictObject({ run_id: z.string() }) }, ({ query }) => {
    const own = tags.get(query.run_id);
    if (!own) return absent('Run not found');
    const list = Object.entries(own).map(([key, value]) => ({ key, value }));
    return {
      json: {
        run: {
          info: { run_id: query.run_id, status: 'FINISHED' },
          data: {
            metrics: [{ key: 'mae', value: 31.9, step: 0 }],
            params: [{ key: 'depth', value: '6' }],
            tags: list,
          },
          inputs: { dataset_inputs: [{ dataset: { name: 'rides', digest: '9c1' } }] },
        },
      },
    };
  }),
  route(
    'GET /api/2.0/mlflow/model-versions/search',
    { query: z.strictObject({ ...page, filter: z.string().regex(/^name='[^']+'$/) }) },
    ({ query }) => {
      const { items, next } = pageOf(query.filter === "name='churn'" ? versions : [], query.page_token);
      const list = items.map(({ version, run: run_id, status, stage }) => ({
        ...{ name: 'churn', version: String(version), run_id, status, current_stage: stage },
        creation_timestamp: 1_767_571_200_000 + version,
      }));
      return { json: { model_versions: list, ...(next && { next_page_token: next }) } };
    },
  ),
  route(
    'POST /api/2.0/mlflow/databricks/model-versions/transition-stage',
    {
      body: z.strictObject({
        name: z.literal('churn'),
        version: z.string(),
        stage: z.enum(['None', 'Staging', 'Production', 'Archived']),
        archive_existing_versions: z.boolean(),
        comment: z.string().optional(),
      }),
    },
    ({ body }) => {
      const made = versions.find(({ version }) => String(version) === body.version);
      if (!made) return absent('Model version does not exist.');
      for (const other of versions) {
        if (body.archive_existing_versions && other.stage === body.stage) other.stage = 'Archived';
      }
      made.stage = body.stage;
      return {
        json: {
          model_version_databricks: { name: 'churn', version: body.version, current_stage: body.stage },
        },
      };
    },
  ),
];

/** Two to a page, so that everybody has to turn pages. */
function pageOf<T>(all: T[], token = '0'): { items: T[]; next: string | null } {
  const from = Number(token);
  return { items: all.slice(from, from + 2), next: all.length > from + 2 ? String(from + 2) : null };
}
