/** Runs of a Databricks job. Its idempotency token is the key, so that no key is ever two runs. */
import { z } from 'zod';
import type { RunId } from '../../domain/ids.ts';
import { Fault } from '../../lib/fault.ts';
import { second } from '../../lib/time.ts';
import { flatRequest } from '../asked.ts';
import type { ReportRows, Trainer, TrainRequest } from '../contract.ts';
import type { Api } from '../outbound/api.ts';
import { insist, startedBy } from '../outbound/started.ts';
import { type Meaning, trainerOf } from '../runs.ts';

const link = z.string().nullish();
const Run = z.object({
  run_page_url: link,
  tasks: z.array(z.object({ run_id: z.int() })).nullish(),
  status: z.object({
    state: z.string(),
    termination_details: z.object({ code: z.string(), message: z.string().nullish() }).nullish(),
  }),
});
const Runs = z.object({
  runs: z
    .array(
      z.object({
        run_id: z.int(),
        job_parameters: z.array(z.object({ name: z.string(), value: z.string().nullish() })).nullish(),
      }),
    )
    .nullish(),
  next_page_token: z.string().nullish(),
});
const Started = z.object({ run_id: z.int() });
const Output = z.object({ notebook_output: z.object({ result: z.string().nullish() }).nullish() });

/** Codes of the public SDK; one that is not here is shown as it is. */
const failures = [
  ...['BUDGET_POLICY_LIMIT_EXCEEDED', 'CLOUD_FAILURE', 'CLUSTER_ERROR', 'CLUSTER_REQUEST_LIMIT_EXCEEDED'],
  ...['DISABLED', 'DRIVER_ERROR', 'FEATURE_DISABLED', 'INTERNAL_ERROR', 'INVALID_CLUSTER_REQUEST'],
  ...['INVALID_RUN_CONFIGURATION', 'LIBRARY_INSTALLATION_ERROR', 'MAX_CONCURRENT_RUNS_EXCEEDED'],
  ...['MAX_JOB_QUEUE_SIZE_EXCEEDED', 'MAX_SPARK_CONTEXTS_EXCEEDED', 'REPOSITORY_CHECKOUT_FAILED'],
  ...['RESOURCE_NOT_FOUND', 'RUN_EXECUTION_ERROR', 'SKIPPED', 'STORAGE_ACCESS_ERROR', 'UNAUTHORIZED_ERROR'],
  'WORKSPACE_RUN_LIMIT_EXCEEDED',
];
/** Of a run that is terminated its code, else its state. */
const words: Record<string, Meaning> = {
  BLOCKED: { state: 'queued' },
  PENDING: { state: 'queued' },
  QUEUED: { state: 'queued' },
  WAITING: { state: 'queued' },
  RUNNING: { state: 'running' },
  TERMINATING: { state: 'running', step: 'ending' },
  ...Object.fromEntries(failures.map((code) => [code, 'failed' as const])),
  SUCCESS: 'succeeded',
  SUCCESS_WITH_FAILURES: 'succeeded',
  CANCELED: 'cancelled',
  USER_CANCELED: 'cancelled',
};

export interface JobOptions {
  job: number;
  /** Names of the parameters that the job declares; it ignores or refuses others. */
  parameters: readonly string[];
  reports: ReportRows;
}

export function jobTrainer(api: Api, { job, parameters, reports }: JobOptions): Trainer {
  const idOf = (run: RunId): number => {
    if (/^[1-9]\d{0,18}$/.test(run) && Number.isSafeInteger(Number(run))) return Number(run);
    throw new Fault('not_found', 'Databricks knows no such run.', { retry: 'never' });
  };
  async function look(run: RunId) {
    try {
      const seen = await api.mustRead(Run, '/api/2.2/jobs/runs/get', { query: { run_id: idOf(run) } });
      const { state, termination_details: end } = seen.status;
      const word = state === 'TERMINATED' ? (end?.code ?? 'no code') : state;
      const shown = seen.run_page_url?.startsWith('https://') ? { link: seen.run_page_url } : {};
      return { word, reason: `${word}: ${end?.message ?? ''}`, tasks: seen.tasks ?? [], ...shown };
    } catch (thrown) {
      // It says 400 INVALID_PARAMETER_VALUE "Run 7 does not exist." where others say 404.
      if (!(thrown instanceof Fault) || !/\bdoes not exist\b/.test(thrown.message)) throw thrown;
      throw new Fault('not_found', 'Databricks knows no such run.', { retry: 'never', cause: thrown });
    }
  }
  async function send(request: TrainRequest, key: string) {
    const values = flatRequest(request, key);
    const body = {
      job_id: job,
      job_parameters: Object.fromEntries(parameters.map((name) => [name, values[name] ?? ''])),
      idempotency_token: key,
      // Without it a run that finds another of the job under way is skipped.
      queue: { enabled: true },
    };
    const acted = await api.act('/api/2.2/jobs/run-now', { body });
    return startedBy('Databricks', acted, (said) => {
      const run = Started.safeParse(said).data;
      return run ? { run: String(run.run_id) as RunId } : null;
    });
  }
  return trainerOf({
    ...{ who: 'Databricks', reports, words, knowsKeys: true, send, find, look },
    pollEveryMs: 20 * second,
    made: ({ tasks }) => resultOf(tasks.map(({ run_id }) => run_id)),
    stop: (run) => insist(api.act('/api/2.2/jobs/runs/cancel', { body: { run_id: idOf(run) } })),
  });

  /** A run does not tell its token, so the parameter is looked for; what is older than 100 runs did not start just now. */
  async function find(key: string): Promise<RunId | null> {
    let page_token: string | undefined;
    for (let page = 0; page < 4; page += 1) {
      const query = { job_id: job, limit: 25, page_token };
      const { runs, next_page_token } = await api.mustRead(Runs, '/api/2.2/jobs/runs/list', { query });
      const run = runs?.find(({ job_parameters }) =>
        job_parameters?.some(({ name, value }) => name === 'steward_key' && value === key),
      );
      if (run) return String(run.run_id) as RunId;
      if (!next_page_token) return null;
      page_token = next_page_token;
    }
    return null;
  }

  /** A notebook says what it made as it ends: `dbutils.notebook.exit(json.dumps(…))`. */
  async function resultOf(tasks: number[]): Promise<string | null> {
    for (const run_id of tasks.toReversed()) {
      const said = await api.read(Output, '/api/2.2/jobs/runs/get-output', { query: { run_id } });
      const text = said?.notebook_output?.result;
      if (text) return text;
    }
    return null;
  }
}
