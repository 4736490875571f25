/**
 * Jobs of SAS Viya. What is asked is kept there first as a request that runs nothing, and its number is written down here;
 * then it is run. So a run whose start was not answered is looked for among those of its request alone.
 */
import { z } from 'zod';
import type { RunId } from '../../domain/ids.ts';
import { Fault } from '../../lib/fault.ts';
import { second } from '../../lib/time.ts';
import { flatRequest } from '../asked.ts';
import type { ReportRows, Started, Trainer, TrainRequest } from '../contract.ts';
import { type Api, asLater, path } from '../outbound/api.ts';
import { expectDone, insist, refusedBy, startedBy } from '../outbound/started.ts';
import { type Meaning, trainerOf } from '../runs.ts';

const Named = z.object({ id: z.string().min(1) });
const Jobs = z.object({ items: z.array(Named).nullish() });
const Job = z.object({
  state: z.string(),
  error: z.object({ message: z.string().nullish() }).nullish(),
  results: z.record(z.string(), z.unknown()).nullish(),
});
const Noted = z.object({ request: z.string() });

const words: Record<string, Meaning> = {
  pending: { state: 'queued' },
  running: { state: 'running' },
  completed: 'succeeded',
  failed: 'failed',
  timedOut: 'failed',
  canceled: 'cancelled',
};
/** A file that the program leaves under its job. */
const resultFile = 'steward-result.json';
const requests = '/jobExecution/jobRequests';

export interface JobOptions {
  /** The address of the job definition. */
  job: string;
  inputs: readonly string[];
  /** Arguments that do not depend on the request. */
  more: Record<string, string>;
  reports: ReportRows;
}

export function jobTrainer(api: Api, { job, inputs, more, reports }: JobOptions): Trainer {
  const one = (run: string) => path`/jobExecution/jobs/${run}`;
  const runsOf = (request: string) => `${requests}${path`/${request}`}/jobs`;

  async function requestOf(key: string): Promise<string | null> {
    const noted = (await reports.aboutKey(key)).find(({ id }) => id === `request:${key}`);
    return Noted.safeParse(noted?.body).data?.request ?? null;
  }
  async function find(key: string): Promise<RunId | null> {
    const request = await requestOf(key);
    if (request === null) return null;
    const { items } = (await api.read(Jobs, runsOf(request))) ?? {};
    return (items?.[0]?.id as RunId | undefined) ?? null;
  }
  /** It runs nothing, so one whose answer is lost is only late. */
  async function keep(request: TrainRequest, key: string): Promise<Started | string> {
    const values = flatRequest(request, key);
    const own = Object.fromEntries(inputs.map((name) => [name, values[name] ?? '']));
    const body = { name: key, jobDefinitionUri: job, arguments: { ...more, ...own } };
    const headers = { 'content-type': 'application/vnd.sas.job.execution.job.request+json' };
    const acted = await asLater(api.act(requests, { body, headers }));
    if (acted.outcome === 'refused') return refusedBy(acted);
    const kept = Named.safeParse(acted.body).data?.id;
    if (!kept) {
      throw new Fault('unreachable', 'SAS Viya named no request; nothing was run.', { retry: 'later' });
    }
    await reports.add({
      ...{ kind: 'told', id: `request:${key}`, run: null, key },
      body: { request: kept },
    });
    return kept;
  }
  async function send(request: TrainRequest, key: string): Promise<Started> {
    const kept = (await requestOf(key)) ?? (await keep(request, key));
    if (typeof kept !== 'string') return kept;
    return startedBy('SAS Viya', await api.act(runsOf(kept)), (said) => {
      const run = Named.safeParse(said).data?.id;
      return run ? { run: run as RunId } : null;
    });
  }

  return trainerOf({
    ...{ who: 'SAS Viya', reports, words, send, find, pollEveryMs: 20 * second },
    async look(run) {
      const { state, error, results } = await api.mustRead(Job, one(run));
      const late = state === 'timedOut' ? 'it ran out of time' : null;
      return { word: state, reason: error?.message ?? late, results };
    },
    async made({ results }) {
      const file = results?.[resultFile];
      if (typeof file !== 'string' || !/^\/files\/files\/[\w-]+$/.test(file)) return null;
      return api.read(z.unknown(), `${file}/content`);
    },
    async stop(run) {
      // It is changed only as it was seen; a tag that is not given is any.
      const seen = await asLater(api.act(one(run), { method: 'GET' }));
      expectDone(seen);
      const headers = { 'if-match': seen.headers.etag ?? '*' };
      const query = { value: 'canceled' };
      await insist(api.act(`${one(run)}/state`, { method: 'PUT', query, headers }));
    },
  });
}
