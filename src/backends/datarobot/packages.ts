/**
 * Versions of registered models, which DataRobot also calls model packages. Up to when the rows of a version reach is what is
 * noted beside it (the key value `steward.trained_until`), or the end of training that DataRobot keeps of models whose
 * projects are partitioned by time. When a dataset was uploaded says nothing of the kind: the item in the catalogue may be
 * older than the rows that were added to it.
 */
import { z } from 'zod';
import type { Resolved, Version } from '../../domain/version.ts';
import { described, versionFrom } from '../described.ts';
import { type Api, path } from '../outbound/api.ts';
import { everyItem } from './pages.ts';

const text = z.string().nullish();
export const Package = z.object({
  id: z.string(),
  modelId: text,
  registeredModelId: text,
  registeredModelVersion: z.number().nullish(),
  isArchived: z.boolean().nullish(),
  buildStatus: text,
  importMeta: z.object({ dateCreated: text }).nullish(),
  sourceMeta: z.object({ projectId: text }).nullish(),
  modelDescription: z.object({ buildEnvironmentType: text }).nullish(),
  datasets: z.object({ trainingDataCatalogId: text, trainingDataCatalogVersionId: text }).nullish(),
});
export type Package = z.infer<typeof Package>;

const Model = z.object({
  blueprintId: text,
  trainingEndDate: text,
  metrics: z.record(z.string(), z.record(z.string(), z.unknown()).nullish()).nullish(),
});
const Dataset = z.object({
  versionId: text,
  isSnapshot: z.boolean().nullish(),
  dataPersisted: z.boolean().nullish(),
});
const Blueprint = z.object({ id: z.string() });
const KeyValue = z.object({
  name: z.string(),
  category: text,
  value: text,
  numericValue: z.number().nullish(),
});

/** Whether it can serve: not put away, and built. */
export const usable = ({ isArchived, buildStatus }: Package): boolean =>
  isArchived !== true && (buildStatus ?? 'complete') === 'complete';

export const readPackage = (api: Api, id: string): Promise<Package | null> =>
  api.read(Package, path`/modelPackages/${id}/`);

export async function describe(api: Api, one: Package): Promise<Version> {
  const query = { entityId: one.id, entityType: 'modelPackage' };
  const [model, noted] = await Promise.all([
    readModel(api, one),
    everyItem(api, KeyValue, { at: '/keyValues/', query }),
  ]);
  const { trainingDataCatalogId: item, trainingDataCatalogVersionId: data } = one.datasets ?? {};
  const facts = Object.fromEntries((noted ?? []).flatMap(sayNoted));
  return versionFrom({
    id: one.id,
    createdAt: Date.parse(one.importMeta?.dateCreated ?? '') || 0,
    text: {
      [described.data]: data ?? item,
      [described.code]: model?.blueprintId,
      [described.environment]: one.modelDescription?.buildEnvironmentType,
      ...scores(model?.metrics ?? {}),
      ...facts,
      [described.trainedUntil]: later(model?.trainingEndDate, facts[described.trainedUntil]),
    },
  });
}

async function readModel(api: Api, { sourceMeta, modelId }: Package): Promise<z.infer<typeof Model> | null> {
  const project = sourceMeta?.projectId;
  return project && modelId ? api.read(Model, path`/projects/${project}/models/${modelId}/`) : null;
}

/**
 * Its dataset and its blueprint, while they are what it is described by: what somebody noted instead lies elsewhere. Data are
 * there while the catalogue holds a copy of just this version; what is read anew from its source may have other rows by now.
 */
export async function resolve(api: Api, { id, lineage }: Version): Promise<Resolved> {
  const one = await readPackage(api, id);
  if (!one) return {};
  const { trainingDataCatalogId: item, trainingDataCatalogVersionId: data } = one.datasets ?? {};
  const project = one.sourceMeta?.projectId;
  const code = (await readModel(api, one))?.blueprintId;
  const resolved: Resolved = {};
  if (item && lineage.data === (data ?? item)) {
    const dataset = await api.read(Dataset, path`/datasets/${item}/`);
    const isCopy = dataset?.isSnapshot === true && dataset.dataPersisted !== false;
    if (!dataset) resolved.data = 'gone';
    else if (isCopy && dataset.versionId === data) resolved.data = 'there';
  }
  if (project && code && lineage.code === code) {
    const blueprint = await api.read(Blueprint, path`/projects/${project}/blueprints/${code}/`);
    resolved.code = blueprint ? 'there' : 'gone';
  }
  return resolved;
}

/** Of two that are said, the one that promises less. */
const later = (one: string | null | undefined, other: string | undefined): string | undefined =>
  [one, other]
    .flatMap((said) => said ?? [])
    .toSorted((a, b) => Date.parse(a) - Date.parse(b))
    .at(-1);

/** `{ RMSE: { holdout: 44.1 } }` becomes `metric.RMSE holdout`. */
const scores = (metrics: NonNullable<z.infer<typeof Model>['metrics']>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(metrics).flatMap(([name, parts]) =>
      Object.entries(parts ?? {}).flatMap(([part, value]) =>
        typeof value === 'number' ? [[`metric.${name} ${part}`, String(value)]] : [],
      ),
    ),
  );

function sayNoted({ name, category, value, numericValue }: z.infer<typeof KeyValue>): [string, string][] {
  if (category === 'metric' && typeof numericValue === 'number')
    return [[`metric.${name}`, String(numericValue)]];
  if (!value) return [];
  if (category === 'trainingParameter') return [[`param.${name}`, value]];
  return name.startsWith('steward.') ? [[name, value]] : [];
}
