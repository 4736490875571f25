/** Airflow's REST API v2, strict, as its OpenAPI description has it and as 3.3.2 was seen to answer. */
import { z } from 'zod';
import { type Reply, route, startFake } from './http-fake.ts';

interface Run {
  dag_run_id: string;
  state: string;
  note: string | null;
  conf: { trainBefore?: string };
}

const created = z.strictObject({
  dag_run_id: z.string().regex(/^[A-Za-z0-9_.~:+-]+$/),
  logical_date: z.null(),
  conf: z.record(z.string(), z.unknown()).optional(),
  note: z.string().max(1000).optional(),
});
const patched = z.strictObject({
  state: z.enum(['queued', 'success', 'failed']).optional(),
  note: z.string().max(1000).optional(),
});

/** A DAG `train` whose task `fit` returns what it made. */
export async function startAirflow({ endless = false } = {}) {
  const runs = new Map<string, Run>();
  const tokens = new Set<string>();
  let paused = false;
  let result: ((run: Run) => unknown) | null = (run) => ({
    version: `v-${run.dag_run_id.slice(3, 11)}`,
    trained_until: run.conf.trainBefore,
    lineage: { code: '9f3c2e' },
    metrics: { mae: 31.9 },
  });
  const missing = (what: string): Reply => ({ status: 404, json: { detail: `${what} was not found` } });
  const one = (id: string, reply: (run: Run) => Reply): Reply => {
    const run = runs.get(id);
    return run ? reply(run) : missing(`The DagRun with run_id: \`${id}\``);
  };
  const base = '/api/v2/dags/{dag}';
  const shown = (run: Run) => ({ ...run, dag_id: 'train', logical_date: null, run_type: 'manual' });
  const fake = await startFake({
    authorised: ({ authorization = '' }) => tokens.has(authorization.replace(/^Bearer /, '')),
    problem: (_, detail) => ({ detail }),
    routes: [
      route(
        'POST /auth/token',
        { body: z.strictObject({ username: z.string(), password: z.string() }), open: true },
        ({ body }) => {
          if (body.username !== 'steward' || body.password !== 'secret') return { status: 401 };
          const token = `jwt-${tokens.size}`;
          tokens.add(token);
          return { status: 201, json: { access_token: token } };
        },
      ),
      route(`GET ${base}`, {}, ({ params }) =>
        params.dag === 'train' ? { json: { dag_id: 'train', is_paused: paused } } : missing('The Dag'),
      ),
      route(`POST ${base}/dagRuns`, { body: created }, ({ params, body }) => {
        if (params.dag !== 'train') return missing('Dag');
        const { dag_run_id: id } = body;
        if (runs.has(id)) return { status: 409, json: { detail: { reason: 'Unique constraint violation' } } };
        const run: Run = {
          dag_run_id: id,
          state: endless ? 'running' : 'success',
          note: null,
          conf: body.conf ?? {},
        };
        runs.set(id, run);
        return { json: shown(run) };
      }),
      route(`GET ${base}/dagRuns/{run}`, {}, ({ params }) =>
        one(params.run!, (run) => ({ json: shown(run) })),
      ),
      route(`PATCH ${base}/dagRuns/{run}`, { body: patched }, ({ params, body }) =>
        one(params.run!, (run) => {
          Object.assign(run, body);
          return { json: shown(run) };
        }),
      ),
      route(`GET ${base}/dagRuns/{run}/taskInstances/{task}/xcomEntries/{key}`, {}, ({ params }) =>
        one(params.run!, (run) =>
          result && params.task === 'fit' && params.key === 'return_value'
            ? { json: { key: params.key, task_id: params.task, value: result(run) } }
            : missing('XCom entry'),
        ),
      ),
    ],
  });
  return Object.assign(fake, {
    runs,
    /** What the task returns; null: nothing. */
    says(next: typeof result) {
      result = next;
    },
    pause() {
      paused = true;
    },
    /** The server was restarted with another secret. */
    forgetTokens: () => tokens.clear(),
  });
}

export const airflowSettings = (url: string) => ({
  url,
  dag: 'train',
  result_task: 'fit',
  username: 'steward',
  password: 'env:PASSWORD',
  allow_private: ['127.0.0.1'],
  timeout: '30s',
});
