/**
 * Azure Machine Learning as far as Steward speaks it, strict: paths, fields, patterns and enums of the published API
 * description 2024-10-01 (Azure/azure-rest-api-specs, MIT).
 */
import { z } from 'zod';
import { endpointRoutes, type Served } from './azureml-endpoint.ts';
import { type Made, modelRoutes } from './azureml-models.ts';
import { dated, root } from './azureml-root.ts';
import { fakeTokens } from './fake-tokens.ts';
import { type Reply, route, startFake } from './http-fake.ts';

interface Job {
  name: string;
  status: string;
  inputs: Record<string, string>;
  tags: Record<string, string>;
}

const literal = z.strictObject({
  jobInputType: z.literal('literal'),
  value: z.string().regex(/[a-zA-Z0-9_]/),
  description: z.string().optional(),
});
const jobBody = z.strictObject({
  properties: z.strictObject({
    jobType: z.literal('Command'),
    displayName: z.string(),
    experimentName: z.string().optional(),
    command: z.string().min(1),
    environmentId: z.string(),
    computeId: z.string().optional(),
    codeId: z.string().optional(),
    tags: z.record(z.string(), z.string()),
    inputs: z.record(z.string().regex(/^[a-zA-Z_]\w*$/), literal),
  }),
});

/** The workspace `prod` with the model `churn`, served by the endpoint `churn`. @param slow looks that a move takes */
export async function startAzureMl({ endless = false, slow = 2 } = {}) {
  const jobs = new Map<string, Job>();
  const made: Made[] = [];
  const container: { tags: Record<string, string> } = { tags: { team: 'growth' } };
  const served: Served = { deployments: [], traffic: {}, mirror: {}, state: 'Succeeded', looks: 0, slow };
  let result: ((job: Job) => unknown) | null = (job) => ({
    version: `v-${job.name}`,
    trained_until: job.inputs.steward_train_before,
    metrics: { mae: 31.9 },
  });
  const tokens = fakeTokens({
    path: '/tenant-1/oauth2/v2.0/token',
    form: z.union([
      z.strictObject({
        grant_type: z.literal('client_credentials'),
        client_id: z.literal('app-1'),
        client_secret: z.literal('secret'),
        scope: z.string().regex(/^https?:\/\/[^/]+\/\.default$/),
      }),
      z.strictObject({
        grant_type: z.literal('client_credentials'),
        client_id: z.literal('app-1'),
        client_assertion_type: z.literal('urn:ietf:params:oauth:client-assertion-type:jwt-bearer'),
        client_assertion: z.literal('federated'),
        scope: z.string(),
      }),
    ]),
  });
  const shown = (job: Job) => ({
    id: `${root}/jobs/${job.name}`,
    name: job.name,
    type: 'Microsoft.MachineLearningServices/workspaces/jobs',
    properties: {
      jobType: 'Command',
      status: job.status,
      tags: {
        ...job.tags,
        ...(job.status === 'Completed' && result && { 'steward.result': JSON.stringify(result(job)) }),
      },
      services: { Studio: { jobServiceType: 'Studio', endpoint: `https://ml.azure.com/runs/${job.name}` } },
    },
  });
  const one = (name: string, reply: (job: Job) => Reply): Reply => {
    const job = jobs.get(name);
    return job ? reply(job) : { status: 404 };
  };
  const fake = await startFake({
    authorised: tokens.authorised,
    problem: (status, message) => ({ error: { code: `Status${status}`, message, details: [] } }),
    routes: [
      tokens.route,
      route(`GET ${root}`, { query: dated() }, () => ({ json: { name: 'prod', location: 'westeurope' } })),
      route(`GET ${root}/jobs/{name}`, { query: dated() }, ({ params }) =>
        one(params.name!, (job) => ({ json: shown(job) })),
      ),
      route(`PUT ${root}/jobs/{name}`, { query: dated(), body: jobBody }, ({ params, body }) => {
        const name = z
          .string()
          .regex(/^[a-zA-Z0-9][\w-]{0,254}$/)
          .parse(params.name);
        const { tags, inputs } = body.properties;
        const known = jobs.get(name);
        // "For update case, the Tags in the definition passed in will replace Tags in the existing job."
        if (known) known.tags = tags;
        const job = known ?? {
          name,
          status: endless ? 'Running' : 'Completed',
          inputs: Object.fromEntries(Object.entries(inputs).map(([key, { value }]) => [key, value])),
          tags,
        };
        jobs.set(name, job);
        return { status: known ? 200 : 201, json: { ...shown({ ...job, status: 'NotStarted' }) } };
      }),
      route(`POST ${root}/jobs/{name}/cancel`, { query: dated() }, ({ params }) =>
        one(params.name!, (job) => {
          if (job.status === 'Running') job.status = 'Canceled';
          return { status: 202, headers: { location: `${root}/jobs/${job.name}` } };
        }),
      ),
      ...modelRoutes({ made, container }),
      ...endpointRoutes(served),
    ],
  });
  /** A version that says of which request it was made. */
  function add(tags: Record<string, string> = {}, change: Partial<Made> = {}): Made {
    const one = { version: String(made.length + 1), tags, state: 'Succeeded', ...change };
    made.push(one);
    return one;
  }
  return Object.assign(fake, {
    ...{ jobs, made, container, served, tokens, add },
    says(next: typeof result) {
      result = next;
    },
    /** Serves a version without traffic. */
    deploy({ version }: Made) {
      served.deployments.push({
        name: `churn-${version}`,
        model: `${root}/models/churn/versions/${version}`,
      });
      served.traffic[`churn-${version}`] = 0;
    },
    /** Versions 1, 2 and 3, all served, of which the first is the champion by tag and by traffic. */
    fill() {
      for (const version of ['1', '2', '3']) {
        this.deploy(
          add({
            'steward.key': `mo-${version}`,
            'steward.trained_until': '2026-01-01T00:00:00Z',
            'metric.mae': '31.9',
          }),
        );
      }
      served.traffic['churn-1'] = 100;
      Object.assign(container.tags, { champion: '1', challenger: '3' });
    },
  });
}

export const azureSettings = (url: string) => ({
  ...{ subscription: 'sub-1', resource_group: 'ml', workspace: 'prod' },
  ...{ tenant: 'tenant-1', client_id: 'app-1', client_secret: 'env:SECRET' },
  ...{ url, login_url: url },
  job: {
    jobType: 'Command',
    command: 'python train.py',
    environmentId: 'azureml:train@latest',
    computeId: 'cpu',
  },
  champion: 'traffic',
  allow_private: ['127.0.0.1'],
  timeout: '30s',
});
