/** Runs of a Vertex pipeline. The id of a run is chosen by us: it is the key, and exists once. */
import { z } from 'zod';
import type { RunId } from '../../domain/ids.ts';
import { second } from '../../lib/time.ts';
import { flatRequest } from '../asked.ts';
import type { ReportRows, Started, Trainer, TrainRequest } from '../contract.ts';
import { path } from '../outbound/api.ts';
import { insist, startedBy } from '../outbound/started.ts';
import { type Meaning, trainerOf } from '../runs.ts';
import type { Google } from './google.ts';

const Artifact = z.object({ metadata: z.record(z.string(), z.unknown()).nullish() });
const Task = z.object({
  outputs: z.record(z.string(), z.object({ artifacts: z.array(Artifact).nullish() })).nullish(),
});
const Run = z.object({
  name: z.string().regex(/\/pipelineJobs\/[^/]+$/),
  state: z.string().default('PIPELINE_STATE_QUEUED'),
  error: z.object({ message: z.string().nullish() }).nullish(),
  jobDetail: z.object({ taskDetails: z.array(Task).nullish() }).nullish(),
});

/** `PipelineState` of the published protocol, without its prefix. */
const words: Record<string, Meaning> = {
  QUEUED: { state: 'queued' },
  PENDING: { state: 'queued' },
  RUNNING: { state: 'running' },
  PAUSED: { state: 'running', step: 'paused' },
  CANCELLING: { state: 'cancelling' },
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
};

export interface PipelineOptions {
  /** A PipelineJob as Vertex has it. */
  pipeline: { runtimeConfig: Record<string, unknown>; [field: string]: unknown };
  /** Names of the parameters that the pipeline declares; it refuses others. */
  parameters: readonly string[];
  reports: ReportRows;
}

export function pipelineTrainer(
  { api, at, page }: Google,
  { pipeline, parameters, reports }: PipelineOptions,
): Trainer {
  const one = (run: string) => at + path`/pipelineJobs/${run}`;
  const shown = (run: string) => ({ link: page(path`/pipelines/runs/${run}`) });
  const idOf = ({ name }: { name: string }) => name.split('/').at(-1) as RunId;
  const find = async (key: string): Promise<RunId | null> => {
    const known = await api.read(Run, one(key));
    return known && idOf(known);
  };

  async function send(request: TrainRequest, key: string): Promise<Started> {
    const values = flatRequest(request, key);
    const { runtimeConfig } = pipeline;
    const parameterValues = {
      ...(runtimeConfig.parameterValues as object | undefined),
      ...Object.fromEntries(parameters.map((name) => [name, values[name] ?? ''])),
    };
    const body = {
      displayName: key,
      ...pipeline,
      labels: { ...(pipeline.labels as object | undefined), 'steward-key': key },
      runtimeConfig: { ...runtimeConfig, parameterValues },
    };
    const acted = await api.act(`${at}/pipelineJobs`, { query: { pipelineJobId: key }, body });
    const known = acted.outcome === 'refused' && acted.status === 409 ? await find(key) : null;
    if (known) return { outcome: 'started', run: known, ...shown(known) };
    return startedBy('Vertex AI', acted, (said) => {
      const made = Run.safeParse(said).data;
      return made ? { run: idOf(made), ...shown(idOf(made)) } : null;
    });
  }

  return trainerOf({
    ...{ who: 'Vertex AI', reports, words, knowsKeys: true, send, find, pollEveryMs: 30 * second },
    async look(run) {
      const { state, error, jobDetail } = await api.mustRead(Run, one(run));
      const word = state.replace(/^PIPELINE_STATE_/, '');
      return { word, reason: error?.message, tasks: jobDetail?.taskDetails ?? [], ...shown(run) };
    },
    made: async ({ tasks }) =>
      tasks
        .flatMap(({ outputs }) => Object.values(outputs ?? {}).flatMap(({ artifacts }) => artifacts ?? []))
        .map(({ metadata }) => metadata?.['steward.result'])
        .findLast((said) => said !== undefined),
    stop: (run) => insist(api.act(`${one(run)}:cancel`, { body: {} })),
  });
}
