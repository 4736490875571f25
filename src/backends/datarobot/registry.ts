/** The versions that a deployment may serve. Replacing the one that it serves takes a while, and may need somebody's approval there. */
import { z } from 'zod';
import type { ModelId, VersionId } from '../../domain/ids.ts';
import type { Version } from '../../domain/version.ts';
import { Fault } from '../../lib/fault.ts';
import { second } from '../../lib/time.ts';
import type { Operation, Registry, RoleChange } from '../contract.ts';
import { type Api, asLater, parsed, path, wordFor } from '../outbound/api.ts';
import { expectDone } from '../outbound/started.ts';
import { switchOver, type Written } from '../switch-over.ts';
import {
  championOf,
  type Deployments,
  isTurnedDown,
  type OpenRequest,
  openRequests,
  readDeployment,
} from './deployment.ts';
import { describe, Package, readPackage, resolve, usable } from './packages.ts';
import { everyItem } from './pages.ts';
import type { PolicyRuns } from './runs.ts';

const Challenger = z.object({ modelPackage: z.object({ id: z.string() }) });
const Status = z.object({ status: z.string(), message: z.string().nullish() });
/** Of a replacement: the deployment, the version, the status or the change request that tells how it goes, and who is replaced. */
const Replacement = z.tuple([
  z.string(),
  z.string(),
  z.enum(['status', 'request']),
  z.string(),
  z.string().nullable(),
]);

const Begun = z.object({ operation: z.string() });

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
  { reports, runs, deploymentOf, link, reason }: Deployments & { runs: PolicyRuns; reason: string },
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
    const [deployment, to, kind, id, from] = named;
    const now = await readDeployment(api, deployment);
    const asked: Operation = { state: 'pending', waitsForApproval: true, link: link(deployment) };
    if (championOf(now) === to) return { state: 'done' };
    if (kind === 'request') {
      if (now?.openedChangeRequests?.includes(id)) return asked;
      if (await isTurnedDown(api, id))
        return { state: 'failed', reason: 'the replacement was not approved in DataRobot' };
      // What was agreed to is being done, and may not be seen yet; where another version is seen, there is nothing to wait for.
      if (championOf(now) === from) return { state: 'pending' };
      return { state: 'failed', reason: `DataRobot serves ${championOf(now) ?? 'no version'} by now` };
    }
    const acted = await asLater(api.act(path`/status/${id}/`, { method: 'GET', seeOther: true }));
    // One that was done long ago is forgotten; then only the deployment tells.
    const forgotten = acted.outcome === 'refused' && [404, 410].includes(acted.status);
    if (!forgotten) expectDone(acted);
    const said = forgotten || acted.status === 303 ? { status: 'COMPLETED' } : readStatus(acted.body);
    const state = wordFor(said.status, words);
    if (state === 'pending') return { state };
    if (state === 'failed') return { state, reason: `DataRobot says ${said.status}: ${said.message ?? ''}` };
    if (state !== 'done') return state;
    const open = await openRequests(api, await readDeployment(api, deployment));
    return open.some(({ version }) => version === to) ? asked : { state };
  }

  /** Nothing is asked for twice: what is under way there, or waits for somebody, is answered as such. */
  async function replace({ to, expected }: RoleChange, deployment: string, key: string): Promise<Written> {
    const begin = async (kind: 'status' | 'request', id: string): Promise<NonNullable<Written>> => {
      const name = JSON.stringify([deployment, to, kind, id, expected] satisfies z.infer<typeof Replacement>);
      await reports.add({ kind: 'begun', id: `${key}:${name}`, run: null, key, body: { operation: name } });
      const outcome = kind === 'request' ? 'needs_approval' : 'pending';
      return { outcome, operation: name, link: link(deployment) };
    };
    const asked = async () => openRequests(api, await readDeployment(api, deployment));
    const requested = async (open: OpenRequest[]) => {
      const ours = open.find(({ version }) => version === to);
      return ours && begin('request', ours.id);
    };
    const known = (await reports.aboutKey(key)).findLast(({ kind }) => kind === 'begun')?.body;
    const begun = Begun.safeParse(known).data?.operation;
    if (begun) {
      const now = await operation(begun);
      if (now.state === 'failed') return { outcome: 'refused', reason: now.reason };
      const waits = now.state === 'pending' && now.waitsForApproval;
      return { outcome: waits ? 'needs_approval' : 'pending', operation: begun, link: link(deployment) };
    }
    const open = await asked();
    const waiting = await requested(open);
    if (waiting) return waiting;
    const [another] = open.filter(({ version }) => version !== null);
    if (another) {
      const reason = `somebody asked in DataRobot that it serves ${another.version}; decide or cancel that change request first`;
      return { outcome: 'refused', reason };
    }
    const body = { modelPackageId: to, reason };
    const acted = await api.act(path`/deployments/${deployment}/model/`, { method: 'PATCH', body });
    expectDone(acted);
    const status = /\/status\/([^/?#]+)\/?$/.exec(acted.headers.location ?? '')?.[1];
    const followed = status
      ? await begin('status', decodeURIComponent(status))
      : await requested(await asked());
    if (followed) return followed;
    throw new Fault('no_answer', 'DataRobot took the replacement but names nothing that can be followed.', {
      retry: 'unknown',
    });
  }

  return {
    pollEveryMs: 15 * second,
    operation,
    async versions(model, known = []) {
      const found: Version[] = [];
      for (const one of await packages(model)) {
        found.push(known.find(({ id }) => id === one.id) ?? (await describe(api, one)));
      }
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
        write: () => replace(change, deploymentOf(change.model)!, key),
      }),
    resolve: (_, version) => resolve(api, version),
    async produced(_, { run }) {
      const version = await runs.versionLeftBy(run);
      return version ? [version] : [];
    },
  };
}

function readStatus(body: unknown): z.infer<typeof Status> {
  const { data } = Status.safeParse(body);
  if (data) return data;
  throw new Fault('unreadable', 'DataRobot does not say how the replacement goes.', { retry: 'later' });
}
