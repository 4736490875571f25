/** Apache Airflow 3: a run of a DAG trains. It is named by its key, so that no key is ever two runs. */
import { z } from 'zod';
import type { RunId } from '../domain/ids.ts';
import { sayRequest } from './asked.ts';
import { defineBackend, type Started, type TrainRequest } from './contract.ts';
import { onlyTrains } from './lacking.ts';
import { openApi, path } from './outbound/api.ts';
import { keptToken } from './outbound/granted.ts';
import { address, loginShape, wayShape } from './outbound/settings.ts';
import { insist, startedBy } from './outbound/started.ts';
import { type Meaning, trainerOf } from './runs.ts';

const name = z.string().min(1).max(250);
const config = z
  .object({
    url: address.describe('Where Airflow answers, without /api/v2'),
    dag: name.describe('The DAG that trains; the request is the `conf` of its run'),
    result_task: name
      .optional()
      .describe('The task that returns what it made. Default: versions are found in the registry'),
    result_key: name.default('return_value').describe('The XCom of that task'),
    ...loginShape,
    ...wayShape,
  })
  .refine(({ token, username }) => token || username, {
    error: 'needs `token`, or `username` and `password`',
  });

const Dag = z.object({ is_paused: z.boolean() });
const Run = z.object({ dag_run_id: z.string(), state: z.string(), note: z.string().nullish() });
const XCom = z.object({ value: z.unknown() });
const Token = z.object({ access_token: z.string() });
const Problem = z.object({ detail: z.union([z.string(), z.array(z.object({ msg: z.string() }))]) });

/** Airflow has no cancelled runs: one that is failed by this note was stopped by us. */
const cancelled = 'Cancelled by Steward';

const words: Record<string, Meaning> = {
  queued: { state: 'queued' },
  running: { state: 'running' },
  success: 'succeeded',
  failed: 'failed',
  [cancelled]: 'cancelled',
};

export const airflow = defineBackend({
  id: 'airflow',
  title: 'Apache Airflow 3',
  config,
  unanswered: 'key',
  lacks: onlyTrains,
  async open(settings, backend) {
    const { url, dag } = settings;
    const { reports, secret } = backend;
    const base = { who: 'Airflow', url, settings, backend, sayError };
    const door = await openApi(base);
    // Tokens live for a day by default; half an hour makes a changed secret of the server felt soon.
    const login = keptToken(async () => {
      const body = { username: settings.username, password: await secret(settings.password ?? '') };
      const { access_token: token } = await door.mustRead(Token, '/auth/token', { method: 'POST', body });
      return { token, seconds: 1800 };
    });
    const proof = async () => (settings.token ? secret(settings.token) : login());
    const api = await openApi({
      ...base,
      authorise: async () => ({ authorization: `Bearer ${await proof()}` }),
      ...(!settings.token && { renew: login.forget }),
    });
    const runs = path`/api/v2/dags/${dag}/dagRuns`;
    const link = (run: string) => `${url.replace(/\/$/, '')}${path`/dags/${dag}/runs/${run}`}`;

    const trainer = trainerOf({
      ...{ who: 'Airflow', reports, words, knowsKeys: true, send },
      async find(key) {
        const run = await api.read(Run, runs + path`/${key}`);
        return run ? (run.dag_run_id as RunId) : null;
      },
      async look(run) {
        const { state, note } = await api.mustRead(Run, runs + path`/${run}`);
        return { word: state === 'failed' && note === cancelled ? note : state, link: link(run) };
      },
      async made(_, run) {
        const { result_task: task, result_key: key } = settings;
        const entry = task && runs + path`/${run}/taskInstances/${task}/xcomEntries/${key}`;
        return entry ? (await api.read(XCom, entry))?.value : null;
      },
      async stop(run) {
        const body = { state: 'failed', note: cancelled };
        await insist(api.act(runs + path`/${run}`, { method: 'PATCH', body }));
      },
    });

    async function send(request: TrainRequest, key: string): Promise<Started> {
      const known = await api.read(Dag, path`/api/v2/dags/${dag}`);
      if (!known?.is_paused) {
        const body = { dag_run_id: key, logical_date: null, conf: sayRequest(request, key) };
        const acted = await api.act(runs, { body });
        if (acted.outcome === 'refused' && acted.status === 409) return begun(key);
        return startedBy('Airflow', acted, (said) => (Run.safeParse(said).success ? begun(key) : null));
      }
      return { outcome: 'refused', reason: `the DAG ${dag} is paused in Airflow`, retry: 'never' };
    }

    const begun = (key: string) => ({ outcome: 'started' as const, run: key as RunId, link: link(key) });

    return {
      trainer,
      async probe() {
        const { is_paused } = await api.mustRead(Dag, path`/api/v2/dags/${dag}`);
        return is_paused
          ? `the DAG ${dag} is there, but paused: no run would start`
          : `the DAG ${dag} is there`;
      },
      async close() {},
    };
  },
});

function sayError(body: unknown): string | null {
  const { detail } = Problem.safeParse(body).data ?? {};
  return Array.isArray(detail) ? detail.map(({ msg }) => msg).join('; ') : (detail ?? null);
}
