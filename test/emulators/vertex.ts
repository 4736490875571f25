/**
 * Vertex AI's REST API as far as Steward speaks it, strict: fields, patterns and enums of the public protocol definitions
 * google.cloud.aiplatform.v1 (googleapis, Apache-2.0).
 */
import { z } from 'zod';
import { fakeTokens } from './fake-tokens.ts';
import { type Reply, route, startFake } from './http-fake.ts';
import { serviceAccount } from './vertex-key.ts';
import { at, type Kept, registryRoutes, type Uploaded } from './vertex-registry.ts';

export const account = serviceAccount();

interface Run {
  id: string;
  state: string;
  values: Record<string, string>;
}

const label = z.string().regex(/^[\p{Ll}\p{N}_-]{0,63}$/u);
const pipelineJob = z.strictObject({
  displayName: z.string().max(128),
  templateUri: z.string().startsWith('https://'),
  labels: z.record(label, label),
  serviceAccount: z.string().optional(),
  runtimeConfig: z.strictObject({
    gcsOutputDirectory: z.string().startsWith('gs://'),
    parameterValues: z.strictObject({ steward_key: z.string(), steward_train_before: z.string() }),
  }),
});

/** A pipeline that says what it made, the model `churn`, and the endpoint 42 that serves it. */
export async function startVertex({ endless = false } = {}) {
  const runs = new Map<string, Run>();
  const kept: Kept = {
    versions: [],
    deployed: [],
    traffic: {},
    etag: 1,
    operations: [],
    slow: 3,
    fails: null,
  };
  let result: ((run: Run) => unknown) | null = (run) => ({
    version: `v-${run.id}`,
    trained_until: run.values.steward_train_before,
    metrics: { mae: 31.9 },
  });
  const tokens = fakeTokens({
    path: '/token',
    form: z.strictObject({
      grant_type: z.literal('urn:ietf:params:oauth:grant-type:jwt-bearer'),
      assertion: z.string().refine(account.isSigned),
    }),
  });
  const shown = (run: Run) => ({
    name: `${at.slice(4)}/pipelineJobs/${run.id}`,
    displayName: run.id,
    state: `PIPELINE_STATE_${run.state}`,
    ...(run.state === 'FAILED' && { error: { code: 9, message: 'The task train failed.' } }),
    jobDetail: {
      taskDetails: [
        { taskName: 'read', outputs: { rows: { artifacts: [{ metadata: { n: 672 } }] } } },
        ...(result && run.state === 'SUCCEEDED'
          ? [
              {
                taskName: 'train',
                outputs: {
                  result: { artifacts: [{ metadata: { 'steward.result': JSON.stringify(result(run)) } }] },
                },
              },
            ]
          : []),
      ],
    },
  });
  const one = (id: string | undefined, reply: (run: Run) => Reply): Reply => {
    const run = runs.get(id ?? '');
    return run ? reply(run) : { status: 404 };
  };
  const fake = await startFake({
    authorised: tokens.authorised,
    problem: (code, message) => ({ error: { code, message, status: 'SOME_STATUS' } }),
    routes: [
      tokens.route,
      route(
        `POST ${at}/pipelineJobs`,
        {
          query: z.strictObject({ pipelineJobId: z.string().regex(/^[a-z][a-z0-9-]{0,126}$/) }),
          body: pipelineJob,
        },
        ({ query, body }) => {
          const id = query.pipelineJobId;
          if (runs.has(id)) return { status: 409 };
          const state = endless ? 'RUNNING' : 'SUCCEEDED';
          runs.set(id, { id, state, values: body.runtimeConfig.parameterValues });
          return { json: shown({ ...runs.get(id)!, state: 'PENDING' }) };
        },
      ),
      route(`GET ${at}/pipelineJobs/{id}`, {}, ({ params }) =>
        one(params.id, (run) => ({ json: shown(run) })),
      ),
      route(`POST ${at}/pipelineJobs/{id}:cancel`, { body: z.strictObject({}) }, ({ params }) =>
        one(params.id, (run) => {
          if (run.state === 'RUNNING') run.state = 'CANCELLED';
          return { json: {} };
        }),
      ),
      ...registryRoutes(kept),
    ],
  });
  function add(change: Partial<Uploaded> = {}): Uploaded {
    const version = {
      id: String(kept.versions.length + 1),
      aliases: [],
      description: '',
      labels: {},
      ...change,
    };
    kept.versions.push(version);
    return version;
  }
  function deploy({ id }: Uploaded, share = 0) {
    const dedicatedResources = { machineSpec: { machineType: 'n1-standard-2' }, minReplicaCount: 1 };
    const model = `${at.slice(4)}/models/churn@${id}`;
    kept.deployed.push({ id: `70${id}`, model, dedicatedResources });
    if (share > 0) kept.traffic = { [`70${id}`]: share };
  }
  return Object.assign(fake, {
    ...{ runs, kept, tokens, add, deploy },
    says(next: typeof result) {
      result = next;
    },
    /** Versions 1, 2 and 3, all deployed, of which the first is the champion by alias and by traffic. */
    fill() {
      const aliases = [['default', 'champion'], [], ['challenger']];
      for (const [index, own] of aliases.entries()) {
        const said = {
          'steward.trained_until': '2026-01-01T00:00:00Z',
          'metric.mae': 31.9,
          'param.depth': 6,
        };
        const labels = { 'steward-key': `mo-${index + 1}` };
        deploy(add({ aliases: own, labels, description: JSON.stringify(said) }), index === 0 ? 100 : 0);
      }
    },
    /** Which version the traffic goes to. */
    served: () => kept.deployed.find(({ id }) => kept.traffic[id] === 100)?.model.split('@')[1] ?? null,
  });
}

export const vertexSettings = (url: string) => ({
  ...{ project: 'prod-1', location: 'europe-west4', service_account: 'file:/key.json' },
  ...{ url, token_url: `${url}/token` },
  pipeline: {
    templateUri: 'https://europe-west4-kfp.pkg.dev/prod-1/train/churn/v1',
    runtimeConfig: { gcsOutputDirectory: 'gs://churn/runs' },
  },
  champion: 'alias',
  endpoints: { churn: '42' },
  allow_private: ['127.0.0.1'],
  timeout: '30s',
});
