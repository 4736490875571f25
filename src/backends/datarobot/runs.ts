/** Runs of retraining policies, under the name that we give them or under the id that people read in DataRobot. */
import { z } from 'zod';
import type { ModelId, RunId } from '../../domain/ids.ts';
import type { Version } from '../../domain/version.ts';
import { Fault } from '../../lib/fault.ts';
import { type Api, parsed, path } from '../outbound/api.ts';
import type { Deployments } from './deployment.ts';
import { describe, readPackage } from './packages.ts';

const text = z.string().nullish();
export const Run = z.object({
  id: z.string(),
  status: text,
  startTime: text,
  finishTime: text,
  errorMessage: text,
  challengerId: text,
  modelPackageId: text,
});
export type Run = z.infer<typeof Run>;
const Challenger = z.object({ modelPackage: z.object({ id: z.string() }) });
const Names = z.tuple([z.string(), z.string(), z.string()]);

export interface PolicyRuns {
  name(deployment: string, policy: string, id: string): RunId;
  /** Throws Fault `not_found` (never). @returns the run, and the path at which it is */
  get(run: RunId): Promise<Run & { deployment: string; at: string }>;
  /** The version that a run left; null while there is none. Throws as `get`. */
  versionLeftBy(run: RunId): Promise<Version | null>;
}

/** @param policies ids of policies by model */
export function policyRuns(
  api: Api,
  {
    deploymentOf,
    policies,
  }: Pick<Deployments, 'deploymentOf'> & { policies: Readonly<Record<string, string>> },
): PolicyRuns {
  /** Where it may be: an id alone, as a person names it, says neither deployment nor policy. */
  function placesOf(run: RunId): z.infer<typeof Names>[] {
    const named = Names.safeParse(parsed(run)).data;
    if (named) return [named];
    return Object.entries(policies).flatMap(([model, policy]) => {
      const deployment = deploymentOf(model as ModelId);
      return deployment === null ? [] : [[deployment, policy, run]];
    });
  }
  async function get(run: RunId) {
    for (const [deployment, policy, id] of placesOf(run)) {
      const at = path`/deployments/${deployment}/retrainingPolicies/${policy}/runs/${id}/`;
      const known = await api.read(Run, at);
      if (known) return { ...known, deployment, at };
    }
    throw new Fault('not_found', 'DataRobot knows no such run.', { retry: 'never' });
  }
  return {
    get,
    name: (deployment, policy, id) => JSON.stringify([deployment, policy, id]) as RunId,
    async versionLeftBy(run) {
      const { deployment, modelPackageId, challengerId } = await get(run);
      const at = challengerId ? path`/deployments/${deployment}/challengers/${challengerId}/` : null;
      const left = modelPackageId ?? (at && (await api.read(Challenger, at))?.modelPackage.id);
      const one = left ? await readPackage(api, left) : null;
      return one && describe(api, one);
    },
  };
}
