/** Models and the endpoint of the fake: aliases move, an endpoint is written by its etag, deployments take a while. */
import { z } from 'zod';
import { type Reply, type Route, route } from './http-fake.ts';

export const at = '/v1/projects/prod-1/locations/europe-west4';

export interface Uploaded {
  id: string;
  aliases: string[];
  description: string;
  labels: Record<string, string>;
  pipelineJob?: string;
}
export interface Deployed {
  id: string;
  model: string;
  dedicatedResources?: unknown;
}
export interface Kept {
  versions: Uploaded[];
  deployed: Deployed[];
  traffic: Record<string, number>;
  etag: number;
  operations: { name: string; looks: number; error?: string; finish(): void }[];
  /** Looks that a deployment takes; and why it fails, if it does. */
  slow: number;
  fails: string | null;
}

const no = (status: number, name: string, message: string): Reply => ({
  status,
  json: { error: { code: status, message, status: name } },
});
const shares = z
  .record(z.string().regex(/^\d{1,10}$/), z.int().min(0).max(100))
  .refine((all) => [0, 100].includes(Object.values(all).reduce((one, other) => one + other, 0)), {
    error: 'must add up to 100',
  });
const resources = z.strictObject({
  machineSpec: z.strictObject({ machineType: z.string() }),
  minReplicaCount: z.int().min(1),
});

export function registryRoutes(kept: Kept): Route[] {
  const known = (model: string | undefined, reply: () => Reply) =>
    model === 'churn' ? reply() : no(404, 'NOT_FOUND', `The Model ${model} does not exist.`);
  const shown = (one: Uploaded) => ({
    name: `${at.slice(4)}/models/churn`,
    displayName: 'churn',
    versionId: one.id,
    versionAliases: one.aliases,
    versionCreateTime: new Date(1_767_571_200_000 + Number(one.id)).toISOString(),
    versionDescription: one.description,
    labels: one.labels,
    ...(one.pipelineJob && { pipelineJob: `${at.slice(4)}/pipelineJobs/${one.pipelineJob}` }),
  });
  const endpoint = () => ({
    name: `${at.slice(4)}/endpoints/42`,
    displayName: 'churn',
    etag: `e${kept.etag}`,
    trafficSplit: kept.traffic,
    deployedModels: kept.deployed.map(({ model, ...one }) => ({
      ...one,
      model: model.split('@')[0],
      modelVersionId: model.split('@')[1],
    })),
  });
  const operation = ({ name, looks, error }: Kept['operations'][number]) => {
    const done = looks >= kept.slow;
    return { name, done, ...(done && (error ? { error: { code: 9, message: error } } : { response: {} })) };
  };
  const look = (one: Kept['operations'][number]) => {
    one.looks += 1;
    if (one.looks === kept.slow && !one.error) one.finish();
    return operation(one);
  };
  const isEndpoint = (id: string | undefined, reply: () => Reply) =>
    id === '42' ? reply() : no(404, 'NOT_FOUND', 'The Endpoint does not exist.');
  return [
    route(`GET ${at}/models`, { query: z.strictObject({ pageSize: z.literal('1') }) }, () => ({ json: {} })),
    route(
      `GET ${at}/models/{model}:listVersions`,
      { query: z.strictObject({ pageSize: z.string(), pageToken: z.string().regex(/^\d+$/).optional() }) },
      ({ params, query }) =>
        known(params.model, () => {
          // Newest first, two to a page, so that everybody has to sort and to turn pages.
          const from = Number(query.pageToken ?? 0);
          const more = kept.versions.length > from + 2;
          return {
            json: {
              models: kept.versions
                .toReversed()
                .slice(from, from + 2)
                .map(shown),
              ...(more && { nextPageToken: String(from + 2) }),
            },
          };
        }),
    ),
    route(
      `POST ${at}/models/{model}@{version}:mergeVersionAliases`,
      {
        body: z.strictObject({
          versionAliases: z.array(z.string().regex(/^-?[a-z][a-zA-Z0-9-]{0,126}[a-z0-9]$/)).min(1),
        }),
      },
      ({ params, body }) =>
        known(params.model, () => {
          const one = kept.versions.find(({ id }) => id === params.version);
          if (!one) return no(404, 'NOT_FOUND', 'The Model version does not exist.');
          for (const other of kept.versions)
            other.aliases = other.aliases.filter((alias) => !body.versionAliases.includes(alias));
          one.aliases.push(...body.versionAliases);
          return { json: shown(one) };
        }),
    ),
    route(`GET ${at}/endpoints/{id}`, {}, ({ params }) =>
      isEndpoint(params.id, () => ({ json: endpoint() })),
    ),
    route(
      `PATCH ${at}/endpoints/{id}`,
      {
        query: z.strictObject({ updateMask: z.literal('trafficSplit') }),
        body: z.strictObject({ etag: z.string(), trafficSplit: shares }),
      },
      ({ params, body }) =>
        isEndpoint(params.id, () => {
          if (body.etag !== `e${kept.etag}`) return no(409, 'ABORTED', 'The etag does not match.');
          if (!Object.keys(body.trafficSplit).every((id) => kept.deployed.some((one) => one.id === id)))
            return no(400, 'INVALID_ARGUMENT', 'trafficSplit names a DeployedModel that is not there.');
          kept.etag += 1;
          kept.traffic = body.trafficSplit;
          return { json: endpoint() };
        }),
    ),
    route(
      `POST ${at}/endpoints/{id}:deployModel`,
      {
        body: z.strictObject({
          deployedModel: z.strictObject({
            model: z.string().regex(/^projects\/prod-1\/locations\/europe-west4\/models\/churn@\d+$/),
            displayName: z.string().max(128),
            dedicatedResources: resources,
            serviceAccount: z.string().optional(),
          }),
          trafficSplit: shares,
        }),
      },
      ({ params, body }) =>
        isEndpoint(params.id, () => {
          const id = String(1000 + kept.operations.length);
          const begun: Kept['operations'][number] = {
            name: `${at.slice(4)}/endpoints/42/operations/${id}`,
            looks: 0,
            ...(kept.fails !== null && { error: kept.fails }),
            finish() {
              kept.deployed.push({ id, ...body.deployedModel });
              kept.traffic = Object.fromEntries(
                Object.entries(body.trafficSplit).map(([key, share]) => [key === '0' ? id : key, share]),
              );
              kept.etag += 1;
            },
          };
          kept.operations.push(begun);
          return { json: operation(begun) };
        }),
    ),
    route(
      `GET ${at}/endpoints/{id}/operations`,
      { query: z.strictObject({ pageSize: z.string() }) },
      ({ params }) => isEndpoint(params.id, () => ({ json: { operations: kept.operations.map(look) } })),
    ),
    route(`GET ${at}/endpoints/{id}/operations/{operation}`, {}, ({ params }) => {
      const one = kept.operations.find(({ name }) => name.endsWith(`/${params.operation}`));
      if (!one) return no(404, 'NOT_FOUND', 'The operation does not exist.');
      return { json: look(one) };
    }),
  ];
}
