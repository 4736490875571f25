/** Versions of a workspace's models. Their tags describe them, and tags of the model itself may name its champion. */
import { z } from 'zod';
import type { ModelId, VersionId } from '../../domain/ids.ts';
import { described, versionFrom } from '../described.ts';
import { path } from '../outbound/api.ts';
import { expectDone } from '../outbound/started.ts';
import type { Roster, VersionSystem } from '../switch-over.ts';
import type { Arm } from './arm.ts';

const texts = z.record(z.string(), z.string().nullish()).nullish();
const Listed = z.object({
  name: z.string(),
  properties: z.object({
    tags: texts,
    properties: texts,
    jobName: z.string().nullish(),
    provisioningState: z.string().nullish(),
  }),
  systemData: z.object({ createdAt: z.string().nullish() }).nullish(),
});
type Listed = z.infer<typeof Listed>;

type NameOf = (model: ModelId) => string;

const createdAt = ({ systemData }: Listed): number => Date.parse(systemData?.createdAt ?? '') || 0;
/** Properties cannot be changed once they are written, so tags may say it better. */
const textOf = ({ properties }: Listed) => ({ ...properties.properties, ...properties.tags });

export const modelVersions = (arm: Arm, nameOf: NameOf): VersionSystem<Listed & { id: string }> => ({
  async list(model) {
    const at = path`/models/${nameOf(model)}/versions`;
    const all = await arm.all(Listed, at, { listViewType: 'ActiveOnly' });
    return all
      .filter(({ properties }) => (properties.provisioningState ?? 'Succeeded') === 'Succeeded')
      .sort((a, b) => createdAt(a) - createdAt(b))
      .map((one) => ({ ...one, id: one.name }));
  },
  describe: (one) => versionFrom({ id: one.id, createdAt: createdAt(one), text: textOf(one) }),
  isMadeBy(one, { run, key }) {
    const { jobName: job } = one.properties;
    return [textOf(one)[described.key], job].includes(key) || (Boolean(job) && job === run);
  },
});

const Container = z.object({
  properties: z.object({ description: z.string().nullish(), tags: texts, properties: texts }),
});

/** Tags of the model: one write moves the champion, and it can never be two. */
export function tagRoster(arm: Arm, nameOf: NameOf, tags: { champion: string; challenger: string }): Roster {
  const at = (model: ModelId) => path`/models/${nameOf(model)}`;
  return {
    async roles(model) {
      const said = (await arm.read(Container, at(model)))?.properties.tags ?? {};
      const under = (tag: string) => (said[tag] ? [said[tag] as VersionId] : []);
      return { champion: under(tags.champion)[0] ?? null, challengers: under(tags.challenger) };
    },
    async write({ model, to }) {
      const { description, tags: own, properties } = (await arm.mustRead(Container, at(model))).properties;
      const kept = { ...(description && { description }), ...(properties && { properties }) };
      const body = { properties: { ...kept, tags: { ...own, [tags.champion]: to } } };
      expectDone(await arm.act(at(model), { method: 'PUT', body }));
      return undefined;
    },
  };
}
