/** The versions that a deployment may serve. Replacing the one that it serves takes a while, and may need somebody's approval there. */
import { z } from 'zod';
import type { ModelId, VersionId } from '../../domain/ids.ts';
import { Fault } from '../../lib/fault.ts';
import { second } from '../../lib/time.ts';
import type { Assigned, Operation, Registry } from '../contract.ts';
import { type Api, asLater, parsed, path, wordFor } from '../outbound/api.ts';
import { expectDone } from '../outbound/started.ts';
import { switchOver } from '../switch-over.ts';
import { championOf, type Deployments, readDeployment, waitsForApproval } from './deployment.ts';
import { describe, Package, readPackage, usable } from './packages.ts';
import { everyItem } from './pages.ts';
import { versionLeftBy } from './retraining.ts';

const Challenger = z.object({ modelPackage: z.object({ id: z.string() }) });
const Status = z.object({ status: z.string(), message: z.string().nullish() });
const Replacement = z.tuple([z.string(), z.string(), z.string()]);

const words: Record<string, 'pending' | 'done' | 'failed'> = {
  INITIALIZED: 'pending',
  RUNNING: 'pending',
  COMPLETED: 'done',
  ERROR: 'failed',
  ABORTED: 'failed',
};

/** @param reason why models are replaced, as DataRobot notes it */
export function deploymentRegistry(
  api: Api,
  { reports, deploymentOf, link, reason }: Deployments & { reason: string },
): Registry {
  const deployed = (model: ModelId) => readDeployment(api, deploymentOf(model));

  async function challengers(model: ModelId): Promise<string[]> {
    const deployment = deploymentOf(model);
    if (deployment === null) return [];
    const at = path`/deployments/${deployment}/challengers/`;
    const all = (await everyItem(api, Challenger, { at })) ?? [];
    return all.map(({ modelPackage }) => modelPackage.id);
  }

  /** Of its registered model, and those of others that challenge it; oldest first. */
  async function packages(model: ModelId): Promise<Package[]> {
    const registered = (await deployed(model))?.modelPackage?.registeredModelId;
    if (!registered) return [];
    const at = path`/registeredModels/${registered}/versions/`;
    const all = (await everyItem(api, Package, { at })) ?? [];
    const foreign = (await challengers(model)).filter((id) => !all.some((one) => one.id === id));
    for (const id of foreign) {
      const one = await readPackage(api, id);
      if (one) all.push(one);
    }
    return all
      .filter(usable)
      .toSorted((a, b) => (a.registeredModelVersion ?? 0) - (b.registeredModelVersion ?? 0));
  }

  async function operation(text: string): Promise<Operation> {
    const named = Replacement.safeParse(parsed(text)).data;
    if (!named) return { state: 'unknown', raw: 'no operation of DataRobot' };
    const [deployment, to, status] = named;
    const acted = await asLater(api.act(path`/status/${status}/`, { method: 'GET', seeOther: true }));
    // One that was done long ago is forgotten; then only the deployment tells.
    const forgotten = acted.outcome === 'refused' && [404, 410].includes(acted.status);
    if (!forgotten) expectDone(acted);
    const said = forgotten || acted.status === 303 ? { status: 'COMPLETED' } : readStatus(acted.body);
    const state = wordFor(said.status, words);
    if (state === 'pending') return { state };
    if (state === 'failed') return { state, reason: `DataRobot says ${said.status}: ${said.message ?? ''}` };
    if (state !== 'done') return state;
    const now = await readDeployment(api, deployment);
    const waits = championOf(now) !== to && (await waitsForApproval(api, now, to));
    return waits ? { state: 'pending', waitsForApproval: true, link: link(deployment) } : { state: 'done' };
  }

  /** Nothing is asked for twice: what is pending there, or waits for somebody, is answered as such. */
  async function replace(deployment: string, to: VersionId, key: string): Promise<Pending> {
    const begun = (await reports.aboutKey(key)).findLast(({ kind }) => kind === 'begun')?.id;
    const before = begun ? await operation(begun) : null;
    const approval = async (): Promise<Pending | undefined> =>
      (await waitsForApproval(api, await readDeployment(api, deployment), to))
        ? { outcome: 'needs_approval', link: link(deployment) }
        : undefined;
    const waiting = await approval();
    if (waiting) return waiting;
    if (begun && (before?.state === 'pending' || before?.state === 'unknown'))
      return { outcome: 'pending', operation: begun };
    const body = { modelPackageId: to, reason };
    const acted = await api.act(path`/deployments/${deployment}/model/`, { method: 'PATCH', body });
    expectDone(acted);
    const status = /\/status\/([^/?#]+)\/?$/.exec(acted.headers.location ?? '')?.[1];
    if (!status) {
      const asked = await approval();
      if (asked) return asked;
      const reason = 'DataRobot took the replacement but names nothing that can be followed.';
      throw new Fault('no_answer', reason, { retry: 'unknown' });
    }
    const operationId = JSON.stringify([deployment, to, decodeURIComponent(status)]);
    await reports.add({ kind: 'begun', id: operationId, run: null, key, body: {} });
    return { outcome: 'pending', operation: operationId, link: link(deployment) };
  }

  return {
    pollEveryMs: 15 * second,
    operation,
    async versions(model) {
      const found = [];
      for (const one of await packages(model)) found.push(await describe(api, one));
      return found;
    },
    async roles(model) {
      const champion = championOf(await deployed(model));
      const all = champion === null ? [] : await challengers(model);
      return { champion, challengers: all.filter((id) => id !== champion) as VersionId[] };
    },
    assign: (change, key) =>
      switchOver(change, {
        knows: async (version) => (await packages(change.model)).some(({ id }) => id === version),
        champion: async () => championOf(await deployed(change.model)),
        write: (version) => replace(deploymentOf(change.model)!, version, key),
      }),
    async produced(_, { run }) {
      const version = await versionLeftBy(api, run);
      return version ? [version] : [];
    },
  };
}

type Pending = Extract<Assigned, { outcome: 'pending' | 'needs_approval' }>;

function readStatus(body: unknown): z.infer<typeof Status> {
  const { data } = Status.safeParse(body);
  if (data) return data;
  throw new Fault('unreadable', 'DataRobot does not say how the replacement goes.', { retry: 'later' });
}
