/**
 * Versions of registered models, which DataRobot also calls model packages. Up to when the rows of a version reach is what is
 * noted beside it (the key value `steward.trained_until`), or the end of training that DataRobot keeps of models whose
 * projects are partitioned by time. When a dataset was uploaded says nothing of the kind: the item in the catalogue may be
 * older than the rows that were added to it.
 */
import { z } from 'zod';
import type { Version } from '../../domain/version.ts';
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
  const { projectId } = one.sourceMeta ?? {};
  const at = projectId && one.modelId ? path`/projects/${projectId}/models/${one.modelId}/` : null;
  const query = { entityId: one.id, entityType: 'modelPackage' };
  const [model, noted] = await Promise.all([
    at ? api.read(Model, at) : null,
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
