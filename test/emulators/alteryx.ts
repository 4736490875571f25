/**
 * Alteryx Server's API V3, strict: paths and fields of its published help pages for jobs and workflows. What they leave open
 * is as others have seen it: `Complete` and `Completed`, and that a job is cancelled by DELETE.
 */
import { z } from 'zod';
import { fakeTokens } from './fake-tokens.ts';
import { type Reply, route, startFake } from './http-fake.ts';

interface Job {
  id: string;
  status: string;
  disposition: string;
  messages: { status: number; text: string; toolId: number }[];
}

/** An app `app-1` with the questions `steward_key` and `steward_request`. @param done how this release says that it ended */
export async function startAlteryx({ endless = false, done = 'Completed' } = {}) {
  const jobs: Job[] = [];
  const questions = ['steward_key', 'steward_request'];
  let result: ((asked: { key: string; trainBefore: string }) => string) | null = (asked) =>
    JSON.stringify({
      version: `v-${asked.key.slice(3, 11)}`,
      trained_until: asked.trainBefore,
      metrics: { mae: 31.9 },
    });
  const tokens = fakeTokens({
    path: '/webapi/oauth2/token',
    form: z.strictObject({
      grant_type: z.literal('client_credentials'),
      client_id: z.literal('key-1'),
      client_secret: z.literal('secret-1'),
    }),
  });
  const one = (id: string, reply: (job: Job) => Reply): Reply => {
    const job = jobs.find((known) => known.id === id);
    return job ? reply(job) : { status: 404 };
  };
  const shown = (job: Job) => ({
    ...{ id: job.id, appId: 'app-1', createDateTime: '2026-01-05T00:00:00.000Z', status: job.status },
    ...{ disposition: job.disposition, priority: 'Default', workerTag: '', runWithE2: true, outputs: [] },
  });
  const fake = await startFake({
    authorised: tokens.authorised,
    problem: (_, message) => ({ message }),
    routes: [
      tokens.route,
      route('GET /webapi/v3/workflows/{app}/questions', {}, ({ params }) =>
        params.app === 'app-1'
          ? {
              json: questions.map((name) => ({
                name,
                questionType: 'QuestionTextBox',
                value: '',
                items: [],
              })),
            }
          : { status: 404 },
      ),
      route(
        'POST /webapi/v3/workflows/{app}/jobs',
        {
          body: z.strictObject({
            questions: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
            priority: z.enum(['Low', 'Medium', 'High', 'Critical']).optional(),
            workerTag: z.string().optional(),
            credentialId: z.string().optional(),
          }),
        },
        ({ params, body }) => {
          if (params.app !== 'app-1') return { status: 404 };
          if (body.credentialId === 'foreign') return { status: 403, json: { message: 'No access to it' } };
          const asked = body.questions?.find(({ name }) => name === 'steward_request')?.value ?? '{}';
          const said = result && [
            { status: 1, text: `steward-result ${result(JSON.parse(asked))}`, toolId: 7 },
          ];
          const [status, disposition] = endless ? ['Running', 'None'] : [done, 'Success'];
          const messages = [{ status: 1, text: 'Started', toolId: -1 }, ...(said || [])];
          const job = { id: `65f${jobs.length}`, status, disposition, messages };
          jobs.push(job);
          return { json: shown({ ...job, status: 'Queued', disposition: 'None' }) };
        },
      ),
      route(
        'GET /webapi/v3/jobs/{job}',
        { query: z.strictObject({ includeMessages: z.enum(['true', 'false']).optional() }) },
        ({ params, query }) =>
          one(params.job!, (job) => ({
            json: { ...shown(job), ...(query.includeMessages !== 'false' && { messages: job.messages }) },
          })),
      ),
      route('DELETE /webapi/v3/jobs/{job}', {}, ({ params }) =>
        one(params.job!, (job) => {
          Object.assign(job, { status: done, disposition: 'Cancelled' });
          return { status: 204 };
        }),
      ),
    ],
  });
  return Object.assign(fake, {
    ...{ jobs, questions, tokens },
    says(next: typeof result) {
      result = next;
    },
  });
}

/** @param url of the server, before `/webapi` */
export const alteryxSettings = (url: string) => ({
  url: `${url}/webapi`,
  client_id: 'key-1',
  client_secret: 'env:SECRET',
  workflow: 'app-1',
  allow_private: ['127.0.0.1'],
  timeout: '30s',
});
