/** Versions of a saved model. The active one is the champion; the files of the trainings say what each was made of. */
import { z } from 'zod';
import type { ModelId, VersionId } from '../../domain/ids.ts';
import type { Version } from '../../domain/version.ts';
import type { Registry } from '../contract.ts';
import { type Api, path } from '../outbound/api.ts';
import { expectDone } from '../outbound/started.ts';
import { switchOver } from '../switch-over.ts';
import type { ResultFolder, Said } from './results.ts';

const Versions = z.array(z.object({ id: z.string(), active: z.boolean().nullish() }));
type Listed = z.infer<typeof Versions>[number];
const Snippet = z.looseObject({ trainDate: z.number().nullish() });

export interface SavedModelOptions {
  project: string;
  /** Dataiku's id of a model. */
  idOf(model: ModelId): string;
  results: ResultFolder;
}

export function savedModels(api: Api, { project, idOf, results }: SavedModelOptions): Registry {
  const at = (model: ModelId) => path`/projects/${project}/savedmodels/${idOf(model)}/versions`;
  const list = async (model: ModelId): Promise<Listed[]> => (await api.read(Versions, at(model))) ?? [];
  const championOf = (all: Listed[]) =>
    (all.find(({ active }) => active === true)?.id as VersionId | undefined) ?? null;
  async function describe(model: ModelId, id: string, said: Said | null): Promise<Version> {
    const snippet = (await api.read(Snippet, at(model) + path`/${id}/snippet`)) ?? {};
    return versionOf(id, snippet, said);
  }
  return {
    async versions(model, known = []) {
      const all = await list(model);
      const told = (id: string) => known.find((one) => one.id === id);
      const said = all.every(({ id }) => told(id)) ? null : await results.all();
      const found: Version[] = [];
      for (const { id } of all) found.push(told(id) ?? (await describe(model, id, said?.get(id) ?? null)));
      return found;
    },
    roles: async (model) => ({ champion: championOf(await list(model)), challengers: [] }),
    assign: (change) =>
      switchOver(change, {
        knows: async (version) => (await list(change.model)).some(({ id }) => id === version),
        champion: async () => championOf(await list(change.model)),
        async write(version) {
          expectDone(await api.act(at(change.model) + path`/${version}/actions/setActive`));
          return undefined;
        },
      }),
    async produced(model, { key }) {
      const said = await results.said(key);
      const known = said && (await list(model)).find(({ id }) => id === said.version);
      return known ? [await describe(model, known.id, said)] : [];
    },
  };
}

/** Metrics that the training said itself stand over those that Dataiku computed under the same name. */
function versionOf(id: string, snippet: z.infer<typeof Snippet>, said: Said | null): Version {
  const { trainDate, ...rest } = snippet;
  const computed = Object.entries(rest).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number' && entry[0] !== 'sessionDate',
  );
  const { data, code, environment, params, parent } = said?.lineage ?? {};
  return {
    id: id as VersionId,
    createdAt: trainDate ?? 0,
    lineage: {
      data: data ?? null,
      code: code ?? null,
      environment: environment ?? null,
      params: params ?? null,
      parent: (parent ?? null) as VersionId | null,
      trainedUntil: said?.trainedUntil ?? null,
    },
    metrics: { ...Object.fromEntries(computed), ...said?.metrics },
  };
}
