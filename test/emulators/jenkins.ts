/** Jenkins' remote API, strict: paths, exported fields and answers as its published source has them (core, MIT). */
import { z } from 'zod';
import { type Reply, route, startFake } from './http-fake.ts';

interface Item {
  id: number;
  cancelled: boolean;
  values: Record<string, string>;
  build: number | null;
}
interface Build {
  number: number;
  queueId: number;
  building: boolean;
  result: string | null;
  values: Record<string, string>;
}

const tree = z.object({ tree: z.string().regex(/^[\w,[\]{}]+$/) }).strict();
const form = z.looseObject({});

/** A job `train` in the folder `models`. @param quiet items wait in the queue until `begin` */
export async function startJenkins({ endless = false, quiet = false } = {}) {
  const items: Item[] = [];
  const builds: Build[] = [];
  const job = { buildable: true, declares: ['steward_key', 'steward_request'] };
  let result: ((build: Build) => string) | null = (build) =>
    JSON.stringify({
      version: `build-${build.number}`,
      trained_until: JSON.parse(build.values.steward_request ?? '{}').trainBefore,
      metrics: { mae: 31.9 },
    });
  const parametersOf = (values: Record<string, string>) => [
    { _class: 'hudson.model.CauseAction' },
    {},
    {
      _class: 'hudson.model.ParametersAction',
      parameters: [
        { _class: 'hudson.model.PasswordParameterValue', name: 'secret' },
        ...Object.entries(values).map(([name, value]) => ({ name, value })),
      ],
    },
  ];
  const begin = (item: Item) => {
    const number = builds.length + 1;
    const [building, ended] = endless ? [true, null] : [false, 'SUCCESS'];
    builds.unshift({ number, queueId: item.id, building, result: ended, values: item.values });
    item.build = number;
  };
  const shown = (build: Build) => ({
    number: build.number,
    queueId: build.queueId,
    building: build.building,
    result: build.result,
    url: `https://jenkins.example.com/job/models/job/train/${build.number}/`,
    actions: parametersOf(build.values),
    artifacts: result
      ? [
          {
            displayPath: 'r.json',
            fileName: 'steward-result.json',
            relativePath: 'out dir/steward-result.json',
          },
        ]
      : [],
  });
  const one = (number: string, reply: (build: Build) => Reply): Reply => {
    const build = builds.find((known) => String(known.number) === number);
    return build ? reply(build) : { status: 404 };
  };
  const at = '/job/models/job/train';
  const fake = await startFake({
    authorised: (headers) =>
      headers.authorization === `Basic ${Buffer.from('steward:11aa').toString('base64')}`,
    routes: [
      route('GET /job/models/job/{job}/api/json', { query: tree }, ({ params, query }) => {
        if (params.job !== 'train') return { status: 404 };
        const property = [
          { _class: 'jenkins.model.BuildDiscarderProperty' },
          { parameterDefinitions: job.declares.map((name) => ({ name, type: 'StringParameterDefinition' })) },
        ];
        return {
          json: select({ buildable: job.buildable, property, allBuilds: builds.map(shown) }, query.tree),
        };
      }),
      route(`POST ${at}/buildWithParameters`, { form: true, body: form }, ({ body }) => {
        if (!job.buildable) return { status: 409 };
        if (job.declares.length === 0) return { status: 400 };
        const given = body as Record<string, string>;
        const values = Object.fromEntries(job.declares.map((name) => [name, given[name] ?? '']));
        const same = items.find(
          (item) => item.build === null && JSON.stringify(item.values) === JSON.stringify(values),
        );
        const item = same ?? { id: 40 + items.length, cancelled: false, values, build: null };
        if (!same) items.push(item);
        if (!quiet) begin(item);
        // The address that its settings name, whatever it was called by.
        const location = `https://jenkins.example.com/queue/item/${item.id}/`;
        return { status: same ? 303 : 201, headers: { location } };
      }),
      route('GET /queue/api/json', { query: tree }, ({ query }) => {
        const waiting = items.filter(({ build, cancelled }) => build === null && !cancelled);
        const shownItems = waiting.map(({ id, values }) => ({ id, actions: parametersOf(values) }));
        return { json: select({ items: shownItems }, query.tree) };
      }),
      route('GET /queue/item/{id}/api/json', { query: tree }, ({ params, query }) => {
        const item = items.find(({ id }) => String(id) === params.id);
        if (!item) return { status: 404 };
        const { build, cancelled } = item;
        if (build === null && !cancelled) return { json: select({ why: 'In the quiet period' }, query.tree) };
        return { json: select({ cancelled, why: null, executable: build && { number: build } }, query.tree) };
      }),
      route('POST /queue/cancelItem', { query: z.strictObject({ id: z.string() }) }, ({ query }) => {
        const item = items.find(({ id, build }) => String(id) === query.id && build === null);
        if (!item) return { status: 404 };
        item.cancelled = true;
        return { status: 204 };
      }),
      route(`GET ${at}/{number}/api/json`, { query: tree }, ({ params, query }) =>
        one(params.number!, (build) => ({ json: select(shown(build), query.tree) })),
      ),
      route(`POST ${at}/{number}/stop`, {}, ({ params }) =>
        one(params.number!, (build) => {
          if (build.building) Object.assign(build, { building: false, result: 'ABORTED' });
          return { status: 302, headers: { location: '.' } };
        }),
      ),
      route(`GET ${at}/{number}/artifact/{folder}/steward-result.json`, {}, ({ params }) =>
        one(params.number!, (build) =>
          result && params.folder === 'out dir' ? { text: result(build) } : { status: 404 },
        ),
      ),
    ],
  });
  return Object.assign(fake, {
    ...{ items, builds, job },
    begin: () => items.filter(({ build, cancelled }) => build === null && !cancelled).forEach(begin),
    /** Minutes pass: what left the queue is known there no more. */
    forget: () => items.splice(0, items.length),
    says(next: typeof result) {
      result = next;
    },
  });
}

/** What `tree` picks: names, those of what they hold in brackets, and of a list the part from `{from,to}`. */
function select(from: unknown, wanted: string): unknown {
  if (Array.isArray(from)) return from.map((each) => select(each, wanted));
  if (typeof from !== 'object' || from === null) return from;
  const picked: Record<string, unknown> = {};
  for (const part of wanted.match(/\w+(\[.*?\]+(?=,|\{|$))?(\{\d+,\d+\})?/g) ?? []) {
    const [, name = '', inner, begin, end] = /^(\w+)(?:\[(.*)\])?(?:\{(\d+),(\d+)\})?$/.exec(part) ?? [];
    const value = (from as Record<string, unknown>)[name];
    if (value === undefined) continue;
    const kept = Array.isArray(value) && end ? value.slice(Number(begin), Number(end)) : value;
    picked[name] = inner ? select(kept, inner) : kept;
  }
  return picked;
}

export const jenkinsSettings = (url: string) => ({
  url,
  job: 'models/train',
  username: 'steward',
  password: 'env:TOKEN',
  allow_private: ['127.0.0.1'],
  timeout: '30s',
});
