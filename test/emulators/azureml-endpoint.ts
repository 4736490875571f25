/** The online endpoint of the fake workspace: put as a whole, and busy for a while each time. */
import { z } from 'zod';
import { dated, root } from './azureml-root.ts';
import { type Route, route } from './http-fake.ts';

export interface Served {
  deployments: { name: string; model: string; state?: string }[];
  traffic: Record<string, number>;
  mirror: Record<string, number>;
  state: string;
  /** How often it was looked at since it was put, and how many looks a move takes. */
  looks: number;
  slow: number;
}

const share = z.int().min(0).max(100);
const body = z.strictObject({
  location: z.literal('westeurope'),
  kind: z.string().optional(),
  tags: z.record(z.string(), z.string()).optional(),
  sku: z.unknown().optional(),
  identity: z.strictObject({
    type: z.enum(['SystemAssigned', 'UserAssigned', 'SystemAssigned,UserAssigned', 'None']),
    userAssignedIdentities: z.record(z.string(), z.strictObject({})).optional(),
  }),
  properties: z.strictObject({
    authMode: z.enum(['AMLToken', 'Key', 'AADToken']),
    description: z.string().optional(),
    compute: z.string().optional(),
    properties: z.record(z.string(), z.string()).optional(),
    publicNetworkAccess: z.enum(['Enabled', 'Disabled']).optional(),
    traffic: z
      .record(z.string(), share)
      .refine((all) => [0, 100].includes(sum(all)), 'traffic must sum to 100, or be none at all'),
    mirrorTraffic: z.record(z.string(), share).optional(),
  }),
});
const sum = (all: Record<string, number>) => Object.values(all).reduce((one, other) => one + other, 0);

export function endpointRoutes(served: Served): Route[] {
  const at = `${root}/onlineEndpoints/{endpoint}`;
  const shown = () => ({
    ...{ name: 'churn', location: 'westeurope', kind: 'Managed', tags: { team: 'growth' } },
    identity: { type: 'SystemAssigned', principalId: 'p-1', tenantId: 'tenant-1' },
    systemData: { createdBy: 'ada' },
    properties: {
      ...{ authMode: 'Key', publicNetworkAccess: 'Enabled', properties: {}, keys: null, compute: null },
      ...{ scoringUri: 'https://churn.example.com/score', swaggerUri: 'https://churn.example.com/swagger' },
      ...{ traffic: served.traffic, mirrorTraffic: served.mirror, provisioningState: served.state },
    },
  });
  return [
    route(`GET ${at}`, { query: dated() }, ({ params }) => {
      if (params.endpoint !== 'churn') return { status: 404 };
      served.looks += 1;
      if (served.state === 'Updating' && served.looks > served.slow) served.state = 'Succeeded';
      return { json: shown() };
    }),
    route(`PUT ${at}`, { query: dated(), body }, ({ params, body: put }) => {
      if (params.endpoint !== 'churn') return { status: 404 };
      if (served.state === 'Updating') return { status: 409 };
      const { traffic, mirrorTraffic = {} } = put.properties;
      const known = (name: string) => served.deployments.some((one) => one.name === name);
      if (![...Object.keys(traffic), ...Object.keys(mirrorTraffic)].every(known)) return { status: 400 };
      Object.assign(served, { traffic, mirror: mirrorTraffic, state: 'Updating', looks: 0 });
      return {
        status: 202,
        headers: { 'azure-asyncoperation': `https://management.azure.com${root}/operations/1` },
        json: shown(),
      };
    }),
    route(`GET ${at}/deployments`, { query: dated() }, ({ params }) => {
      if (params.endpoint !== 'churn') return { status: 404 };
      const value = served.deployments.map(({ name, model, state = 'Succeeded' }) => ({
        ...{ name, location: 'westeurope' },
        properties: { endpointComputeType: 'Managed', model, provisioningState: state },
      }));
      return { json: { value } };
    }),
  ];
}
