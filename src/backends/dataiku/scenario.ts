/**
 * Runs of a scenario. Asking for one fires a trigger, which becomes a run after a few seconds, or never where another run is
 * under way; so a run is known by its firing, and is found again by the parameters that it was fired with.
 */
import { z } from 'zod';
import type { RunId } from '../../domain/ids.ts';
import { Fault } from '../../lib/fault.ts';
import { minute, second } from '../../lib/time.ts';
import { flatRequest } from '../asked.ts';
import type { ReportRows, Started, Trainer, TrainRequest } from '../contract.ts';
import { type Api, parsed, path } from '../outbound/api.ts';
import { insist, startedBy } from '../outbound/started.ts';
import { type Meaning, trainerOf } from '../runs.ts';
import type { ResultFolder } from './results.ts';

const Firing = z.object({
  runId: z.string(),
  trigger: z.object({ id: z.string(), type: z.string().nullish() }),
  params: z.record(z.string(), z.unknown()).nullish(),
  cancelled: z.boolean().nullish(),
});
const Run = z.object({
  runId: z.string(),
  trigger: Firing,
  result: z.object({ outcome: z.string() }).nullish(),
});
const Named = z.object({ scenarioRun: Run });
const Became = Named.partial();
/** A trigger, and its firing. */
const Names = z.tuple([z.string(), z.string()]);
const Light = z.object({ running: z.boolean() });

/** Outcomes of runs, and what Dataiku says without a word. */
const words: Record<string, Meaning> = {
  fired: { state: 'queued' },
  dropped: 'cancelled',
  running: { state: 'running' },
  SUCCESS: 'succeeded',
  WARNING: 'succeeded',
  FAILED: 'failed',
  ABORTED: 'cancelled',
};

export interface ScenarioOptions {
  project: string;
  scenario: string;
  url: string;
  reports: ReportRows;
  results: ResultFolder;
}

export function scenarioTrainer(api: Api, options: ScenarioOptions): Trainer {
  const { project, scenario, url, reports, results } = options;
  const root = path`/projects/${project}/scenarios`;
  const at = root + path`/${scenario}`;
  const shown = { link: `${url.replace(/\/$/, '')}${at}/runs/list/` };

  /** The run that a firing became, or the firing itself while it waits; a person names the run itself. */
  async function look(id: RunId) {
    const seen = (run: z.infer<typeof Run>) => ({
      ...{ word: run.result?.outcome ?? 'running', params: run.trigger.params },
      ...shown,
    });
    const fired = Names.safeParse(parsed(id)).data;
    if (!fired) return seen((await api.mustRead(Named, at + path`/${id}/`)).scenarioRun);
    const [triggerId, triggerRunId] = fired;
    const became = await api.read(Became, `${at}/get-run-for-trigger`, {
      query: { triggerId, triggerRunId },
    });
    if (became?.scenarioRun) return seen(became.scenarioRun);
    const waiting = root + path`/trigger/${scenario}/${triggerId}`;
    const { cancelled, params } = await api.mustRead(Firing, waiting, { query: { triggerRunId } });
    return { word: cancelled ? 'dropped' : 'fired', params, ...shown };
  }

  async function send(request: TrainRequest, key: string): Promise<Started> {
    // A trigger that fires while a run is under way is dropped.
    const { running } = await api.mustRead(Light, `${at}/light`);
    if (running) {
      const reason = `The scenario ${scenario} is running already.`;
      return { outcome: 'refused', reason, retry: 'later', afterMs: minute };
    }
    const acted = await api.act(`${at}/run`, { body: flatRequest(request, key) });
    return startedBy('Dataiku', acted, (said) => {
      const firing = Firing.safeParse(said).data;
      return firing ? { run: nameOf(firing), ...shown } : null;
    });
  }

  async function find(key: string): Promise<RunId | null> {
    const query = { limit: 100, onlyFinishedRuns: false };
    const runs = await api.mustRead(z.array(Run), `${at}/get-last-runs`, { query });
    const run = runs.find(({ trigger }) => trigger.params?.steward_key === key);
    if (run) return nameOf(run.trigger);
    // Whoever is not told the parameters cannot say that a run is not there.
    if (!runs.some(({ trigger }) => trigger.trigger.type === 'manual' && !trigger.params)) return null;
    throw new Fault('unreadable', 'Dataiku does not tell with which parameters its runs were started.', {
      retry: 'later',
    });
  }

  return trainerOf({
    ...{ who: 'Dataiku', reports, words, pollEveryMs: 20 * second, send, find, look },
    made: async ({ params }) =>
      typeof params?.steward_key === 'string' ? results.raw(params.steward_key) : null,
    async stop(_, { word }) {
      // What is aborted is whatever runs, so nothing is before our own run has begun.
      if (word === 'running') return insist(api.act(`${at}/abort`));
      throw new Fault('refused', 'The run has not begun yet, so that it cannot be stopped.', {
        retry: 'later',
        afterMs: 10 * second,
      });
    },
  });
}

const nameOf = ({ trigger, runId }: z.infer<typeof Firing>): RunId =>
  JSON.stringify([trigger.id, runId]) as RunId;
