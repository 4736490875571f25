/** Runs of a job. A run shows the variables that it was given, by which it is looked for before anything is sent again. */
import { z } from 'zod';
import type { RunId } from '../../domain/ids.ts';
import { minute, second } from '../../lib/time.ts';
import { sayRequest } from '../asked.ts';
import type { ReportRows, Started, Trainer, TrainRequest } from '../contract.ts';
import { type Api, path } from '../outbound/api.ts';
import { insist, startedBy } from '../outbound/started.ts';
import { type Meaning, trainerOf } from '../runs.ts';

const Run = z.object({
  id: z.string().min(1),
  status: z.string().nullish(),
  /** A text; how it holds the variables differs between releases. */
  environment: z.string().nullish(),
});
const Runs = z.object({ job_runs: z.array(Run).nullish(), next_page_token: z.string().nullish() });
const Problem = z.object({ code: z.number() });

const words: Record<string, Meaning> = {
  ENGINE_SCHEDULING: { state: 'queued' },
  ENGINE_STARTING: { state: 'queued' },
  ENGINE_RUNNING: { state: 'running' },
  ENGINE_STOPPING: { state: 'cancelling' },
  ENGINE_SUCCEEDED: 'succeeded',
  ENGINE_FAILED: 'failed',
  ENGINE_TIMEDOUT: 'failed',
  ENGINE_SKIPPED: 'failed',
  ENGINE_STOPPED: 'cancelled',
};
/** gRPC's FAILED_PRECONDITION: another run of a job that runs once at a time goes on. */
const busy = 9;
/** What is older than these pages of a hundred did not begin a moment ago. */
const pages = 2;

/** @param at the path of the job */
export function jobTrainer(api: Api, { at, reports }: { at: string; reports: ReportRows }): Trainer {
  const one = (run: RunId) => at + path`/runs/${run}`;

  async function send(request: TrainRequest, key: string): Promise<Started> {
    const environment = { STEWARD_KEY: key, STEWARD_REQUEST: JSON.stringify(sayRequest(request, key)) };
    const acted = await api.act(`${at}/runs`, { body: { environment } });
    if (acted.outcome === 'refused' && Problem.safeParse(acted.body).data?.code === busy) {
      return { outcome: 'refused', reason: acted.reason, retry: 'later', afterMs: minute };
    }
    return startedBy('Cloudera AI', acted, (answer) => {
      const run = Run.safeParse(answer).data;
      return run ? { run: run.id as RunId } : null;
    });
  }

  async function find(key: string): Promise<RunId | null> {
    let page_token: string | undefined;
    for (let page = 0; page < pages; page += 1) {
      const query = { sort: '-created_at', page_size: 100, page_token };
      const { job_runs: runs, next_page_token: next } = await api.mustRead(Runs, `${at}/runs`, { query });
      const run = runs?.find(({ environment }) => environment?.includes(key));
      if (run) return run.id as RunId;
      if (!next) break;
      page_token = next;
    }
    return null;
  }

  // A run leaves no result of its own: the program registers what it made.
  return trainerOf({
    ...{ who: 'Cloudera AI', reports, words, send, find },
    pollEveryMs: 20 * second,
    async look(run) {
      // The first of its states is left out, as protobuf's JSON does with defaults.
      const word = (await api.mustRead(Run, one(run))).status ?? 'ENGINE_SCHEDULING';
      return { word, reason: `Cloudera AI says ${word}; the log of the run has the reason` };
    },
    stop: (run) => insist(api.act(`${one(run)}:stop`)),
  });
}
