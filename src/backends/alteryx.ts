/** Alteryx Server: a job of an analytic app trains. A job does not show its questions, so none can be found by its key. */
import { z } from 'zod';
import type { RunId } from '../domain/ids.ts';
import { Fault } from '../lib/fault.ts';
import { second } from '../lib/time.ts';
import { sayRequest } from './asked.ts';
import { defineBackend, type Started, type TrainRequest } from './contract.ts';
import { onlyTrains } from './lacking.ts';
import { openApi, path } from './outbound/api.ts';
import { grantedToken } from './outbound/granted.ts';
import { address, reference, wayShape } from './outbound/settings.ts';
import { insist, startedBy } from './outbound/started.ts';
import { type Meaning, trainerOf } from './runs.ts';

const text = z.string().min(1).max(200);
const meanings = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;

const config = z.object({
  url: address.describe('The Web API address: https://alteryx.example.com/webapi'),
  client_id: text.describe('The API access key of a user'),
  client_secret: reference.describe('Its secret, by reference: env:NAME or file:PATH'),
  workflow: text.describe('The id of the analytic app that trains'),
  priority: z.enum(['Low', 'Medium', 'High', 'Critical']).optional().describe('Of its jobs'),
  worker_tag: text.optional().describe('Of the workers that run it'),
  credential: text.optional().describe('The id of the credential under which it runs'),
  states: z
    .record(z.string(), z.enum(meanings))
    .default({})
    .describe('What words of this server mean that Steward does not know: { CompletedWithErrors: failed }'),
  ...wayShape,
});

const Job = z.object({
  id: z.string().min(1),
  status: z.string().nullish(),
  disposition: z.string().nullish(),
  messages: z.array(z.object({ text: z.string().nullish() })).nullish(),
});
const Questions = z.array(z.object({ name: z.string() }));
const Problem = z.union([z.object({ message: z.string() }), z.object({ error_description: z.string() })]);

/** Of a job that is complete its disposition, else its status. */
const words: Record<string, Meaning> = {
  Queued: { state: 'queued' },
  Initializing: { state: 'queued' },
  Running: { state: 'running' },
  Success: 'succeeded',
  Warning: 'succeeded',
  Error: 'failed',
  Cancelled: 'cancelled',
};
const complete = ['Complete', 'Completed'];
/** What a message tool says before the result: `steward-result {"version": …}`. */
const mark = /^\s*steward-result:?\s*/;

export const alteryx = defineBackend({
  id: 'alteryx',
  title: 'Alteryx Server',
  config,
  unanswered: 'person',
  lacks: { ...onlyTrains, find: 'a job does not show the questions that it was asked' },
  async open(settings, backend) {
    const { reports, secret } = backend;
    const { url, client_id, workflow, worker_tag, credential, priority } = settings;
    const base = { who: 'Alteryx', url, settings, backend, sayError };
    const granted = grantedToken({
      door: await openApi(base),
      path: '/oauth2/token',
      form: async () => {
        const client_secret = await secret(settings.client_secret);
        return { grant_type: 'client_credentials', client_id, client_secret };
      },
    });
    const api = await openApi({ ...base, ...granted });
    const app = path`/v3/workflows/${workflow}`;
    const one = (run: RunId) => path`/v3/jobs/${run}`;
    const own = Object.entries(settings.states).map(([word, meaning]): [string, Meaning] => [
      word,
      meaning === 'queued' || meaning === 'running' ? { state: meaning } : meaning,
    ]);

    const trainer = trainerOf({
      ...{ who: 'Alteryx', reports, send, words: { ...words, ...Object.fromEntries(own) } },
      pollEveryMs: 15 * second,
      async look(run) {
        const job = await api.mustRead(Job, one(run), { query: { includeMessages: true } });
        const status = job.status ?? 'no status';
        const word = complete.includes(status) ? (job.disposition ?? 'no disposition') : status;
        const messages = job.messages?.flatMap((said) => said.text ?? []) ?? [];
        const last = messages.at(-1);
        return { word, messages, reason: `Alteryx says ${word}${last ? `: ${last}` : ''}` };
      },
      made: async ({ messages }) => messages.findLast((said) => mark.test(said))?.replace(mark, ''),
      stop: (run) => insist(api.act(one(run), { method: 'DELETE' })),
    });

    /** An app takes no notice of a question that it does not have. */
    async function lacking(): Promise<string | null> {
      const asks = (await api.mustRead(Questions, `${app}/questions`)).map(({ name }) => name);
      const missing = ['steward_key', 'steward_request'].filter((name) => !asks.includes(name));
      return missing.length > 0 ? `the app ${workflow} has no question ${missing.join(', ')}` : null;
    }

    async function send(request: TrainRequest, key: string): Promise<Started> {
      const reason = await lacking();
      if (reason) return { outcome: 'refused', reason, retry: 'never' };
      const body = {
        questions: [
          { name: 'steward_key', value: key },
          { name: 'steward_request', value: JSON.stringify(sayRequest(request, key)) },
        ],
        ...(priority && { priority }),
        ...(worker_tag && { workerTag: worker_tag }),
        ...(credential && { credentialId: credential }),
      };
      return startedBy('Alteryx', await api.act(`${app}/jobs`, { body }), (answer) => {
        const job = Job.safeParse(answer).data;
        return job ? { run: job.id as RunId } : null;
      });
    }

    return {
      trainer,
      async probe() {
        const reason = await lacking();
        if (reason === null) return `the app ${workflow} is there`;
        throw new Fault('refused', `Nothing would start: ${reason}.`, { retry: 'never' });
      },
      async close() {},
    };
  },
});

function sayError(body: unknown): string | null {
  const said = Problem.safeParse(body).data;
  return said ? ('message' in said ? said.message : said.error_description) : null;
}
