/** Jenkins: a build of a job trains. It begins as an item of the queue, which is forgotten minutes after its build began. */
import { z } from 'zod';
import type { RunId } from '../domain/ids.ts';
import { Fault } from '../lib/fault.ts';
import { sayRequest } from './asked.ts';
import { defineBackend, type Started, type TrainRequest } from './contract.ts';
import { onlyTrains } from './lacking.ts';
import { type Acted, asLater, openApi, path } from './outbound/api.ts';
import { address, loginHeaders, loginShape, wayShape } from './outbound/settings.ts';
import { expectDone, insist, startedBy } from './outbound/started.ts';
import { type Meaning, trainerOf } from './runs.ts';

const config = z.object({
  url: address.describe('Where Jenkins answers: https://jenkins.example.com'),
  job: z
    .string()
    .max(500)
    .regex(/^[^/]+(\/[^/]+)*$/, 'write its folders before it, as in models/train')
    .describe('The job that trains, with its folders: models/train'),
  result: z
    .string()
    .min(1)
    .max(200)
    .default('steward-result.json')
    .describe('The name of the archived file in which a build says what it made'),
  ...loginShape,
  ...wayShape,
});

const Job = z.object({
  buildable: z.boolean(),
  property: z.array(z.object({ parameterDefinitions: z.array(z.object({ name: z.string() })).nullish() })),
});
const Item = z.object({
  cancelled: z.boolean().nullish(),
  why: z.string().nullish(),
  executable: z.object({ number: z.int() }).nullish(),
});
const Build = z.object({
  building: z.boolean(),
  result: z.string().nullish(),
  queueId: z.int(),
  artifacts: z.array(z.object({ fileName: z.string(), relativePath: z.string() })).nullish(),
});
/** Passwords and files have no value here. */
const parameters = z.array(z.object({ name: z.string(), value: z.unknown().optional() })).nullish();
const actions = z.array(z.object({ parameters }).nullable()).nullish();
const Queue = z.object({ items: z.array(z.object({ id: z.int(), actions })) });
const Builds = z.object({ allBuilds: z.array(z.object({ number: z.int(), queueId: z.int(), actions })) });
/** What is older than these did not begin a moment ago. */
const newest = 'allBuilds[number,queueId,actions[parameters[name,value]]]{0,200}';
/** A file that is no JSON is a result that cannot be used, not none. */
const Result = z.unknown().transform((said) => said ?? 'no JSON');

const words: Record<string, Meaning> = {
  QUEUED: { state: 'queued' },
  BUILDING: { state: 'running' },
  SUCCESS: 'succeeded',
  UNSTABLE: 'succeeded',
  FAILURE: 'failed',
  NOT_BUILT: 'failed',
  ABORTED: 'cancelled',
};

