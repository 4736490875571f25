/** The two registries of Databricks: Unity Catalog with aliases, and the older one of a workspace with stages. */
import { z } from 'zod';
import type { ModelId, VersionId } from '../../domain/ids.ts';
import { type Api, everyPage, path } from '../outbound/api.ts';
import { expectDone } from '../outbound/started.ts';
import { type Kept, type Listed, searchVersions } from '../run-registry.ts';

/** The cluster on which a run ran, for want of anything better. */
const environment = 'mlflow.databricks.cluster.id';

type NameOf = (model: ModelId) => string;

const Model = z.object({
  aliases: z.array(z.object({ alias_name: z.string(), version_num: z.int() })).nullish(),
});
const CatalogPage = z.object({
  model_versions: z
    .array(
      z.object({
        version: z.int(),
        created_at: z.number().default(0),
        run_id: z.string().nullish(),
        status: z.string().nullish(),
      }),
    )
    .nullish(),
  next_page_token: z.string().nullish(),
});

/** @param roles the aliases that stand for them */
export function unityCatalog(
  api: Api,
  nameOf: NameOf,
  roles: { champion: string; challenger: string },
): Kept {
  const at = (model: ModelId) => path`/api/2.1/unity-catalog/models/${nameOf(model)}`;
  return {
    environment,
    async list(model) {
      const all = await everyPage(async (token) => {
        const query = { max_results: 100, page_token: token ?? undefined };
        const page = await api.read(CatalogPage, `${at(model)}/versions`, { query });
        return { items: page?.model_versions ?? [], next: page?.next_page_token };
      });
      return all
        .filter(({ status }) => (status ?? 'READY') === 'READY')
        .sort((a, b) => a.version - b.version)
        .map(({ version, created_at: createdAt, run_id: run }): Listed => {
          return { version: String(version), createdAt, run: run || null };
        });
    },
    async roles(model) {
      // Without this no aliases are told.
      const query = { include_aliases: true };
      const { aliases } = (await api.read(Model, at(model), { query })) ?? {};
      const under = (name: string) =>
        (aliases ?? []).flatMap((one) =>
          one.alias_name === name ? [String(one.version_num) as VersionId] : [],
        );
      return { champion: under(roles.champion)[0] ?? null, challengers: under(roles.challenger) };
    },
    async set(model, version) {
      const body = { version_num: Number(version) };
      expectDone(await api.act(at(model) + path`/aliases/${roles.champion}`, { method: 'PUT', body }));
    },
  };
}

/** The champion is in Production, challengers in Staging. */
export function workspaceRegistry(api: Api, nameOf: NameOf): Kept {
  const list = (model: ModelId) => searchVersions(api, nameOf(model));
  return {
    list,
    environment,
    async roles(model) {
      const all = await list(model);
      const among = (stage: string) =>
        all.filter((one) => one.stage === stage).map(({ version }) => version as VersionId);
      return { champion: among('Production').at(-1) ?? null, challengers: among('Staging') };
    },
    async set(model, version) {
      const body = {
        name: nameOf(model),
        version,
        stage: 'Production',
        // Or two would be in Production, and whoever serves from it could take either.
        archive_existing_versions: true,
        comment: 'Promoted by Steward',
      };
      expectDone(await api.act('/api/2.0/mlflow/databricks/model-versions/transition-stage', { body }));
    },
  };
}
