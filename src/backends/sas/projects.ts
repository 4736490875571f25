/** Models of a project in Model Manager are its versions, under their names; the project knows champion and challengers. */
import { z } from 'zod';
import type { ModelId, VersionId } from '../../domain/ids.ts';
import { described, versionFrom } from '../described.ts';
import { type Api, everyPage, path } from '../outbound/api.ts';
import { expectDone } from '../outbound/started.ts';
import type { Roster, VersionSystem } from '../switch-over.ts';

const Property = z.object({
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).transform(String).nullish(),
});
const Model = z.object({
  id: z.string(),
  name: z.string(),
  creationTimeStamp: z.string().nullish(),
  modifiedTimeStamp: z.string().nullish(),
  properties: z.array(Property).nullish(),
});
type Model = z.infer<typeof Model>;
const Page = z.object({ count: z.number().nullish(), items: z.array(Model).nullish() });
const Projects = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })).nullish() });

const size = 100;
const collection = { accept: 'application/vnd.sas.collection+json, application/json' };
const items = { 'accept-item': 'application/vnd.sas.models.model+json' };
const root = '/modelRepository';

type Listed = Model & { uuid: string };

/** How a champion is set: releases may differ. */
export interface ChampionSetting {
  method: 'POST' | 'PUT';
  parameter: 'query' | 'body';
}

export function projectModels(
  api: Api,
  nameOf: (model: ModelId) => string,
  setting: ChampionSetting,
): { versions: VersionSystem<Listed>; roster: Roster } {
  /** The path of the project; null where there is none. */
  async function projectOf(model: ModelId): Promise<{ id: string; at: string } | null> {
    const name = nameOf(model);
    // A quote cannot be escaped in a filter; a name with one is no name there.
    if (/["\\]/.test(name)) return null;
    const query = { filter: `eq(name,"${name}")`, limit: size };
    const found = await api.read(Projects, `${root}/projects`, { query, headers: collection });
    // Some releases look over a filter.
    const id = found?.items?.find((one) => one.name === name)?.id;
    return id ? { id, at: `${root}/projects${path`/${id}`}` } : null;
  }
  async function modelsOf(model: ModelId): Promise<Model[]> {
    const project = await projectOf(model);
    if (!project) return [];
    return await everyPage(async (token) => {
      const start = Number(token ?? 0);
      const query = { filter: `eq(projectId,"${project.id}")`, start, limit: size };
      const headers = { ...collection, ...items };
      const page = await api.mustRead(Page, `${root}/models`, { query, headers });
      const listed = page.items ?? [];
      const next = start + listed.length;
      return { items: listed, next: listed.length > 0 && next < (page.count ?? 0) ? String(next) : null };
    });
  }
  const seen = new Map<string, Model>();
  /** What a list leaves out is asked for one by one, and again only when it was changed. */
  async function whole(one: Model): Promise<Model> {
    if (one.properties) return one;
    const known = seen.get(one.id);
    if (known && known.modifiedTimeStamp === one.modifiedTimeStamp) return known;
    const asked = await api.read(Model, `${root}/models${path`/${one.id}`}`);
    if (asked) seen.set(one.id, asked);
    return asked ?? one;
  }
  async function list(model: ModelId): Promise<Listed[]> {
    const all = (await modelsOf(model)).sort((a, b) => createdAt(a) - createdAt(b));
    // Of two models with one name, as in two versions of a project, the newer one counts.
    const newest = [...new Map(all.map((one) => [one.name, one])).values()];
    const found: Listed[] = [];
    for (const one of newest) found.push({ ...(await whole(one)), id: one.name, uuid: one.id });
    return found;
  }
  return {
    versions: {
      list,
      describe: (one) => versionFrom({ id: one.id, createdAt: createdAt(one), text: textOf(one) }),
      isMadeBy: (one, { key }) => textOf(one)[described.key] === key,
    },
    roster: {
      async roles(model) {
        const project = await projectOf(model);
        if (!project) return { champion: null, challengers: [] };
        const [champion, others] = await Promise.all([
          api.read(Model, `${project.at}/champion`),
          api.read(Page, `${project.at}/challengers`, { headers: collection }),
        ]);
        return {
          champion: (champion?.name as VersionId | undefined) ?? null,
          challengers: (others?.items ?? []).map(({ name }) => name as VersionId),
        };
      },
      async write({ model, to }) {
        const [project, all] = [await projectOf(model), await list(model)];
        const modelId = all.find(({ id }) => id === to)?.uuid;
        if (!project || !modelId) return { outcome: 'refused', reason: `${to} is not there any more` };
        const { method, parameter } = setting;
        const named = parameter === 'query' ? { query: { modelId } } : { body: { modelId } };
        expectDone(await api.act(`${project.at}/champion`, { method, ...named }));
        return undefined;
      },
    },
  };
}

const createdAt = ({ creationTimeStamp: at }: Model): number => Date.parse(at ?? '') || 0;
const textOf = ({ properties }: Model): Record<string, string | null | undefined> =>
  Object.fromEntries((properties ?? []).map(({ name, value }) => [name, value]));
