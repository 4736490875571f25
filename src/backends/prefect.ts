/** Prefect 3: a run of a deployment trains. The server itself knows each key once. */
import { z } from 'zod';
import type { RunId } from '../domain/ids.ts';
import { sayRequest } from './asked.ts';
import { defineBackend, type Started, type TrainRequest } from './contract.ts';
import { onlyTrains } from './lacking.ts';
import { openApi, path } from './outbound/api.ts';
import { address, loginHeaders, loginShape, wayShape } from './outbound/settings.ts';
import { insist, startedBy } from './outbound/started.ts';
import { type Meaning, trainerOf } from './runs.ts';

const config = z.object({
  url: address.describe('The API: https://prefect.example.com/api, or that of a workspace of Prefect Cloud'),
  deployment: z
    .string()
    .regex(/^[^/]+\/[^/]+$/, 'write flow/deployment, as in train/nightly')
    .describe('The deployment that trains, as flow/deployment'),
  parameter: z.string().min(1).max(200).default('steward').describe('The parameter that takes the request'),
  result_artifact: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'has only lower-case letters, digits and dashes')
    .default('steward-result')
    .describe('The artifact in which the flow says what it made, as JSON'),
  ...loginShape,
  ...wayShape,
});

const Deployment = z.object({ id: z.string() });
const Run = z.object({
  id: z.string(),
  state_type: z.string().nullish(),
  state: z.object({ message: z.string().nullish() }).nullish(),
});
const Artifacts = z.array(z.object({ data: z.unknown() }));
const Problem = z.object({
  detail: z.string().nullish(),
  exception_detail: z.array(z.object({ msg: z.string() })).nullish(),
});

const words: Record<string, Meaning> = {
  SCHEDULED: { state: 'queued' },
  PENDING: { state: 'queued' },
  RUNNING: { state: 'running' },
  PAUSED: { state: 'running', step: 'paused in Prefect' },
  CANCELLING: { state: 'cancelling' },
  COMPLETED: 'succeeded',
  FAILED: 'failed',
  CRASHED: 'failed',
  CANCELLED: 'cancelled',
};

export const prefect = defineBackend({
  id: 'prefect',
  title: 'Prefect 3',
  config,
  unanswered: 'key',
  lacks: onlyTrains,
  async open(settings, backend) {
    const { reports } = backend;
    const { url } = settings;
    const authorise = loginHeaders(settings, backend);
    const api = await openApi({ who: 'Prefect', url, settings, backend, authorise, sayError });
    const [flow = '', deployment = ''] = settings.deployment.split('/');
    const named = path`/deployments/name/${flow}/${deployment}`;
    // The pages of Prefect Cloud have another host than its API.
    const shown = (run: string) =>
      /\/api\/?$/.test(url) ? { link: url.replace(/\/api\/?$/, path`/runs/flow-run/${run}`) } : {};

    const trainer = trainerOf({
      ...{ who: 'Prefect', reports, words, knowsKeys: true, send },
      async find(key) {
        const body = { flow_runs: { idempotency_key: { any_: [key] } }, limit: 1 };
        const [run] = await api.mustRead(z.array(Run), '/flow_runs/filter', { method: 'POST', body });
        return run ? (run.id as RunId) : null;
      },
      async look(run) {
        const { state_type, state } = await api.mustRead(Run, path`/flow_runs/${run}`);
        return { word: state_type ?? 'no state', reason: state?.message, ...shown(run) };
      },
      async made(_, run) {
        const artifacts = { flow_run_id: { any_: [run] }, key: { any_: [settings.result_artifact] } };
        const body = { artifacts, sort: 'CREATED_DESC', limit: 1 };
        const [said] = await api.mustRead(Artifacts, '/artifacts/filter', { method: 'POST', body });
        return said?.data;
      },
      async stop(run) {
        const body = { state: { type: 'CANCELLING' }, force: false };
        await insist(api.act(path`/flow_runs/${run}/set_state`, { body }));
      },
    });

    async function send(request: TrainRequest, key: string): Promise<Started> {
      const known = await api.read(Deployment, named);
      if (!known)
        return {
          outcome: 'refused',
          reason: `Prefect has no deployment ${settings.deployment}`,
          retry: 'never',
        };
      const parameters = { [settings.parameter]: sayRequest(request, key) };
      const body = { idempotency_key: key, parameters, tags: ['steward'] };
      const acted = await api.act(path`/deployments/${known.id}/create_flow_run`, { body });
      return startedBy('Prefect', acted, (answer) => {
        const run = Run.safeParse(answer).data;
        return run ? { run: run.id as RunId, ...shown(run.id) } : null;
      });
    }

    return {
      trainer,
      async probe() {
        await api.mustRead(Deployment, named);
        return `the deployment ${settings.deployment} is there`;
      },
      async close() {},
    };
  },
});

function sayError(body: unknown): string | null {
  const { detail, exception_detail } = Problem.safeParse(body).data ?? {};
  return detail ?? exception_detail?.map(({ msg }) => msg).join('; ') ?? null;
}
