/** A pipeline execution or a training job. Both are known by the key: one by its request token, one by its name. */
import { z } from 'zod';
import type { RunId } from '../../domain/ids.ts';
import { Fault } from '../../lib/fault.ts';
import { second } from '../../lib/time.ts';
import { flatRequest } from '../asked.ts';
import type { ReportRows, Trainer } from '../contract.ts';
import { insist, startedBy } from '../outbound/started.ts';
import { type Meaning, trainerOf } from '../runs.ts';
import type { Aws } from './aws.ts';
import { Package, versionOf } from './registry.ts';

const running: Meaning = { state: 'running' };
const stopping: Meaning = { state: 'cancelling' };

/** How a way to train is asked for, looked at and stopped; all else is the same for both. */
export interface Job {
  start(key: string, values: Record<string, string>): { operation: string; body: object };
  named: z.ZodType<string>;
  find(key: string): Promise<RunId | null>;
  describe: { operation: string; body(run: RunId): object };
  stop: { operation: string; body(run: RunId): object };
  seen: z.ZodType<{ status: string; reason?: string | null | undefined; made?: string | null | undefined }>;
  words: Readonly<Record<string, Meaning>>;
  /** The packages that a run registered, where its description does not say. */
  made(run: RunId): Promise<string | null>;
}

export function jobTrainer(aws: Aws, job: Job, reports: ReportRows): Trainer {
  const { words, find } = job;
  return trainerOf({
    ...{ who: 'SageMaker', reports, words, knowsKeys: true, find },
    pollEveryMs: 30 * second,
    async send(request, key) {
      const { operation, body } = job.start(key, flatRequest(request, key));
      const acted = await aws.act(operation, body);
      if (acted.outcome === 'refused' && acted.status === 409)
        return { outcome: 'started', run: key as RunId };
      return startedBy('SageMaker', acted, (said) => {
        const run = job.named.safeParse(said).data;
        return run ? { run: run as RunId } : null;
      });
    },
    async look(run) {
      const { operation, body } = job.describe;
      const seen = run === '' ? null : await aws.read(job.seen, operation, body(run));
      if (seen) return { ...seen, word: seen.status };
      throw new Fault('not_found', 'SageMaker knows no such run.', { retry: 'never' });
    },
    async registered({ made }, run) {
      const arn = made ?? (await job.made(run));
      const found = arn && (await aws.read(Package, 'DescribeModelPackage', { ModelPackageName: arn }));
      return found ? versionOf(found) : null;
    },
    stop: (run) => insist(aws.act(job.stop.operation, job.stop.body(run))),
  });
}

const Executions = z.object({
  PipelineExecutionSummaries: z.array(
    z.object({ PipelineExecutionArn: z.string(), PipelineExecutionDisplayName: z.string().nullish() }),
  ),
});
const Steps = z.object({
  PipelineExecutionSteps: z.array(
    z.object({ Metadata: z.object({ RegisterModel: z.object({ Arn: z.string() }).nullish() }).nullish() }),
  ),
});

/** @param parameters those that the pipeline declares; SageMaker refuses others */
export const pipelineJob = (
  aws: Aws,
  { name, parameters }: { name: string; parameters: readonly string[] },
): Job => ({
  start: (key, values) => ({
    operation: 'StartPipelineExecution',
    body: {
      PipelineName: name,
      PipelineExecutionDisplayName: key,
      ClientRequestToken: key,
      PipelineParameters: parameters.map((one) => ({ Name: one, Value: (values[one] ?? '').slice(0, 1024) })),
    },
  }),
  named: z.object({ PipelineExecutionArn: z.string() }).transform((said) => said.PipelineExecutionArn),
  async find(key) {
    const body = { PipelineName: name, SortBy: 'CreationTime', SortOrder: 'Descending', MaxResults: 100 };
    const found = await aws.read(Executions, 'ListPipelineExecutions', body);
    const run = found?.PipelineExecutionSummaries.find((one) => one.PipelineExecutionDisplayName === key);
    return (run?.PipelineExecutionArn as RunId | undefined) ?? null;
  },
  describe: { operation: 'DescribePipelineExecution', body: (run) => ({ PipelineExecutionArn: run }) },
  stop: {
    operation: 'StopPipelineExecution',
    body: (run) => ({
      PipelineExecutionArn: run,
      ClientRequestToken: `steward-stops-${run.slice(-40)}`.padEnd(32, '-'),
    }),
  },
  seen: z
    .object({ PipelineExecutionStatus: z.string(), FailureReason: z.string().nullish() })
    .transform((said) => ({ status: said.PipelineExecutionStatus, reason: said.FailureReason })),
  words: {
    Executing: running,
    Stopping: stopping,
    Succeeded: 'succeeded',
    Failed: 'failed',
    Stopped: 'cancelled',
  },
  async made(run) {
    const steps = await aws.read(Steps, 'ListPipelineExecutionSteps', {
      PipelineExecutionArn: run,
      MaxResults: 100,
    });
    const registered = steps?.PipelineExecutionSteps.flatMap(
      ({ Metadata }) => Metadata?.RegisterModel?.Arn ?? [],
    );
    return registered?.[0] ?? null;
  },
});

/** @param request the request of CreateTrainingJob as AWS has it, without name and with what Steward adds to it */
export const trainingJob = (aws: Aws, request: Record<string, unknown>): Job => {
  const seen = z
    .object({
      TrainingJobStatus: z.string(),
      FailureReason: z.string().nullish(),
      OutputModelPackageArn: z.string().nullish(),
    })
    .transform((said) => ({
      status: said.TrainingJobStatus,
      reason: said.FailureReason,
      made: said.OutputModelPackageArn,
    }));
  const body = (run: RunId | string) => ({ TrainingJobName: run });
  return {
    start: (key, values) => ({
      operation: 'CreateTrainingJob',
      body: {
        ...request,
        TrainingJobName: key,
        HyperParameters: { ...(request.HyperParameters as object | undefined), ...cut(values) },
      },
    }),
    // It is named by us; only an answer of its own shape says that it was taken.
    named: z
      .object({ TrainingJobArn: z.string() })
      .transform((said) => said.TrainingJobArn.split('/').at(-1) ?? ''),
    find: async (key) => ((await aws.read(seen, 'DescribeTrainingJob', body(key))) ? (key as RunId) : null),
    describe: { operation: 'DescribeTrainingJob', body },
    stop: { operation: 'StopTrainingJob', body },
    seen,
    words: {
      InProgress: running,
      Stopping: stopping,
      Deleting: running,
      Completed: 'succeeded',
      Failed: 'failed',
      Stopped: 'cancelled',
    },
    made: async () => null,
  };
};

/** Values of hyperparameters have at most 2500 characters. */
const cut = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.slice(0, 2500)]));
