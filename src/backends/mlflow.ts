/** MLflow's registry: versions described by their runs, an alias for the champion, a tag for challengers, signed webhooks. */
import { z } from 'zod';
import type { ModelId, VersionId } from '../domain/ids.ts';
import { Fault } from '../lib/fault.ts';
import { defineBackend, type OpenBackend, type Registry } from './contract.ts';
import { described } from './described.ts';
import { onlyKeeps } from './lacking.ts';
import { heard } from './mlflow/heard.ts';
import { openApi } from './outbound/api.ts';
import { address, loginHeaders, loginShape, namesShape, reference, wayShape } from './outbound/settings.ts';
import { expectDone } from './outbound/started.ts';
import { runRegistry, searchVersions } from './run-registry.ts';

const alias = z
  .string()
  .regex(/^(?!latest$|[vV]\d+$)[A-Za-z0-9_-]{1,255}$/, 'is no alias; latest and v1, v2, … are reserved');

const config = z.object({
  url: address.describe('The tracking server, as in https://mlflow.example.com'),
  ...loginShape,
  ...namesShape,
  champion: alias.default('champion').describe('The alias that stands for it'),
  webhook_secret: reference.optional().describe('Of the webhook that MLflow calls, at /hooks/<id>'),
  ...wayShape,
});
type Config = z.infer<typeof config>;

const root = '/api/2.0/mlflow';
const Models = z.object({
  registered_model: z.object({
    aliases: z.array(z.object({ alias: z.string(), version: z.string() })).nullish(),
  }),
});
/** A tag of a version; MLflow has no alias for several at once. */
const roleTag = 'steward.role';

export const mlflow = defineBackend({
  id: 'mlflow',
  title: 'MLflow',
  config,
  lacks: {
    ...onlyKeeps,
    resolve: 'it names commits and data sets, which lie elsewhere',
    monitor: 'it keeps metrics of runs, not of what is served',
  },
  async open(settings: Config, options: OpenBackend) {
    const { url, names } = settings;
    const api = await openApi({
      ...{ who: 'MLflow', url, settings, backend: options },
      authorise: loginHeaders(settings, options),
      sayError: (body) => z.object({ message: z.string() }).safeParse(body).data?.message ?? null,
    });
    const nameOf = (model: ModelId) => (Object.hasOwn(names, model) ? names[model]! : model);
    const modelOf = (name: string) =>
      (Object.entries(names).find(([, theirs]) => theirs === name)?.[0] ?? name) as ModelId;
    const list = (model: ModelId) => searchVersions(api, nameOf(model));

    async function championOf(model: ModelId): Promise<VersionId | null> {
      const query = { name: nameOf(model) };
      const known = await api.read(Models, `${root}/registered-models/get`, { query });
      const found = known?.registered_model.aliases?.find((one) => one.alias === settings.champion);
      return (found?.version as VersionId | undefined) ?? null;
    }
    const tag = async (model: ModelId, version: string, [key, value]: readonly [string, string]) => {
      const body = { name: nameOf(model), version, key, value };
      return api.act(`${root}/model-versions/set-tag`, { body });
    };

    const setAlias = async (model: ModelId, version: VersionId) => {
      const body = { name: nameOf(model), alias: settings.champion, version };
      expectDone(await api.act(`${root}/registered-models/alias`, { body }));
    };

    const registry: Registry = {
      ...runRegistry(api, {
        list,
        async roles(model) {
          const [champion, all] = await Promise.all([championOf(model), list(model)]);
          const ids = all.flatMap(({ version, tags }) =>
            tags?.[roleTag] === 'challenger' ? [version as VersionId] : [],
          );
          return { champion, challengers: ids.filter((id) => id !== champion) };
        },
        set: setAlias,
      }),
      async register(model, version, role) {
        const known = (await list(model)).find((one) => one.version === version.id);
        if (!known)
          throw new Fault('refused', `MLflow has no version ${version.id} of ${model}.`, { retry: 'never' });
        const { trainedUntil, data, environment } = version.lineage;
        const wanted = {
          [roleTag]: role === 'challenger' ? role : null,
          [described.trainedUntil]: trainedUntil === null ? null : new Date(trainedUntil).toISOString(),
          [described.data]: data,
          [described.environment]: environment,
        };
        for (const [key, value] of Object.entries(wanted)) {
          if (value !== null && known.tags?.[key] === undefined)
            expectDone(await tag(model, version.id, [key, value]));
        }
        if (role === 'champion' && (await championOf(model)) === null) await setAlias(model, version.id);
      },
    };
    return {
      registry,
      ...(settings.webhook_secret && {
        hear: heard({
          secret: await options.secret(settings.webhook_secret),
          reports: options.reports,
          modelOf,
        }),
      }),
      async probe() {
        const query = { max_results: 1 };
        await api.mustRead(z.object({}), `${root}/registered-models/search`, { query });
        return `${new URL(url).host} answers`;
      },
      close: async () => {},
    };
  },
});
