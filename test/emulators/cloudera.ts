/** Cloudera AI's API v2, strict: paths, fields and enums of its published description (26.06). */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { clouderaModels, listed, pageOf } from './cloudera-models.ts';
import { type Reply, route, startFake } from './http-fake.ts';

interface Run {
  id: string;
  status: string;
  environment: string;
}

/** A project `p-1` with the job `j-1`. */
export async function startCloudera({ endless = false } = {}) {
  const runs: Run[] = [];
  const models = clouderaModels();
  let busy = false;
  const at = '/api/v2/projects/p-1/jobs/j-1';
  const one = (id: string, reply: (run: Run) => Reply): Reply => {
    const run = runs.find((known) => known.id === id);
    return run ? reply(run) : { status: 404 };
  };
  const fake = await startFake({
    authorised: (headers) => headers.authorization === 'Bearer key.1',
    problem,
    routes: [
      route('GET /api/v2/projects/{project}', {}, ({ params }) =>
        params.project === 'p-1' ? { json: { id: 'p-1', name: 'rides' } } : { status: 404 },
      ),
      route('GET /api/v2/projects/p-1/jobs/{job}', {}, ({ params }) =>
        params.job === 'j-1' ? { json: { id: 'j-1', name: 'train', type: 'manual' } } : { status: 404 },
      ),
      route(
        `POST ${at}/runs`,
        {
          body: z.strictObject({
            environment: z.record(z.string().regex(/^[A-Z_]+$/), z.string()).optional(),
            arguments: z.string().optional(),
          }),
        },
        ({ body }) => {
          if (busy) return { status: 400, json: problem(400, 'job run already active') };
          const status = endless ? 'ENGINE_RUNNING' : 'ENGINE_SUCCEEDED';
          const run = {
            id: randomUUID().slice(0, 19),
            status,
            environment: JSON.stringify(body.environment),
          };
          runs.unshift(run);
          return { json: { ...run, job_id: 'j-1', project_id: 'p-1', status: 'ENGINE_SCHEDULING' } };
        },
      ),
      route(`GET ${at}/runs`, { query: listed }, ({ query }) => {
        const sorted = query.sort === '-created_at' ? runs : runs.toReversed();
        return pageOf('job_runs', sorted, query.page_token);
      }),
      route(`GET ${at}/runs/{run}`, {}, ({ params }) =>
        one(params.run!, ({ status, ...run }) => ({
          // Defaults are left out.
          json: {
            ...run,
            ...(status !== 'ENGINE_SCHEDULING' && { status }),
            job_id: 'j-1',
            project_id: 'p-1',
          },
        })),
      ),
      route(`POST ${at}/runs/{run}:stop`, {}, ({ params }) =>
        one(params.run!, (run) => {
          run.status = 'ENGINE_STOPPED';
          return { json: {} };
        }),
      ),
      ...models.routes,
    ],
  });
  return Object.assign(fake, {
    ...{ runs, models },
    occupy() {
      busy = true;
    },
  });
}

const problem = (status: number, message: string) => ({
  ...{ error: message, message, details: [] },
  code: status === 404 ? 5 : message === 'job run already active' ? 9 : 3,
});

export const clouderaSettings = (url: string) => ({
  ...{ url, project: 'p-1', job: 'j-1' },
  token: 'env:TOKEN',
  allow_private: ['127.0.0.1'],
  timeout: '30s',
});
