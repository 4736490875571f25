/** An online endpoint: its champion is the version that gets the traffic. Moving it takes minutes, so it is asked about. */
import { z } from 'zod';
import type { ModelId, VersionId } from '../../domain/ids.ts';
import { Fault } from '../../lib/fault.ts';
import type { Operation } from '../contract.ts';
import { parsed, path, wordFor } from '../outbound/api.ts';
import { expectDone } from '../outbound/started.ts';
import { type Roster, rolesByTraffic } from '../switch-over.ts';
import type { Arm } from './arm.ts';

const shares = z.record(z.string(), z.number()).nullish();
/** Whatever else an endpoint has is sent back as it was read: only a whole one can be put. */
const Endpoint = z.looseObject({
  location: z.string(),
  identity: z
    .looseObject({
      type: z.string(),
      userAssignedIdentities: z.record(z.string(), z.unknown()).nullish(),
    })
    .nullish(),
  properties: z.looseObject({
    traffic: shares,
    mirrorTraffic: shares,
    provisioningState: z.string().nullish(),
  }),
});
const Deployment = z.object({
  name: z.string(),
  properties: z.object({ model: z.string().nullish(), provisioningState: z.string().nullish() }),
});
/** `EndpointProvisioningState` of the published API. */
const words: Record<string, Operation | 'failed'> = {
  Creating: { state: 'pending' },
  Updating: { state: 'pending' },
  Deleting: { state: 'pending' },
  Succeeded: { state: 'done' },
  Failed: 'failed',
  Canceled: 'failed',
};
/** Of a switch: the endpoint, and the deployment that is to get its traffic. */
const Move = z.tuple([z.string(), z.string()]);

const isMoving = (endpoint: z.infer<typeof Endpoint>): boolean =>
  ['Creating', 'Updating', 'Deleting'].includes(endpoint.properties.provisioningState ?? '');

export function endpointRoster(
  arm: Arm,
  { nameOf, endpointOf }: Record<'nameOf' | 'endpointOf', (model: ModelId) => string>,
): Roster {
  const at = (model: ModelId) => path`/onlineEndpoints/${endpointOf(model)}`;
  const pending = (model: ModelId, to: string) =>
    ({ outcome: 'pending', operation: JSON.stringify([endpointOf(model), to]) }) as const;
  /** Deployments of this model by their version. */
  async function serving(model: ModelId) {
    const endpoint = await arm.read(Endpoint, at(model));
    if (!endpoint) return { endpoint, deployed: [] };
    const listed = await arm.all(Deployment, `${at(model)}/deployments`);
    const share = (name: string) => endpoint.properties.traffic?.[name] ?? 0;
    const deployed = listed.flatMap(({ name, properties }) => {
      const version = versionIn(properties.model ?? '', nameOf(model));
      return version ? [{ name, version, share: share(name), state: properties.provisioningState }] : [];
    });
    return { endpoint, deployed };
  }
  return {
    pollEveryMs: 15_000,
    roles: async (model) => rolesByTraffic((await serving(model)).deployed),
    async write({ model, to }) {
      const { endpoint, deployed } = await serving(model);
      const refused = (reason: string) => ({ outcome: 'refused', reason }) as const;
      if (!endpoint) return refused(`there is no endpoint ${endpointOf(model)}`);
      const target = deployed.find(({ version }) => version === to);
      if (!target) {
        return refused(
          `version ${to} has no deployment on the endpoint ${endpointOf(model)}; deploy it there without traffic, then promote again`,
        );
      }
      // Ours would show its traffic already, and would not come here.
      if (isMoving(endpoint)) {
        throw new Fault('refused', `The endpoint ${endpointOf(model)} is being changed by somebody else.`, {
          retry: 'later',
        });
      }
      if ((target.state ?? 'Succeeded') !== 'Succeeded') {
        return refused(`its deployment ${target.name} is not ready but ${target.state}`);
      }
      expectDone(await arm.act(at(model), { method: 'PUT', body: moved(endpoint, target.name) }));
      return pending(model, target.name);
    },
    async moving(model) {
      const { endpoint, deployed } = await serving(model);
      const top = deployed.toSorted((a, b) => b.share - a.share)[0];
      return endpoint && top && isMoving(endpoint) ? pending(model, top.name) : undefined;
    },
    async operation(operation) {
      const move = Move.safeParse(parsed(operation)).data;
      if (!move) return { state: 'unknown', raw: 'no operation of Azure' };
      const [endpoint, to] = move;
      const { properties } = await arm.mustRead(Endpoint, path`/onlineEndpoints/${endpoint}`);
      const said = properties.provisioningState ?? 'Succeeded';
      const known = wordFor(said, words);
      // Ours would show its traffic already.
      if (known !== 'failed' && known.state === 'pending' && !leads(properties.traffic, to))
        return { state: 'unknown', raw: `${said}, with its traffic elsewhere` };
      if (known !== 'failed') return known;
      return { state: 'failed', reason: `the endpoint ${endpoint} could not be updated; its page says why` };
    },
  };
}

/** Whether no other deployment gets as much. */
const leads = (traffic: z.infer<typeof shares>, to: string): boolean =>
  Object.entries(traffic ?? {}).every(([name, share]) => name === to || share < (traffic?.[to] ?? 0));

/** The endpoint as it is to be put: what the server alone may say is left out, and so is what it has not. */
function moved({ location, tags, kind, sku, identity, properties }: z.infer<typeof Endpoint>, to: string) {
  const { provisioningState: _, scoringUri: __, swaggerUri: ___, ...kept } = properties;
  const { traffic, mirrorTraffic: mirror } = kept;
  const others = Object.fromEntries(Object.keys(traffic ?? {}).map((name) => [name, 0]));
  // Who serves cannot be mirrored to as well.
  const mirrored = mirror && Object.fromEntries(Object.entries(mirror).filter(([name]) => name !== to));
  const ids = Object.keys(identity?.userAssignedIdentities ?? {}).map((id) => [id, {}]);
  const own = identity && {
    type: identity.type,
    userAssignedIdentities: ids.length > 0 ? Object.fromEntries(ids) : null,
  };
  return given({
    ...{ location, tags, kind, sku, identity: own && given(own) },
    properties: given({ ...kept, traffic: { ...others, [to]: 100 }, mirrorTraffic: mirrored }),
  });
}

const given = (all: object): object =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== undefined));

/** The version in `…/models/churn/versions/3` or `azureml:churn:3`; null for another model. */
function versionIn(id: string, model: string): VersionId | null {
  const found = /\/models\/([^/]+)\/versions\/([^/]+)$/.exec(id) ?? /^azureml:([^:/]+):([^:/]+)$/.exec(id);
  return found?.[1] === model ? (found[2] as VersionId) : null;
}
