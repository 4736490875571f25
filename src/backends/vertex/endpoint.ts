/**
 * An endpoint: its champion is the version that gets the traffic. One that is deployed gets it at once, written only if
 * nobody changed the endpoint since (etag); one that is not is deployed like the champion, which is asked about.
 */
import { z } from 'zod';
import type { ModelId, VersionId } from '../../domain/ids.ts';
import { Fault } from '../../lib/fault.ts';
import { path } from '../outbound/api.ts';
import { expectDone } from '../outbound/started.ts';
import { type Roster, rolesByTraffic } from '../switch-over.ts';
import type { Google } from './google.ts';

const Deployed = z.looseObject({
  id: z.string(),
  model: z.string(),
  modelVersionId: z.string().nullish(),
});
const Endpoint = z.object({
  etag: z.string().nullish(),
  trafficSplit: z.record(z.string(), z.number()).nullish(),
  deployedModels: z.array(Deployed).nullish(),
});
const Operation = z.object({
  name: z.string().regex(/^projects\/[\w./-]+\/operations\/[\w-]+$/),
  done: z.boolean().nullish(),
  error: z.object({ message: z.string().nullish() }).nullish(),
});
const Operations = z.object({ operations: z.array(Operation).nullish() });

/** How a champion is served, and the next one will be. */
const likewise = [
  ...['dedicatedResources', 'automaticResources', 'sharedResources', 'serviceAccount'],
  ...['enableAccessLogging', 'disableContainerLogging'],
];

export function endpointRoster(
  { api, at }: Google,
  { nameOf, endpointOf }: Record<'nameOf' | 'endpointOf', (model: ModelId) => string>,
): Roster {
  const where = (model: ModelId) => at + path`/endpoints/${endpointOf(model)}`;
  /** Deployments of this model. */
  async function serving(model: ModelId) {
    const endpoint = await api.read(Endpoint, where(model));
    const deployed = (endpoint?.deployedModels ?? []).flatMap((one) => {
      const [name, inName] = one.model.split('/').at(-1)!.split('@');
      const version = (one.modelVersionId ?? inName) as VersionId | undefined;
      if (name !== nameOf(model) || !version) return [];
      return [{ id: one.id, version, share: endpoint?.trafficSplit?.[one.id] ?? 0, like: one }];
    });
    return { endpoint, deployed };
  }
  /** What is under way on the endpoint may be what was asked for before, its answer lost: nothing is asked for beside it. */
  async function expectIdle(model: ModelId): Promise<void> {
    const query = { pageSize: 100 };
    const seen = await api.read(Operations, `${where(model)}/operations`, { query });
    if (seen?.operations?.every(({ done }) => done) ?? true) return;
    throw new Fault('refused', `The endpoint ${endpointOf(model)} is being changed.`, { retry: 'later' });
  }
  const roles = async (model: ModelId) => rolesByTraffic((await serving(model)).deployed);
  return {
    roles,
    pollEveryMs: 30_000,
    async write({ model, to, expected }) {
      const { endpoint, deployed } = await serving(model);
      const refused = (reason: string) => ({ outcome: 'refused', reason }) as const;
      if (!endpoint) return refused(`there is no endpoint ${endpointOf(model)}`);
      await expectIdle(model);
      const target = deployed.find(({ version }) => version === to);
      if (target) {
        const body = { etag: endpoint.etag ?? undefined, trafficSplit: { [target.id]: 100 } };
        const query = { updateMask: 'trafficSplit' };
        const acted = await api.act(where(model), { method: 'PATCH', query, body });
        if (acted.outcome === 'refused' && [409, 412].includes(acted.status)) {
          // Somebody changed the endpoint between our look and our write; only another champion is an answer.
          if ((await roles(model)).champion !== expected) return undefined;
          throw new Fault('refused', acted.reason, { retry: 'later' });
        }
        expectDone(acted);
        return undefined;
      }
      const champion = deployed.find(({ version }) => version === expected);
      if (!champion) return refused('nothing is deployed that says with which machines to serve it');
      const own = Object.entries(champion.like).filter(([name]) => likewise.includes(name));
      const deployedModel = {
        ...Object.fromEntries(own),
        model: `${at.slice('/v1/'.length)}/models/${nameOf(model)}@${to}`,
        displayName: `${nameOf(model)}-${to}`.slice(0, 128),
      };
      // "0" stands for what is being deployed.
      const body = { deployedModel, trafficSplit: { '0': 100 } };
      const acted = await api.act(`${where(model)}:deployModel`, { body });
      expectDone(acted);
      const begun = Operation.safeParse(acted.body).data;
      if (begun) return { outcome: 'pending', operation: begun.name };
      throw new Fault('no_answer', 'Vertex AI took the deployment but named no operation.', {
        retry: 'unknown',
      });
    },
    async operation(operation) {
      const name = Operation.shape.name.safeParse(operation).data;
      const seen = name && (await api.read(Operation, `/v1/${name}`));
      if (!seen) return { state: 'failed', reason: 'Vertex AI knows no such operation' };
      if (!seen.done) return { state: 'pending' };
      if (!seen.error) return { state: 'done' };
      return { state: 'failed', reason: (seen.error.message ?? 'Vertex AI gave no reason').slice(0, 500) };
    },
  };
}
