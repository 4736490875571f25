/**
 * SAS Viya's REST APIs as far as Steward speaks them, strict: Job Execution as SAS' public samples show it
 * (sassoftware/devsascom-rest-api-samples, Apache-2.0), Model Repository as its recorded answers do (sassoftware/python-sasctl,
 * Apache-2.0).
 */
import { z } from 'zod';
import { fakeTokens } from './fake-tokens.ts';
import { type Reply, route, startFake } from './http-fake.ts';
import { type Kept, projectRoutes, type Registered } from './sas-projects.ts';

interface Asked {
  id: string;
  arguments: Record<string, string>;
}
interface Job {
  id: string;
  request: string;
  state: string;
  etag: number;
}

const definition = '/jobDefinitions/definitions/train-1';
const jobRequest = z.strictObject({
  name: z.string(),
  jobDefinitionUri: z.literal(definition),
  arguments: z.record(z.string().regex(/^\w+$/), z.string()),
});

/** The job definition `train-1`, and the project `churn`. @param bare lists leave out what describes a model */
export async function startSas({ endless = false, bare = false } = {}) {
  const requests: Asked[] = [];
  const jobs: Job[] = [];
  const kept: Kept = {
    models: [],
    champion: null,
    challengers: [],
    bare,
    set: { method: 'POST', by: 'query' },
  };
  let result: ((job: Job) => unknown) | null = (job) => ({
    version: `Forest ${job.id}`,
    trained_until: requests.find(({ id }) => id === job.request)!.arguments.steward_train_before,
    metrics: { mae: 31.9 },
  });
  const tokens = fakeTokens({
    path: '/SASLogon/oauth/token',
    form: z.union([
      z.strictObject({ grant_type: z.literal('client_credentials') }),
      z.strictObject({
        grant_type: z.literal('password'),
        username: z.literal('ada'),
        password: z.literal('swordfish'),
      }),
    ]),
    basic: 'steward:secret',
  });
  const one = (id: string | undefined, reply: (job: Job) => Reply): Reply => {
    const job = jobs.find((known) => known.id === id);
    return job ? reply(job) : { status: 404 };
  };
  const shown = (job: Job) => ({
    id: job.id,
    jobRequest: { id: job.request, jobDefinitionUri: definition },
    state: job.state,
    ...(job.state === 'failed' && {
      error: { version: 2, message: 'ERROR: File WORK.ROWS does not exist.' },
    }),
    results: {
      COMPUTE_JOB: job.id,
      [`${job.id}.log.txt`]: '/files/files/log-1',
      ...(result && job.state === 'completed' && { 'steward-result.json': `/files/files/result-${job.id}` }),
    },
  });
  const fake = await startFake({
    authorised: tokens.authorised,
    problem: (status, message) => ({ version: 2, httpStatusCode: status, errorCode: 100 + status, message }),
    routes: [
      tokens.route,
      route(`GET ${definition}`, {}, () => ({ json: { id: 'train-1', name: 'Train churn' } })),
      route(
        'POST /jobExecution/jobRequests',
        { body: jobRequest, type: /^application\/vnd\.sas\.job\.execution\.job\.request\+json$/ },
        ({ body }) => {
          const id = `request-${requests.length + 1}`;
          requests.push({ id, arguments: body.arguments });
          return { status: 201, json: { id, ...body } };
        },
      ),
      route('POST /jobExecution/jobRequests/{id}/jobs', {}, ({ params }) => {
        const known = requests.find(({ id }) => id === params.id);
        if (!known) return { status: 404 };
        const id = `job-${jobs.length + 1}`;
        jobs.unshift({ id, request: known.id, state: endless ? 'running' : 'completed', etag: 1 });
        return { status: 201, json: shown({ ...jobs[0]!, state: 'pending' }) };
      }),
      route('GET /jobExecution/jobRequests/{id}/jobs', {}, ({ params }) => {
        if (!requests.some(({ id }) => id === params.id)) return { status: 404 };
        const items = jobs.filter(({ request }) => request === params.id).map(shown);
        return { json: { version: 2, count: items.length, start: 0, limit: 10, items } };
      }),
      route('GET /jobExecution/jobs/{id}', {}, ({ params }) =>
        one(params.id, (job) => ({ headers: { etag: `"${job.etag}"` }, json: shown(job) })),
      ),
      route(
        'PUT /jobExecution/jobs/{id}/state',
        { query: z.strictObject({ value: z.literal('canceled') }) },
        ({ params, headers }) =>
          one(params.id, (job) => {
            if (!headers['if-match']) return { status: 428 };
            if (headers['if-match'] !== `"${job.etag}"`) return { status: 412 };
            Object.assign(job, { state: 'canceled', etag: job.etag + 1 });
            return { text: 'canceled' };
          }),
      ),
      route('GET /files/files/{id}/content', {}, ({ params }) => {
        const job = jobs.find(({ id }) => params.id === `result-${id}`);
        return job && result ? { json: result(job) } : { status: 404 };
      }),
      ...projectRoutes(kept),
    ],
  });
  function add(name: string, properties: Record<string, string> = {}): Registered {
    const at = Date.UTC(2026, 0, 5) + kept.models.length;
    const model = { id: `uuid-${kept.models.length + 1}`, name, at, changed: at, properties };
    kept.models.push(model);
    return model;
  }
  return Object.assign(fake, {
    ...{ requests, jobs, kept, tokens, add },
    says(next: typeof result) {
      result = next;
    },
    /** Three models, the first the champion, the last a challenger. */
    fill() {
      for (const name of ['Forest', 'Boosted trees', "It's neural"]) {
        const text = { 'steward.trained_until': '2026-01-01T00:00:00Z', 'metric.mae': '31.9' };
        add(name, { ...text, 'steward.key': `mo-${kept.models.length + 1}` });
      }
      kept.champion = 'uuid-1';
      kept.challengers = ['uuid-3'];
    },
    championName: () => kept.models.find(({ id }) => id === kept.champion)?.name ?? null,
  });
}

export const sasSettings = (url: string) => ({
  ...{ url, client_id: 'steward', client_secret: 'env:SECRET' },
  job: definition,
  registry: 'model_manager',
  allow_private: ['127.0.0.1'],
  timeout: '30s',
});