export const jenkins = defineBackend({
  id: 'jenkins',
  title: 'Jenkins',
  config,
  unanswered: 'search',
  lacks: onlyTrains,
  async open(settings, backend) {
    const { reports } = backend;
    const { url } = settings;
    const authorise = loginHeaders(settings, backend);
    const api = await openApi({ who: 'Jenkins', url, settings, backend, authorise });
    const at = settings.job
      .split('/')
      .map((name) => path`/job/${name}`)
      .join('');
    const link = (number?: number) => `${url.replace(/\/$/, '')}${at}/${number ? `${number}/` : ''}`;

    const trainer = trainerOf({
      ...{ who: 'Jenkins', reports, words, send, find, look },
      async made({ artifacts, build }) {
        const file = artifacts?.find(({ fileName }) => fileName === settings.result);
        const parts = file?.relativePath.split('/').map((part) => path`/${part}`);
        return parts ? api.mustRead(Result, `${at}/${build}/artifact${parts.join('')}`) : null;
      },
      async stop(run, { build }) {
        if (build) return pageAfter(insist(api.act(`${at}/${build}/stop`)));
        const acted = await pageAfter(asLater(api.act('/queue/cancelItem', { query: { id: run } })));
        if (acted?.outcome === 'refused' && acted.status === 404) {
          throw new Fault('refused', 'Its build begins just now; it is stopped then.', { retry: 'later' });
        }
        if (acted) expectDone(acted);
      },
    });

    async function look(run: RunId) {
      if (!/^\d{1,15}$/.test(run)) throw unknownRun();
      const build = await buildOf(run);
      if (typeof build !== 'number') return { ...build, link: link() };
      const query = { tree: 'building,result,queueId,artifacts[fileName,relativePath]' };
      const seen = await api.mustRead(Build, `${at}/${build}/api/json`, { query });
      // Numbers begin anew when a job is made anew.
      if (seen.queueId !== Number(run)) throw unknownRun();
      const word = seen.building ? 'BUILDING' : (seen.result ?? 'no result');
      return { word, reason: `Jenkins says ${word}`, build, artifacts: seen.artifacts, link: link(build) };
    }

    /** The number of the build that came of an item; what the queue says where none did. */
    async function buildOf(run: RunId) {
      const known = (await reports.aboutRun(run)).find(({ id }) => id === `${run}:build`);
      if (known) return (known.body as { build: number }).build;
      const query = { tree: 'cancelled,why,executable[number]' };
      const item = await api.read(Item, path`/queue/item/${run}/api/json`, { query });
      if (item?.cancelled) return { word: 'ABORTED' };
      if (item && !item.executable) return { word: 'QUEUED', step: item.why };
      const all = item
        ? []
        : (await api.mustRead(Builds, `${at}/api/json`, { query: { tree: newest } })).allBuilds;
      const build = item?.executable?.number ?? all.find(({ queueId }) => queueId === Number(run))?.number;
      if (!build) throw unknownRun();
      await reports.add({ kind: 'told', id: `${run}:build`, run, key: null, body: { build } });
      return build;
    }

    /** Jenkins drops what a job does not declare, so a build without its key would never be found. */
    async function lacking(): Promise<string | null> {
      const query = { tree: 'buildable,property[parameterDefinitions[name]]' };
      const { buildable, property } = await api.mustRead(Job, `${at}/api/json`, { query });
      if (!buildable) return `the job ${settings.job} is disabled in Jenkins`;
      const declared = property.flatMap((one) => one.parameterDefinitions?.map(({ name }) => name) ?? []);
      const missing = ['steward_key', 'steward_request'].filter((name) => !declared.includes(name));
      return missing.length > 0
        ? `the job ${settings.job} declares no parameter ${missing.join(', ')}`
        : null;
    }

    async function send(request: TrainRequest, key: string): Promise<Started> {
      const reason = await lacking();
      if (reason) return { outcome: 'refused', reason, retry: 'never' };
      const form = { steward_key: key, steward_request: JSON.stringify(sayRequest(request, key)) };
      const acted = await api.act(`${at}/buildWithParameters`, { form });
      return startedBy('Jenkins', acted, () => {
        const { location = '' } = (acted as Extract<Acted, { outcome: 'done' }>).headers;
        const item = /\/queue\/item\/(\d{1,15})\/?$/.exec(location)?.[1];
        return item ? { run: item as RunId, link: link() } : null;
      });
    }

    async function find(key: string): Promise<RunId | null> {
      const holds = (one: { actions?: z.infer<typeof actions> }) =>
        one.actions?.some((action) =>
          action?.parameters?.some(({ name, value }) => name === 'steward_key' && value === key),
        );
      const query = { tree: 'items[id,actions[parameters[name,value]]]' };
      const item = (await api.mustRead(Queue, '/queue/api/json', { query })).items.find(holds);
      if (item) return String(item.id) as RunId;
      const { allBuilds } = await api.mustRead(Builds, `${at}/api/json`, { query: { tree: newest } });
      const build = allBuilds.find(holds);
      return build ? (String(build.queueId) as RunId) : null;
    }

    return {
      trainer,
      async probe() {
        const reason = await lacking();
        if (reason === null) return `the job ${settings.job} is there`;
        throw new Fault('refused', `Nothing would start: ${reason}.`, { retry: 'never' });
      },
      async close() {},
    };
  },
});

const unknownRun = () => new Fault('not_found', 'Jenkins knows no such run.', { retry: 'never' });

/** A stop is answered with the way back to a page, which is not followed; the next look shows what became of it. */
async function pageAfter<T>(acting: Promise<T>): Promise<T | undefined> {
  try {
    return await acting;
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === 'not_allowed') return;
    throw thrown;
  }
}
