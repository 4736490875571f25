/** Kubeflow Pipelines' API v2beta1, strict: paths, fields and enums of its published OpenAPI description (Apache-2.0). */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Reply, route, startFake } from './http-fake.ts';

const states = [
  ...['RUNTIME_STATE_UNSPECIFIED', 'PENDING', 'RUNNING', 'SUCCEEDED', 'SKIPPED', 'FAILED', 'CANCELING'],
  ...['CANCELED', 'PAUSED'],
];
interface Run {
  run_id: string;
  display_name: string;
  state: string;
  error?: { code: number; message: string };
  state_history: { update_time: string; state: string }[];
}

const predicate = z.strictObject({
  key: z.enum(['run_id', 'display_name', 'name', 'created_at', 'state', 'experiment_id']),
  operation: z.enum(['EQUALS', 'NOT_EQUALS', 'IN', 'IS_SUBSTRING']),
  string_value: z.string(),
});
const filter = z
  .string()
  .transform((text) => JSON.parse(text))
  .pipe(z.strictObject({ predicates: z.array(predicate) }));

/** A pipeline `p-1` with the version `v-1`, whose parameters are `steward_key` and `steward_request`. */
export async function startKubeflow({ endless = false, apart = false } = {}) {
  const runs: Run[] = [];
  const one = (id: string, reply: (run: Run) => Reply): Reply => {
    const run = runs.find(({ run_id: known }) => known === id);
    return run ? reply(run) : { status: 404, json: problem(404, `Run ${id} not found`) };
  };
  const into = (run: Run, state: string) => {
    run.state = state;
    run.state_history.push({ update_time: '2026-01-05T00:00:00Z', state });
  };
  const base = '/apis/v2beta1';
  const fake = await startFake({
    authorised: (headers) => headers.authorization === 'Bearer kfp-1',
    problem,
    routes: [
      route(`GET ${base}/pipelines/{pipeline}`, {}, ({ params }) =>
        params.pipeline === 'p-1'
          ? { json: { pipeline_id: 'p-1', display_name: 'train', created_at: '2026-01-01T00:00:00Z' } }
          : { status: 404 },
      ),
      route(`GET ${base}/pipelines/p-1/versions/{version}`, {}, ({ params }) =>
        params.version === 'v-1'
          ? { json: { pipeline_id: 'p-1', pipeline_version_id: 'v-1', display_name: 'first' } }
          : { status: 404 },
      ),
      route(
        `POST ${base}/runs`,
        {
          body: z.strictObject({
            display_name: z.string().min(1),
            description: z.string().max(255).optional(),
            experiment_id: z.string().optional(),
            pipeline_version_reference: z.strictObject({
              pipeline_id: z.string(),
              pipeline_version_id: z.string().optional(),
            }),
            runtime_config: z.strictObject({
              parameters: z.record(z.string(), z.unknown()),
              pipeline_root: z.string().optional(),
            }),
            service_account: z.string().optional(),
          }),
        },
        ({ body }) => {
          const no = (message: string): Reply => ({ status: 400, json: problem(400, message) });
          if (apart && !body.experiment_id) return no('Run must have an experiment');
          if (body.pipeline_version_reference.pipeline_id !== 'p-1') return { status: 404 };
          const { parameters } = body.runtime_config;
          const odd = Object.keys(parameters).filter(
            (name) => !['steward_key', 'steward_request'].includes(name),
          );
          if (odd.length > 0) return no(`parameter(s) provided are not required: ${odd}`);
          if (Object.values(parameters).some((value) => typeof value !== 'string'))
            return no('input parameter requires type string');
          // No name is refused for being there: two of the same name are two runs.
          const run: Run = {
            run_id: randomUUID(),
            display_name: body.display_name,
            state: '',
            state_history: [],
          };
          into(run, 'PENDING');
          if (endless) into(run, 'RUNNING');
          else into(run, 'SUCCEEDED');
          runs.push(run);
          return { json: run };
        },
      ),
      route(
        `GET ${base}/runs`,
        {
          query: z.strictObject({
            experiment_id: z.string().optional(),
            namespace: z.string().optional(),
            page_size: z.string().regex(/^\d+$/).optional(),
            page_token: z.string().optional(),
            sort_by: z.string().optional(),
            filter: filter.optional(),
          }),
        },
        ({ query }) => {
          if (apart && !query.experiment_id && !query.namespace)
            return { status: 400, json: problem(400, 'A namespace or an experiment is needed') };
          const wanted = query.filter?.predicates ?? [];
          const found = runs.filter((run) =>
            wanted.every((one) => run.display_name.toLowerCase() === one.string_value.toLowerCase()),
          );
          // Empty lists are left out.
          return { json: found.length > 0 ? { runs: found, total_size: found.length } : {} };
        },
      ),
      route(`GET ${base}/runs/{run}`, {}, ({ params }) => one(params.run!, (run) => ({ json: run }))),
      route(`POST ${base}/runs/{run}:terminate`, {}, ({ params }) =>
        one(params.run!, (run) => {
          if (!['PENDING', 'RUNNING', 'PAUSED'].includes(run.state))
            return {
              status: 400,
              json: problem(400, `Failed to terminate a run ${run.run_id}. Row not found`),
            };
          // The workflow is given no time any more, and ends as one that failed; the history is not written.
          run.state = 'FAILED';
          return { json: {} };
        }),
      ),
    ],
  });
  return Object.assign(fake, { runs, states, into });
}

const problem = (status: number, message: string) => ({
  code: status === 404 ? 5 : 3,
  message,
  details: [{ '@type': 'type.googleapis.com/google.rpc.Status', message }],
});

export const kubeflowSettings = (url: string) => ({
  url,
  pipeline: 'p-1',
  version: 'v-1',
  token: 'env:TOKEN',
  allow_private: ['127.0.0.1'],
  timeout: '30s',
});
