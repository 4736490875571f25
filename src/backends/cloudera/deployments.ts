/**
 * The champion is the version whose build is deployed. A promotion builds it if it was never built, which deploys it when it
 * is done, or else deploys the build that is there. What it made holds a token, by which it is known again.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ModelId, VersionId } from '../../domain/ids.ts';
import { Fault } from '../../lib/fault.ts';
import { minute, second } from '../../lib/time.ts';
import type { Operation, ReportRows } from '../contract.ts';
import { type Api, parsed, path, wordFor } from '../outbound/api.ts';
import { expectDone } from '../outbound/started.ts';
import type { Roster } from '../switch-over.ts';
import { everyOne } from './pages.ts';
import type { RegisteredVersions } from './versions.ts';

const text = z.string().nullish();
const Model = z.object({ id: z.string(), registered_model_id: text });
const Build = z.object({
  ...{ id: z.string(), status: text, comment: text, kernel: text, created_at: text, built_at: text },
  ...{ registered_model_version_id: text, runtime_identifier: text },
  runtime_addon_identifiers: z.array(z.string()).nullish(),
});
const number = z.number().nullish();
const Deployment = z.object({
  ...{ id: z.string(), status: text, created_at: text, environment: text },
  ...{ cpu: number, memory: number, nvidia_gpu: number, replicas: number },
});
type Deployed = z.infer<typeof Deployment> & { build: z.infer<typeof Build> };

/** The variables of a deployment, told as one text. */
const Variables = z
  .string()
  .transform(parsed)
  .pipe(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)));

/** Of a promotion: the model that serves, its token, and the registered version that is to be deployed. */
const Promotion = z.object({ served: z.string(), token: z.string(), version: z.string() });

type Word = 'pending' | 'done' | 'failed';
/** Of deployments and builds, as Cloudera's examples have them; a build is done when it is deployed. */
const deploymentWords: Record<string, Word> = {
  ...{ pending: 'pending', deploying: 'pending', deployed: 'done', failed: 'failed', stopped: 'failed' },
};
const buildWords: Record<string, Word> = {
  ...{ pending: 'pending', building: 'pending', built: 'done', 'build failed': 'failed' },
};

/** A variable of what is deployed, by which the deployment of a promotion is known again. */
const mark = 'STEWARD_PROMOTION';
/** How long a build may be done before what deploys it by itself is not waited for any more. */
const patienceMs = 5 * minute;
/** Older builds than these serve nothing. */
const mostBuilds = 50;

export interface Serving {
  /** The path of the project. */
  at: string;
  runtime: string | undefined;
  versions: RegisteredVersions;
  reports: ReportRows;
}

