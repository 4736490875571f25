/** Versions of a model. Labels hold lower-case words only, so the text of a version's description says what it was made of. */
import { z } from 'zod';
import type { ModelId, VersionId } from '../../domain/ids.ts';
import { described, versionFrom } from '../described.ts';
import { everyPage, parsed, path } from '../outbound/api.ts';
import { expectDone } from '../outbound/started.ts';
import type { Roster, VersionSystem } from '../switch-over.ts';
import type { Google } from './google.ts';

const Listed = z.object({
  versionId: z.string(),
  versionAliases: z.array(z.string()).nullish(),
  versionCreateTime: z.string().nullish(),
  versionDescription: z.string().nullish(),
  labels: z.record(z.string(), z.string()).nullish(),
  pipelineJob: z.string().nullish(),
});
type Listed = z.infer<typeof Listed> & { id: string };
const Page = z.object({ models: z.array(Listed).nullish(), nextPageToken: z.string().nullish() });
/** `{"steward.trained_until": "2026-01-01T00:00:00Z", "metric.mae": 31.9, …}` */
const Text = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String));

type NameOf = (model: ModelId) => string;
const createdAt = (one: Listed): number => Date.parse(one.versionCreateTime ?? '') || 0;
const textOf = (one: Listed) => Text.safeParse(parsed(one.versionDescription ?? '')).data ?? {};

/** Oldest first. */
async function list({ api, at }: Google, name: string): Promise<Listed[]> {
  const all = await everyPage(async (token) => {
    const query = { pageSize: 100, pageToken: token ?? undefined };
    const read = token === null ? api.read : api.mustRead;
    const page = await read(Page, `${at}${path`/models/${name}`}:listVersions`, { query });
    return { items: page?.models ?? [], next: page?.nextPageToken };
  });
  return all
    .map((one) => ({ ...one, id: one.versionId }))
    .sort((a, b) => createdAt(a) - createdAt(b) || Number(a.id) - Number(b.id));
}

export const modelVersions = (google: Google, nameOf: NameOf): VersionSystem<Listed> => ({
  list: (model) => list(google, nameOf(model)),
  describe: (one) => versionFrom({ id: one.id, createdAt: createdAt(one), text: textOf(one) }),
  isMadeBy(one, { run, key }) {
    const job = one.pipelineJob?.split('/').at(-1);
    const keys = [one.labels?.['steward-key'], textOf(one)[described.key], job];
    return keys.includes(key) || (job !== undefined && job === run);
  },
});

/** An alias is at one version at most. */
export function aliasRoster(
  google: Google,
  nameOf: NameOf,
  aliases: { champion: string; challenger: string },
): Roster {
  return {
    async roles(model) {
      const all = await list(google, nameOf(model));
      const under = (alias: string) =>
        all.flatMap(({ id, versionAliases }) => (versionAliases?.includes(alias) ? [id as VersionId] : []));
      return { champion: under(aliases.champion).at(-1) ?? null, challengers: under(aliases.challenger) };
    },
    async write({ model, to }) {
      const at = `${google.at}${path`/models/${nameOf(model)}`}@${path`${to}`}:mergeVersionAliases`;
      expectDone(await google.api.act(at, { body: { versionAliases: [aliases.champion] } }));
      return undefined;
    },
  };
}
