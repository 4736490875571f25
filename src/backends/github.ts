/** GitHub Actions: a run of a workflow trains. Its name holds the key, by which it is looked for before anything is sent again. */
import { z } from 'zod';
import type { RunId } from '../domain/ids.ts';
import { Fault } from '../lib/fault.ts';
import { minute, second } from '../lib/time.ts';
import { sayRequest } from './asked.ts';
import { defineBackend, type Started, type TrainRequest } from './contract.ts';
import { onlyTrains } from './lacking.ts';
import { openApi, path, type Sent } from './outbound/api.ts';
import { address, reference, wayShape } from './outbound/settings.ts';
import { insist, startedBy } from './outbound/started.ts';
import { type Meaning, trainerOf } from './runs.ts';

const config = z.object({
  api: address
    .default('https://api.github.com')
    .describe('The API; of Enterprise Server https://github.example.com/api/v3'),
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'write owner/name, as in acme/models'),
  workflow: z.string().min(1).max(250).describe('The file of the workflow that trains: train.yml'),
  ref: z.string().min(1).max(250).default('main').describe('The branch or tag on which it runs'),
  token: reference.describe('Of an app or a person, by reference: env:NAME or file:PATH'),
  names_runs: z
    .boolean()
    .default(true)
    .describe('Whether a dispatch is answered with its run. Enterprise Server up to 3.19 does not: false'),
  ...wayShape,
});

const Run = z.object({
  id: z.int(),
  status: z.string().nullish(),
  conclusion: z.string().nullish(),
  html_url: z.string().optional(),
});
const Runs = z.object({ workflow_runs: z.array(Run.extend({ display_title: z.string().nullish() })) });
const Dispatched = z.object({ workflow_run_id: z.int(), html_url: z.string().optional() });
const Jobs = z.object({ jobs: z.array(z.object({ id: z.int() })) });
const Annotations = z.array(z.object({ title: z.string().nullish(), message: z.string().nullish() }));
const Workflow = z.object({ name: z.string(), state: z.string() });

/** Of a run that is completed its conclusion, else its status. */
const words: Record<string, Meaning> = {
  queued: { state: 'queued' },
  requested: { state: 'queued' },
  pending: { state: 'queued' },
  waiting: { state: 'queued', step: 'waits for an approval in GitHub' },
  in_progress: { state: 'running' },
  success: 'succeeded',
  neutral: 'succeeded',
  cancelled: 'cancelled',
  failure: 'failed',
  timed_out: 'failed',
  startup_failure: 'failed',
  action_required: 'failed',
  skipped: 'failed',
  stale: 'failed',
};
/** A page holds at most 100 runs; what is older than these was not started a moment ago. */
const pages = 3;
/** The title of the notice in which a job says what it made. */
const notice = 'steward-result';

export const github = defineBackend({
  id: 'github',
  title: 'GitHub Actions',
  config,
  unanswered: 'search',
  lacks: onlyTrains,
  async open(settings, backend) {
    const { reports, secret } = backend;
    const [owner = '', repository = ''] = settings.repository.split('/');
    const api = await openApi({
      who: 'GitHub',
      url: settings.api,
      settings,
      backend,
      sayError: (body) => z.object({ message: z.string() }).safeParse(body).data?.message ?? null,
      authorise: async () => ({
        authorization: `Bearer ${await secret(settings.token)}`,
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
        'user-agent': 'steward',
      }),
    });
    const base = path`/repos/${owner}/${repository}`;
    const workflow = base + path`/actions/workflows/${settings.workflow}`;
    const mustRead = <T>(shape: z.ZodType<T>, at: string, sent?: Sent) =>
      gently(api.mustRead(shape, at, sent));
    const one = (run: RunId) => base + path`/actions/runs/${run}`;
    const linked = (url: string | undefined) => (url?.startsWith('https://') ? { link: url } : {});

    const trainer = trainerOf({
      ...{ who: 'GitHub', reports, words, send, find },
      pollEveryMs: 30 * second,
      findableAfterMs: 2 * minute,
      async look(run) {
        const { status, conclusion, html_url } = await mustRead(Run, one(run));
        const over = status === 'completed';
        const word = over ? (conclusion ?? 'no conclusion') : (status ?? 'no status');
        return { word, reason: `GitHub says ${word}`, ...linked(html_url) };
      },
      made: (_, run) => resultOf(run),
      // 409: it is over, or is being stopped.
      stop: (run) => insist(api.act(`${one(run)}/cancel`), [409]),
    });

    async function send(request: TrainRequest, key: string): Promise<Started> {
      const inputs = { steward_key: key, steward_request: JSON.stringify(sayRequest(request, key)) };
      const details = settings.names_runs ? { return_run_details: true } : {};
      const acted = await api.act(`${workflow}/dispatches`, {
        body: { ref: settings.ref, inputs, ...details },
      });
      if (acted.outcome === 'refused' && acted.status === 403 && isLimit(acted.reason)) {
        return { outcome: 'refused', reason: acted.reason, retry: 'later', afterMs: minute };
      }
      if (acted.outcome === 'done' && acted.status === 204) {
        throw new Fault(
          'no_answer',
          'GitHub took the request and names no run; it is looked for by its name.',
          {
            retry: 'unknown',
          },
        );
      }
      return startedBy('GitHub', acted, (body) => {
        const run = Dispatched.safeParse(body).data;
        return run ? { run: String(run.workflow_run_id) as RunId, ...linked(run.html_url) } : null;
      });
    }

    async function find(key: string): Promise<RunId | null> {
      for (let page = 1; page <= pages; page += 1) {
        const query = { event: 'workflow_dispatch', per_page: 100, page };
        const { workflow_runs: runs } = await mustRead(Runs, `${workflow}/runs`, { query });
        const run = runs.find(({ display_title: title }) => title?.includes(key));
        if (run) return String(run.id) as RunId;
        if (runs.length < 100) break;
      }
      return null;
    }

    /** A job says it with `::notice title=steward-result::{"version": …}`; artifacts lie elsewhere, behind a redirect. */
    async function resultOf(run: RunId): Promise<string | null> {
      const query = { per_page: 100 };
      const { jobs } = await mustRead(Jobs, `${one(run)}/jobs`, { query });
      for (const job of jobs) {
        // A job is a check run of the same id.
        const notes = await api.read(Annotations, base + path`/check-runs/${job.id}/annotations`, { query });
        const said = notes?.find(({ title }) => title === notice)?.message;
        if (said) return said;
      }
      return null;
    }

    return {
      trainer,
      async probe() {
        const { name, state } = await mustRead(Workflow, workflow);
        if (state === 'active') return `the workflow ${name} is there`;
        throw new Fault('refused', `The workflow ${name} is ${state}; enable it in GitHub.`, {
          retry: 'never',
        });
      },
      async close() {},
    };
  },
});

/** GitHub says 403 too to those who ask too often. */
const isLimit = (sentence: string): boolean => /rate limit/i.test(sentence);

async function gently<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== 'unauthorised' || !isLimit(thrown.message))
      throw thrown;
    throw new Fault('rate_limited', thrown.message, { retry: 'later', afterMs: minute, cause: thrown });
  }
}
