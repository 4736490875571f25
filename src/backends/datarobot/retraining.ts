/**
 * Runs of a retraining policy. A run takes no parameters, so nothing of the request goes into it, and it has no key: whether
 * one began is known only from the answer, and from the runs that were there before.
 */
import { z } from 'zod';
import { minute, second } from '../../lib/time.ts';
import type { Started, Trainer, TrainRequest } from '../contract.ts';
import { type Api, path } from '../outbound/api.ts';
import { insist, startedAsSeen } from '../outbound/started.ts';
import { type Meaning, trainerOf } from '../runs.ts';
import type { Deployments } from './deployment.ts';
import { everyItem } from './pages.ts';
import { type PolicyRuns, Run } from './runs.ts';

const Policy = z.object({ action: z.string().nullish() });

export const runStates = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
type State = (typeof runStates)[number];
const words: Record<State | 'cancelling', Meaning> = {
  queued: { state: 'queued' },
  running: { state: 'running' },
  cancelling: { state: 'cancelling' },
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};

export interface RetrainingOptions extends Deployments {
  runs: PolicyRuns;
  /** Ids of policies by model. */
  policies: Readonly<Record<string, string>>;
  /** The status that a run is given to stop it. */
  cancelStatus: string;
  /** Words for the status of a run that people know better than we do. */
  states: Readonly<Record<string, State>>;
}

/** Why a policy must not be run: it would go around whoever has to approve. @param at its path */
export async function objectionTo(api: Api, at: string): Promise<string | null> {
  const { action } = await api.mustRead(Policy, at);
  if (action === 'create_challenger' || action === 'create_model_package') return null;
  return `The retraining policy would ${action ?? 'do something unknown'} by itself; let it create a challenger instead.`;
}

export function retrainingTrainer(api: Api, options: RetrainingOptions): Trainer {
  const { reports, runs, deploymentOf, link, policies, cancelStatus, states } = options;

  async function send({ model }: TrainRequest): Promise<Started> {
    const deployment = deploymentOf(model);
    const policy = Object.hasOwn(policies, model) ? policies[model]! : null;
    if (deployment === null || policy === null) {
      const reason = `DataRobot has no deployment with a retraining policy for ${model}; name both in the backend's settings.`;
      return { outcome: 'refused', reason, retry: 'never' };
    }
    const at = path`/deployments/${deployment}/retrainingPolicies/${policy}/`;
    const objection = await objectionTo(api, at);
    if (objection) return { outcome: 'refused', reason: objection, retry: 'never' };
    const list = async () => (await everyItem(api, Run, { at: `${at}runs/` })) ?? [];
    const before = await list();
    // With two under way nobody could tell which one is ours.
    if (before.some((run) => ['queued', 'running'].includes(stateOf(run)))) {
      const reason = 'The retraining policy is running already.';
      return { outcome: 'refused', reason, retry: 'later', afterMs: 5 * minute };
    }
    return startedAsSeen('DataRobot', await api.act(`${at}runs/`), async () => {
      const fresh = (await list()).filter(({ id }) => !before.some((run) => run.id === id));
      if (fresh.length !== 1) return null;
      return { run: runs.name(deployment, policy, fresh[0]!.id), link: link(deployment) };
    });
  }

  /** The words of DataRobot are nowhere written down; its other fields and the sense of a word decide, and never for success. */
  function stateOf({ status, finishTime, errorMessage, modelPackageId, challengerId }: Run): string {
    const word = status ?? '';
    if (Object.hasOwn(states, word)) return states[word]!;
    if (/cancel/i.test(word)) return finishTime || /ed$/i.test(word) ? 'cancelled' : 'cancelling';
    if (errorMessage || /fail|error|abort/i.test(word)) return 'failed';
    if (!finishTime) return 'running';
    return modelPackageId || challengerId ? 'succeeded' : word || 'no status';
  }

  return trainerOf({
    ...{ who: 'DataRobot', reports, words, pollEveryMs: 60 * second, send },
    async look(id) {
      const run = await runs.get(id);
      return { ...run, word: stateOf(run), reason: run.errorMessage, link: link(run.deployment) };
    },
    async made(_, run) {
      const version = await runs.versionLeftBy(run);
      const trainedUntil = version?.lineage.trainedUntil ?? null;
      // Without it the registry tells the version, and Steward that it cannot be compared.
      if (version === null || trainedUntil === null) return null;
      const { id, lineage, metrics } = version;
      return { version: id, trained_until: new Date(trainedUntil).toISOString(), lineage, metrics };
    },
    async stop(_, { at }) {
      // While it makes a challenger it cannot be stopped any more, and ends soon.
      await insist(api.act(at, { method: 'PATCH', body: { status: cancelStatus } }), [409, 422]);
    },
  });
}