export function modelDeployments(api: Api, { at, runtime, versions, reports }: Serving): Roster {
  /** The model of the project that serves versions of this registered model. */
  async function servedBy(model: ModelId): Promise<string | null> {
    const registered = await versions.modelId(model);
    if (registered === null) return null;
    const all = await everyOne(api, { at: `${at}/models`, name: 'models' }, Model);
    const [one, another] = all.filter(({ registered_model_id: id }) => id === registered);
    if (another) {
      const sentence = `Several models of the project serve ${model}; leave one, or nobody can say which is the champion.`;
      throw new Fault('refused', sentence, { retry: 'never' });
    }
    return one ? at + path`/models/${one.id}` : null;
  }
  async function look(served: string) {
    const all = await everyOne(api, { at: `${served}/builds`, name: 'model_builds' }, Build);
    const builds = all.sort((a, b) => since(b.created_at) - since(a.created_at)).slice(0, mostBuilds);
    const found = builds.map(async (build): Promise<Deployed[]> => {
      const list = { at: served + path`/builds/${build.id}/deployments`, name: 'model_deployments' };
      return (await everyOne(api, list, Deployment)).map((one) => ({ ...one, build }));
    });
    const deployed = (await Promise.all(found)).flat();
    return { builds, deployed: deployed.sort((a, b) => since(b.created_at) - since(a.created_at)) };
  }
  const serving = (deployed: Deployed[]) => deployed.find(({ status }) => status === 'deployed');

  /** Keys of promotions begin anew with each database of Steward; what is deployed there stays. */
  async function tokenOf(key: string): Promise<string> {
    const about = `promotion:${key}`;
    await reports.add({ kind: 'asked', id: about, run: null, key: about, body: { token: randomUUID() } });
    const [asked] = await reports.aboutKey(about);
    return (asked!.body as { token: string }).token;
  }

  /**
   * How far a promotion is; null where nothing of it is there, or waits for anything. Who deploys another version with the
   * variables of ours copies its token too, so that the token alone does not make it ours.
   */
  function progress(
    { builds, deployed }: Awaited<ReturnType<typeof look>>,
    { token, version }: Pick<z.infer<typeof Promotion>, 'token' | 'version'>,
  ): Operation | null {
    const makes = (build: z.infer<typeof Build>) => build.registered_model_version_id === version;
    const own = deployed.find(
      ({ environment, build }) => makes(build) && Variables.safeParse(environment).data?.[mark] === token,
    );
    if (own) {
      const state = wordFor(own.status ?? 'pending', deploymentWords);
      if (state === 'failed') return { state, reason: `Cloudera AI says that its deployment ${own.status}` };
      return typeof state === 'string' ? { state } : state;
    }
    const build = builds.find((one) => makes(one) && one.comment === sayToken(token));
    if (!build) return null;
    const state = wordFor(build.status ?? 'pending', buildWords);
    if (state === 'failed') return { state, reason: 'Cloudera AI could not build it' };
    if (state !== 'done') return typeof state === 'string' ? { state } : state;
    return Date.now() - since(build.built_at ?? build.created_at) < patienceMs ? { state: 'pending' } : null;
  }

  return {
    pollEveryMs: 15 * second,
    async roles(model) {
      const served = await servedBy(model);
      if (served === null) return { champion: null, challengers: [] };
      const build = serving((await look(served)).deployed)?.build;
      const all = build ? await versions.list(model) : [];
      const one = all.find((each) => each.model_version_id === build?.registered_model_version_id);
      return { champion: (one?.id as VersionId | undefined) ?? null, challengers: [] };
    },
    async write({ model, to }, key) {
      const served = await servedBy(model);
      if (served === null) {
        const reason = `no model of the project serves versions of ${model}; create one from the registered model, and deploy it once`;
        return { outcome: 'refused', reason };
      }
      const version = (await versions.list(model)).find(({ id }) => id === to)?.model_version_id;
      if (!version) return { outcome: 'refused', reason: `the AI registry has no version ${to} any more` };
      const seen = await look(served);
      const token = await tokenOf(key);
      const known = progress(seen, { token, version });
      if (known?.state === 'failed') return { outcome: 'refused', reason: known.reason };
      const operation = JSON.stringify({ served, token, version } satisfies z.infer<typeof Promotion>);
      if (known) return { outcome: 'pending', operation };
      const before = serving(seen.deployed) ?? seen.deployed[0];
      const resources = resourcesOf(before, token);
      const built = seen.builds.find(
        (one) => one.registered_model_version_id === version && one.status === 'built',
      );
      const model_build = {
        registered_model_version_id: version,
        comment: sayToken(token),
        ...given({ ...kept(before?.build), ...(runtime && { runtime_identifier: runtime }) }),
        auto_deploy_model: true,
        auto_deployment_config: resources,
      };
      const [where, body] = built
        ? [`${served}/builds/${built.id}/deployments`, resources]
        : [`${served}/builds`, model_build];
      expectDone(await api.act(where, { body }));
      return { outcome: 'pending', operation };
    },
    async operation(operation) {
      const named = Promotion.safeParse(parsed(operation)).data;
      if (!named) return { state: 'unknown', raw: 'no promotion of Cloudera AI' };
      const known = progress(await look(named.served), named);
      return known ?? { state: 'failed', reason: 'Cloudera AI did not deploy it' };
    },
  };
}

const sayToken = (token: string) => `Promoted by Steward: ${token}`;
const since = (at: string | null | undefined): number => Date.parse(at ?? '') || 0;

/** What the next deployment gets of the one before. */
const resourcesOf = (before: Deployed | undefined, token: string) => ({
  ...given({
    ...{ cpu: before?.cpu, memory: before?.memory, replicas: before?.replicas },
    nvidia_gpus: before?.nvidia_gpu,
  }),
  environment: { ...variablesOf(before), [mark]: token },
});
/** What the next build gets of the one before. */
const kept = (build: z.infer<typeof Build> | undefined) => ({
  runtime_identifier: build?.runtime_identifier,
  runtime_addon_identifiers: build?.runtime_addon_identifiers,
  kernel: build?.kernel,
});

/** Only what is there: a null is no value to send. */
const given = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== ''),
  ) as Partial<T>;

/** They are set again, since the next deployment has only what it is given. */
function variablesOf(deployed: Deployed | undefined): Record<string, string> {
  const read = Variables.safeParse(deployed?.environment || '{}');
  if (read.success) return read.data;
  throw new Fault(
    'unreadable',
    'The variables of what is deployed cannot be read, so the next deployment would lack them.',
    { retry: 'never', cause: read.error },
  );
}
