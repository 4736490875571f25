/** GitHub's API for Actions, strict: paths, fields and enums of its published OpenAPI description (api.github.com, 2022-11-28). */
import { z } from 'zod';
import { type Reply, route, startFake } from './http-fake.ts';

interface Run {
  id: number;
  title: string;
  status: string;
  conclusion: string | null;
  request: { trainBefore: string };
}

const page = {
  per_page: z
    .string()
    .regex(/^([1-9]\d?|100)$/)
    .optional(),
  page: z
    .string()
    .regex(/^[1-9]\d*$/)
    .optional(),
};
const words = z.string().max(65_535);

/** A workflow `train.yml` of `acme/models` whose run name is `train <steward_key>`. */
export async function startGitHub({ endless = false, older = false } = {}) {
  const runs: Run[] = [];
  /** What the job of a run says with `::notice title=steward-result::`; null: it says nothing. */
  let result: ((run: Run) => unknown) | null = (run) => ({
    version: `v${run.id}`,
    trained_until: run.request.trainBefore,
    lineage: { code: '9f3c2e' },
    metrics: { mae: 31.9 },
  });
  let limited = false;
  const html = (run: Run) => `https://github.com/acme/models/actions/runs/${run.id}`;
  const shown = (run: Run) => ({
    id: run.id,
    name: 'train',
    display_title: run.title,
    event: 'workflow_dispatch',
    status: run.status,
    conclusion: run.conclusion,
    run_attempt: 1,
    html_url: html(run),
  });
  const known = (id: string) => runs.find((run) => String(run.id) === id);
  const one = (id: string, reply: (run: Run) => Reply): Reply => {
    const run = known(id);
    return run ? reply(run) : { status: 404 };
  };
  const base = '/repos/acme/models/actions';
  const fake = await startFake({
    authorised: (headers) =>
      headers.authorization === 'Bearer github_pat_1' &&
      headers['x-github-api-version'] === '2022-11-28' &&
      (headers['user-agent'] ?? '') !== '',
    problem: (status, message) => ({
      message,
      documentation_url: 'https://docs.github.com/rest',
      status: String(status),
    }),
    routes: [
      route(`GET ${base}/workflows/{workflow}`, {}, ({ params }) =>
        params.workflow === 'train.yml'
          ? { json: { id: 7, name: 'train', path: '.github/workflows/train.yml', state: 'active' } }
          : { status: 404 },
      ),
      route(
        `POST ${base}/workflows/{workflow}/dispatches`,
        {
          body: z.strictObject({
            ref: z.string().min(1),
            inputs: z
              .record(z.string(), words)
              .refine((all) => Object.keys(all).length <= 25)
              .optional(),
            ...(!older && { return_run_details: z.boolean().optional() }),
          }),
        },
        ({ params, body }) => {
          if (limited) return { status: 403, json: { message: 'API rate limit exceeded for user ID 1.' } };
          const { inputs = {} } = body;
          if (params.workflow !== 'train.yml') return { status: 404 };
          const odd = Object.keys(inputs).filter(
            (name) => !['steward_key', 'steward_request'].includes(name),
          );
          if (odd.length > 0) return { status: 422, json: { message: `Unexpected inputs provided: ${odd}` } };
          if (body.ref !== 'main') return { status: 422, json: { message: `No ref found for: ${body.ref}` } };
          const run: Run = {
            id: 9_007_199_254 + runs.length,
            title: `train ${inputs.steward_key}`,
            status: endless ? 'in_progress' : 'completed',
            conclusion: endless ? null : 'success',
            request: JSON.parse(inputs.steward_request ?? '{}'),
          };
          runs.unshift(run);
          const details = 'return_run_details' in body && body.return_run_details;
          if (!details) return { status: 204 };
          return {
            json: {
              workflow_run_id: run.id,
              run_url: `https://api.github.com${base}/runs/${run.id}`,
              html_url: html(run),
            },
          };
        },
      ),
      route(
        `GET ${base}/workflows/{workflow}/runs`,
        { query: z.strictObject({ ...page, event: z.literal('workflow_dispatch') }) },
        ({ query }) => {
          if (limited) return { status: 403, json: { message: 'You have exceeded a secondary rate limit.' } };
          const size = Number(query.per_page ?? 30);
          const from = (Number(query.page ?? 1) - 1) * size;
          return {
            json: { total_count: runs.length, workflow_runs: runs.slice(from, from + size).map(shown) },
          };
        },
      ),
      route(`GET ${base}/runs/{run}`, {}, ({ params }) => one(params.run!, (run) => ({ json: shown(run) }))),
      route(`POST ${base}/runs/{run}/cancel`, {}, ({ params }) =>
        one(params.run!, (run) => {
          if (run.status === 'completed') return { status: 409 };
          run.status = 'completed';
          run.conclusion = 'cancelled';
          return { status: 202, json: {} };
        }),
      ),
      route(
        `GET ${base}/runs/{run}/jobs`,
        { query: z.strictObject({ ...page, filter: z.enum(['latest', 'all']).optional() }) },
        ({ params }) =>
          one(params.run!, (run) => ({
            json: {
              total_count: 1,
              jobs: [
                {
                  id: run.id * 10,
                  run_id: run.id,
                  name: 'train',
                  status: run.status,
                  conclusion: run.conclusion,
                },
              ],
            },
          })),
      ),
      route(
        `GET /repos/acme/models/check-runs/{check}/annotations`,
        { query: z.strictObject(page) },
        ({ params }) =>
          one(String(Number(params.check) / 10), (run) => ({
            json: [
              note('Node 16 is deprecated', null),
              ...(result ? [note(JSON.stringify(result(run)), 'steward-result')] : []),
            ],
          })),
      ),
    ],
  });
  return Object.assign(fake, {
    runs,
    says(next: typeof result) {
      result = next;
    },
    /** This many runs come to stand before those that are there. */
    older(count: number) {
      for (let n = 0; n < count; n += 1) {
        const request = { trainBefore: '' };
        runs.unshift({
          id: 1000 + n,
          title: `train ${n}`,
          status: 'completed',
          conclusion: 'failure',
          request,
        });
      }
    },
    limit() {
      limited = true;
    },
  });
}

const note = (message: string, title: string | null) => ({
  path: '.github',
  start_line: 1,
  end_line: 1,
  start_column: null,
  end_column: null,
  annotation_level: 'notice',
  title,
  message,
  raw_details: null,
  blob_href: 'https://github.com/acme/models/blob/main/.github',
});

export const githubSettings = (api: string) => ({
  api,
  repository: 'acme/models',
  workflow: 'train.yml',
  token: 'env:TOKEN',
  allow_private: ['127.0.0.1'],
  timeout: '30s',
});
