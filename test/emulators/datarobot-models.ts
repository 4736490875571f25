/** Registered models of the fake DataRobot, what is noted beside their versions, and what a deployment measures. */
import { z } from 'zod';
import { type Reply, type Route, route } from './http-fake.ts';

export interface Made {
  id: string;
  registered: string;
  version: number;
  archived: boolean;
  build: string;
  /** End of training of a model whose project is partitioned by time. */
  trainingEnd: string | null;
  /** The item of the catalogue that it was trained on: its newest version, and whether a copy of it is kept. */
  dataset: { newest: string; copy: boolean } | null;
  notes: { name: string; category: string; value: string; numericValue?: number }[];
}
export const api = '/api/v2';
export const deployment = `${api}/deployments/{deployment}`;
const digits = z.string().regex(/^\d+$/);
export const page = { offset: digits.optional(), limit: digits.optional() };
/** RFC 3339, at the top of an hour; DataRobot refuses others. */
const topOfHour = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:00:00(\.000)?(Z|\+00:00)$/);
const period = { start: topOfHour, end: topOfHour };
const drift = z.enum(['psi', 'kl_divergence', 'dissimilarity', 'hellinger', 'js_divergence']);

export const absent: Reply = { status: 404, json: { message: 'Not found' } };

export const pageOf = (
  items: unknown[],
  { offset = '0', limit = '100' }: Record<string, string | undefined>,
): Reply => {
  // Two to a page whatever is asked for, so that everybody has to turn pages.
  const [from, size] = [Number(offset), Math.min(2, Number(limit))];
  const next = items.length > from + size ? `https://elsewhere.example/?offset=${from + size}` : null;
  const data = items.slice(from, from + size);
  return { json: { count: data.length, next, previous: null, totalCount: items.length, data } };
};

const packageOf = ({ id, registered, version, archived, build }: Made) => ({
  ...{ id, registeredModelId: registered, registeredModelVersion: version, name: `churn ${version}` },
  ...{ modelId: `model-${id}`, isArchived: archived, buildStatus: build },
  importMeta: { creatorId: 'u1', creatorUsername: 'ada', dateCreated: '2026-01-05T00:00:00.000000Z' },
  sourceMeta: { projectId: 'project1' },
  modelDescription: { buildEnvironmentType: 'DataRobot' },
  datasets: { trainingDataCatalogId: `data-${id}`, trainingDataCatalogVersionId: 'data1-7' },
});

export const modelRoutes = (made: Made[]): Route[] => [
  route(
    `GET ${api}/registeredModels/{model}/versions/`,
    { query: z.strictObject(page) },
    ({ params, query }) => {
      const known = made.filter(({ registered }) => registered === params.model);
      return known.length > 0 ? pageOf(known.map(packageOf), query) : absent;
    },
  ),
  route(`GET ${api}/modelPackages/{id}/`, {}, ({ params }) => {
    const one = made.find(({ id }) => id === params.id);
    return one ? { json: packageOf(one) } : absent;
  }),
  route(
    `GET ${api}/keyValues/`,
    { query: z.strictObject({ entityId: z.string(), entityType: z.literal('modelPackage'), ...page }) },
    ({ query }) => {
      const one = made.find(({ id }) => id === query.entityId);
      return one ? pageOf(one.notes, query) : absent;
    },
  ),
  route(`GET ${api}/projects/project1/models/{model}/`, {}, ({ params }) => {
    const one = made.find(({ id }) => `model-${id}` === params.model);
    const metrics = { RMSE: { validation: 44.1, crossValidation: null, holdout: 46.5 } };
    const facts = { id: params.model, projectId: 'project1', blueprintId: 'blueprint1', metrics };
    return one ? { json: { ...facts, trainingEndDate: one.trainingEnd } } : absent;
  }),
  route(`GET ${api}/projects/project1/blueprints/{blueprint}/`, {}, ({ params }) =>
    params.blueprint === 'blueprint1'
      ? {
          json: {
            id: 'blueprint1',
            projectId: 'project1',
            modelType: 'Light Gradient Boosting',
            processes: [],
          },
        }
      : absent,
  ),
  route(`GET ${api}/datasets/{dataset}/`, {}, ({ params }) => {
    const { dataset } = made.find(({ id }) => `data-${id}` === params.dataset) ?? {};
    if (!dataset) return absent;
    const facts = {
      datasetId: params.dataset,
      name: 'rides',
      categories: ['TRAINING'],
      isLatestVersion: true,
    };
    return { json: { ...facts, versionId: dataset.newest, isSnapshot: dataset.copy, dataPersisted: true } };
  }),
];

const ours = (params: Record<string, string>, reply: () => Reply): Reply =>
  params.deployment === 'd1' ? reply() : absent;

export const readingRoutes: Route[] = [
  route(
    `GET ${deployment}/featureDrift/`,
    { query: z.strictObject({ ...period, metric: drift, ...page }) },
    ({ params, query }) =>
      ours(params, () => {
        const features = ['temperature', 'hour', 'holiday'].map((name, index) => ({
          ...{ name, driftScore: index === 2 ? null : 0.1 * (index + 1), featureImpact: 1 },
          ...{ sampleSize: 500, baselineSampleSize: 5000 },
        }));
        return pageOf(features, query);
      }),
  ),
  route(
    `GET ${deployment}/targetDrift/`,
    { query: z.strictObject({ ...period, metric: drift }) },
    ({ params, query }) =>
      ours(params, () => ({
        json: {
          targetName: 'riders',
          driftScore: 0.3,
          sampleSize: 500,
          metric: query.metric,
          period: query,
        },
      })),
  ),
  route(`GET ${deployment}/accuracy/`, { query: z.strictObject(period) }, ({ params, query }) =>
    ours(params, () => ({
      json: {
        period: query,
        metrics: {
          RMSE: { value: 44.1, baselineValue: 40, percentChange: 10.2 },
          MAE: { value: null, baselineValue: null, percentChange: null },
        },
      },
    })),
  ),
];
