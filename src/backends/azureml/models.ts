/** Versions of a workspace's models. Their tags describe them, and tags of the model itself may name its champion. */
import { z } from 'zod';
import type { ModelId, VersionId } from '../../domain/ids.ts';
import type { Assigned, Registry } from '../contract.ts';
import { described, versionFrom } from '../described.ts';
import { path } from '../outbound/api.ts';
import { expectDone } from '../outbound/started.ts';
import { switchOver } from '../switch-over.ts';
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

export interface Models {
  nameOf(model: ModelId): string;
  /** Those that are there, oldest first; none for a model that the workspace does not have. */
  list(model: ModelId): Promise<Listed[]>;
}

export function modelsOf(arm: Arm, nameOf: (model: ModelId) => string): Models {
  return {
    nameOf,
    async list(model) {
      const at = path`/models/${nameOf(model)}/versions`;
      const all = await arm.all(Listed, at, { listViewType: 'ActiveOnly' });
      return all
        .filter(({ properties }) => (properties.provisioningState ?? 'Succeeded') === 'Succeeded')
        .sort((a, b) => createdAt(a) - createdAt(b));
    },
  };
}

/** Where it stands who is champion, and how that is changed. */
export interface RoleSlot extends Pick<Registry, 'roles' | 'operation' | 'pollEveryMs'> {
  write(model: ModelId, version: VersionId): Promise<Exclude<Assigned, { outcome: 'done' }> | undefined>;
  /** What still goes on although the roles look as they were asked for. */
  moving?(model: ModelId): Promise<Assigned | undefined>;
}

export function modelRegistry(models: Models, { write, moving, ...slot }: RoleSlot): Registry {
  return {
    ...slot,
    versions: async (model) => (await models.list(model)).map(versionOf),
    async assign(change) {
      const { model } = change;
      const assigned = await switchOver(change, {
        knows: async (id) => (await models.list(model)).some(({ name }) => name === id),
        champion: async () => (await slot.roles(model)).champion,
        write: (id) => write(model, id),
      });
      return (assigned.outcome === 'done' && (await moving?.(model))) || assigned;
    },
    async produced(model, { run, key }) {
      const all = await models.list(model);
      const isMade = (one: Listed) =>
        textOf(one)[described.key] === key || [run as string, key].includes(one.properties.jobName ?? '');
      return all.filter(isMade).toReversed().map(versionOf);
    },
  };
}

const createdAt = ({ systemData }: Listed): number => Date.parse(systemData?.createdAt ?? '') || 0;
/** Properties cannot be changed once they are written, so tags may say it better. */
const textOf = ({ properties }: Listed) => ({ ...properties.properties, ...properties.tags });
const versionOf = (one: Listed) =>
  versionFrom({ id: one.name, createdAt: createdAt(one), text: textOf(one) });

const Container = z.object({
  properties: z.object({ description: z.string().nullish(), tags: texts, properties: texts }),
});

/** Tags of the model: one write moves the champion, and it can never be two. */
export function tagSlot(
  arm: Arm,
  { nameOf }: Models,
  tags: { champion: string; challenger: string },
): RoleSlot {
  const at = (model: ModelId) => path`/models/${nameOf(model)}`;
  return {
    async roles(model) {
      const said = (await arm.read(Container, at(model)))?.properties.tags ?? {};
      const under = (tag: string) => (said[tag] ? [said[tag] as VersionId] : []);
      return { champion: under(tags.champion)[0] ?? null, challengers: under(tags.challenger) };
    },
    async write(model, version) {
      const { properties } = await arm.mustRead(Container, at(model));
      const body = {
        properties: { ...properties, tags: { ...properties.tags, [tags.champion]: version } },
      };
      expectDone(await arm.act(at(model), { method: 'PUT', body }));
      return undefined;
    },
  };
}
