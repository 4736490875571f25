/** Jobs of a workspace. A job is put under its name, which is the key: put again it is the same job. */
import { z } from 'zod';
import type { RunId } from '../../domain/ids.ts';
import { second } from '../../lib/time.ts';
import { flatRequest } from '../asked.ts';
import type { ReportRows, Started, Trainer, TrainRequest } from '../contract.ts';
import { path } from '../outbound/api.ts';
import { insist, startedBy } from '../outbound/started.ts';
import { type Meaning, trainerOf } from '../runs.ts';
import { type Arm, who } from './arm.ts';

const Job = z.object({
  name: z.string(),
  properties: z.object({
    status: z.string().nullish(),
    tags: z.record(z.string(), z.string().nullish()).nullish(),
    services: z.record(z.string(), z.object({ endpoint: z.string().nullish() }).nullish()).nullish(),
  }),
});

/** `JobStatus` of the published API; its own `Unknown` is none of ours either. */
const words: Record<string, Meaning> = {
  NotStarted: { state: 'queued' },
  Starting: { state: 'queued' },
  Provisioning: { state: 'queued' },
  Preparing: { state: 'queued' },
  Queued: { state: 'queued' },
  Running: { state: 'running' },
  Finalizing: { state: 'running', step: 'collecting its outputs' },
  NotResponding: { state: 'running', step: 'not responding' },
  Paused: { state: 'running', step: 'paused' },
  CancelRequested: { state: 'cancelling' },
  Completed: 'succeeded',
  Failed: 'failed',
  Canceled: 'cancelled',
};

export interface JobOptions {
  /** The `properties` of a job, as Azure has them. */
  job: Record<string, unknown>;
  inputs: readonly string[];
  reports: ReportRows;
}

export function jobTrainer(arm: Arm, { job, inputs, reports }: JobOptions): Trainer {
  const at = (run: string) => path`/jobs/${run}`;
  const find = async (key: string): Promise<RunId | null> =>
    ((await arm.read(Job, at(key)))?.name as RunId | undefined) ?? null;

  async function send(request: TrainRequest, key: string): Promise<Started> {
    // Put over a job that is there, its tags would be written over, and with them what it says it made.
    const known = await find(key);
    if (known) return { outcome: 'started', run: known };
    const values = flatRequest(request, key);
    // An empty literal is refused.
    const literal = (name: string) => ({ jobInputType: 'literal', value: values[name] || 'none' });
    const properties = {
      displayName: key,
      ...job,
      tags: { ...(job.tags as object | undefined), 'steward.key': key },
      inputs: {
        ...(job.inputs as object | undefined),
        ...Object.fromEntries(inputs.map((name) => [name, literal(name)])),
      },
    };
    return startedBy(who, await arm.act(at(key), { method: 'PUT', body: { properties } }), (said) => {
      const made = Job.safeParse(said).data;
      return made ? { run: made.name as RunId, ...linkOf(made) } : null;
    });
  }

  return trainerOf({
    ...{ who, reports, words, knowsKeys: true, send, find, pollEveryMs: 30 * second },
    async look(run) {
      const seen = await arm.mustRead(Job, at(run));
      return { word: seen.properties.status ?? 'NotStarted', tags: seen.properties.tags, ...linkOf(seen) };
    },
    made: async ({ tags }) => tags?.['steward.result'],
    stop: (run) => insist(arm.act(`${at(run)}/cancel`)),
  });
}

function linkOf({ properties }: z.infer<typeof Job>): { link?: string } {
  const page = properties.services?.Studio?.endpoint;
  return page?.startsWith('https://') ? { link: page } : {};
}
