/** Kubeflow Pipelines: a run of a pipeline trains. It is named after the key, by which it is looked for before anything is sent again. */
import { z } from 'zod';
import type { RunId } from '../domain/ids.ts';
import { sayRequest } from './asked.ts';
import { defineBackend, type Started, type TrainRequest } from './contract.ts';
import { onlyTrains } from './lacking.ts';
import { openApi, path } from './outbound/api.ts';
import { address, loginHeaders, reference, wayShape } from './outbound/settings.ts';
import { insist, startedBy } from './outbound/started.ts';
import { type Meaning, trainerOf } from './runs.ts';

const id = z.string().regex(/^[\w-]{1,64}$/, 'is no id of Kubeflow Pipelines; its pages show them');
const config = z.object({
  url: address.describe(
    'Where /apis/v2beta1 answers; in a full Kubeflow https://kubeflow.example.com/pipeline',
  ),
  pages: address.optional().describe('Where people see runs, when that is another address'),
  pipeline: id.describe('The id of the pipeline that trains'),
  version: id.optional().describe('The id of its version; default: the newest, where the release knows how'),
  experiment: id
    .optional()
    .describe('The id of the experiment of its runs; needed where users are kept apart'),
  service_account: z.string().min(1).max(253).optional().describe('Under which the pods run'),
  token: reference.optional().describe('Of a service account, by reference: env:NAME or file:PATH'),
  ...wayShape,
});

const Run = z.object({
  run_id: z.string(),
  display_name: z.string().nullish(),
  state: z.string().nullish(),
  error: z.object({ message: z.string().nullish() }).nullish(),
  state_history: z.array(z.object({ state: z.string().nullish() })).nullish(),
});
const Runs = z.object({ runs: z.array(Run).nullish() });
const Pipeline = z.object({ display_name: z.string() });

const words: Record<string, Meaning> = {
  PENDING: { state: 'queued' },
  RUNNING: { state: 'running' },
  PAUSED: { state: 'running', step: 'paused in Kubeflow' },
  CANCELING: { state: 'cancelling' },
  SUCCEEDED: 'succeeded',
  SKIPPED: 'succeeded',
  FAILED: 'failed',
  CANCELED: 'cancelled',
};

export const kubeflow = defineBackend({
  id: 'kubeflow',
  title: 'Kubeflow Pipelines',
  config,
  unanswered: 'search',
  lacks: onlyTrains,
  async open(settings, backend) {
    const { reports } = backend;
    const { url, pages = url, pipeline, version, experiment } = settings;
    const api = await openApi({
      ...{ who: 'Kubeflow', url, settings, backend },
      authorise: loginHeaders(settings, backend),
      sayError: (body) => z.object({ message: z.string() }).safeParse(body).data?.message ?? null,
    });
    const base = '/apis/v2beta1';
    const one = (run: string) => base + path`/runs/${run}`;
    const shown = (run: string) => ({ link: pages.replace(/\/$/, '') + path`/#/runs/details/${run}` });
    const stops = (run: RunId) => `${run}:stop`;

    // No result is read: what a task returns lies in the metadata store of the cluster, which this API does not show.
    const trainer = trainerOf({
      ...{ who: 'Kubeflow', reports, words, send, find },
      async look(run) {
        const { state, error, state_history: history } = await api.mustRead(Run, one(run));
        // A workflow that is terminated ends as one that failed.
        const stopped =
          state === 'FAILED' &&
          (history?.some((before) => before.state === 'CANCELING') ||
            (await reports.aboutRun(run)).some((report) => report.id === stops(run)));
        return { word: stopped ? 'CANCELED' : (state ?? 'no state'), reason: error?.message, ...shown(run) };
      },
      async stop(run) {
        await insist(api.act(`${one(run)}:terminate`));
        await reports.add({ kind: 'told', id: stops(run), run, key: null, body: { stopped: true } });
      },
    });

    async function send(request: TrainRequest, key: string): Promise<Started> {
      const body = {
        display_name: key,
        description: `Asked for by Steward: ${request.reason}`.slice(0, 250),
        ...(experiment && { experiment_id: experiment }),
        pipeline_version_reference: {
          pipeline_id: pipeline,
          ...(version && { pipeline_version_id: version }),
        },
        runtime_config: {
          parameters: { steward_key: key, steward_request: JSON.stringify(sayRequest(request, key)) },
        },
        ...(settings.service_account && { service_account: settings.service_account }),
      };
      return startedBy('Kubeflow', await api.act(`${base}/runs`, { body }), (answer) => {
        const run = Run.safeParse(answer).data?.run_id;
        return run ? { run: run as RunId, ...shown(run) } : null;
      });
    }

    async function find(key: string): Promise<RunId | null> {
      const named = { operation: 'EQUALS', key: 'display_name', string_value: key };
      const filter = JSON.stringify({ predicates: [named] });
      const query = { experiment_id: experiment, filter, page_size: 10 };
      const { runs } = await api.mustRead(Runs, `${base}/runs`, { query });
      const run = runs?.find((known) => known.display_name === key);
      return run ? (run.run_id as RunId) : null;
    }

    return {
      trainer,
      async probe() {
        const at = base + path`/pipelines/${pipeline}`;
        const { display_name: name } = await api.mustRead(Pipeline, at);
        if (version) await api.mustRead(z.object({}), at + path`/versions/${version}`);
        return `the pipeline ${name} is there`;
      },
      async close() {},
    };
  },
});
