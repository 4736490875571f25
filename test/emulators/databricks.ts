/** Databricks' REST API, strict: paths, fields and enums as its public SDK for JavaScript has them. */
import { z } from 'zod';
import { type Made, modelRoutes } from './databricks-models.ts';
import { fakeTokens } from './fake-tokens.ts';
import { type Reply, route, startFake } from './http-fake.ts';

interface Run {
  id: number;
  token: string;
  state: string;
  code: string | null;
  values: Record<string, string>;
}
const digits = z.string().regex(/^\d+$/);

/** A job 7 whose notebook says what it made, and the model `prod.ml.churn` with as many versions as are added. */
export async function startDatabricks({ endless = false } = {}) {
  const runs: Run[] = [];
  const versions: Made[] = [];
  const aliases = new Map<string, number>();
  const tags = new Map<string, Record<string, string>>();
  let result: ((run: Run) => unknown) | null = (run) => ({
    version: String(run.id),
    trained_until: run.values.steward_train_before,
    lineage: { code: '9f3c2e' },
    metrics: { mae: 31.9 },
  });
  const tokens = fakeTokens({
    path: '/oidc/v1/token',
    form: z.strictObject({ grant_type: z.literal('client_credentials'), scope: z.literal('all-apis') }),
    basic: 'principal:secret',
  });
  const oddValue = (message: string): Reply => ({
    status: 400,
    json: { error_code: 'INVALID_PARAMETER_VALUE', message },
  });
  const one = (id: string | number, reply: (run: Run) => Reply): Reply => {
    const run = runs.find((known) => String(known.id) === String(id));
    return run ? reply(run) : oddValue(`Run ${id} does not exist.`);
  };
  const shown = (run: Run) => ({
    job_id: 7,
    run_id: run.id,
    run_page_url: `https://dbc.example.com/?o=1#job/7/run/${run.id}`,
    job_parameters: Object.entries(run.values).map(([name, value]) => ({ name, default: '', value })),
  });
  const fake = await startFake({
    authorised: (headers) => headers.authorization === 'Bearer dapi1' || tokens.authorised(headers),
    problem: (status, message) => ({ error_code: String(status), message }),
    routes: [
      tokens.route,
      route('GET /api/2.0/preview/scim/v2/Me', {}, () => ({ json: { userName: 'steward@example.com' } })),
      route('GET /api/2.2/jobs/get', { query: z.strictObject({ job_id: digits }) }, ({ query }) =>
        query.job_id === '7' ? { json: { job_id: 7 } } : oddValue(`Job ${query.job_id} does not exist.`),
      ),
      route(
        'POST /api/2.2/jobs/run-now',
        {
          body: z.strictObject({
            job_id: z.int(),
            job_parameters: z.record(z.string(), z.string()).optional(),
            idempotency_token: z.string().max(64).optional(),
            queue: z.strictObject({ enabled: z.boolean() }).optional(),
          }),
        },
        ({ body }) => {
          if (body.job_id !== 7) return oddValue(`Job ${body.job_id} does not exist.`);
          const known = runs.find(({ token }) => token === body.idempotency_token);
          const run: Run = known ?? {
            id: 459_312_345_678_901 + runs.length,
            token: body.idempotency_token ?? '',
            state: endless ? 'RUNNING' : 'TERMINATED',
            code: endless ? null : 'SUCCESS',
            values: body.job_parameters ?? {},
          };
          if (!known) runs.unshift(run);
          return { json: { run_id: run.id, number_in_job: run.id } };
        },
      ),
      route(
        'GET /api/2.2/jobs/runs/list',
        {
          query: z.strictObject({
            job_id: digits,
            limit: z.string().regex(/^(1\d?|2[0-5]?|[3-9])$/),
            page_token: digits.optional(),
          }),
        },
        ({ query }) => {
          const from = Number(query.page_token ?? 0);
          const to = from + Number(query.limit);
          return {
            json: {
              runs: runs.slice(from, to).map(shown),
              ...(runs.length > to && { next_page_token: String(to) }),
            },
          };
        },
      ),
      route('GET /api/2.2/jobs/runs/get', { query: z.strictObject({ run_id: digits }) }, ({ query }) =>
        one(query.run_id, (run) => {
          const details = run.code
            ? { termination_details: { code: run.code, type: 'SUCCESS', message: 'it ended' } }
            : {};
          return {
            json: {
              ...shown(run),
              tasks: [{ run_id: run.id + 500, task_key: 'train' }],
              status: { state: run.state, ...details },
            },
          };
        }),
      ),
      route('GET /api/2.2/jobs/runs/get-output', { query: z.strictObject({ run_id: digits }) }, ({ query }) =>
        one(Number(query.run_id) - 500, (run) => ({
          json: {
            metadata: shown(run),
            notebook_output: result ? { result: JSON.stringify(result(run)), truncated: false } : {},
          },
        })),
      ),
      route('POST /api/2.2/jobs/runs/cancel', { body: z.strictObject({ run_id: z.int() }) }, ({ body }) =>
        one(body.run_id, (run) => {
          if (run.state !== 'TERMINATED') Object.assign(run, { state: 'TERMINATED', code: 'USER_CANCELED' });
          return { json: {} };
        }),
      ),
      ...modelRoutes({ versions, aliases, tags }),
    ],
  });
  return Object.assign(fake, {
    ...{ runs, versions, aliases, tokens },
    says(next: typeof result) {
      result = next;
    },
    /** A version whose MLflow run tells of the request that it was made for. */
    register({ steward_key, steward_train_before }: Record<string, string>) {
      const version = versions.length + 1;
      const run = `run${version}`;
      versions.push({ version, run, status: 'READY', stage: 'None' });
      tags.set(run, { 'steward.key': steward_key!, 'steward.trained_until': steward_train_before! });
    },
    /** Versions 1, 2 and 3, of which the first is the champion and the others challenge. */
    fill() {
      for (const version of [1, 2, 3]) {
        const run = `run${version}`;
        versions.push({ version, run, status: 'READY', stage: version === 1 ? 'Production' : 'Staging' });
        tags.set(run, {
          'steward.key': `mo-${version}`,
          'steward.trained_until': '2026-01-01T00:00:00Z',
          'mlflow.source.git.commit': '9f3c2e',
        });
      }
      aliases.set('champion', 1);
      aliases.set('challenger', 3);
    },
  });
}

export const catalogSettings = (url: string) => ({
  ...{ url, job: 7, registry: 'unity_catalog', schema: 'prod.ml' },
  token: 'env:TOKEN',
  allow_private: ['127.0.0.1'],
  timeout: '30s',
});

export const workspaceSettings = (url: string) => ({
  ...catalogSettings(url),
  ...{ registry: 'workspace', schema: undefined },
});
