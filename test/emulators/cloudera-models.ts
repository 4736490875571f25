/** The models of Cloudera AI's API v2, strict: the AI registry, builds and deployments, each of which takes a while. */
import { z } from 'zod';
import { type Reply, type Route, route } from './http-fake.ts';

export interface Registered {
  number: number;
  metrics: { key: string; value?: number }[];
  tags: Record<string, string>;
  ofRun: Record<string, string>;
  error: string;
}
interface Build {
  id: string;
  status: string;
  asked: z.infer<typeof build>;
  built_at?: string;
}
interface Deployment {
  id: string;
  build: string;
  status: string;
  asked: z.infer<typeof resources>;
  created_at: string;
}

const resources = z.strictObject({
  cpu: z.number().optional(),
  memory: z.number().optional(),
  nvidia_gpus: z.int().optional(),
  replicas: z.int().optional(),
  environment: z.record(z.string(), z.string()).optional(),
  deployment_secrets: z.record(z.string(), z.string()).optional(),
});
const build = z.strictObject({
  registered_model_version_id: z.string().optional(),
  comment: z.string().optional(),
  kernel: z.string().optional(),
  runtime_identifier: z.string().optional(),
  runtime_addon_identifiers: z.array(z.string()).optional(),
  auto_deploy_model: z.boolean().optional(),
  auto_deployment_config: resources.optional(),
});
const page = { page_size: z.string().regex(/^\d+$/).optional(), page_token: z.string().optional() };
export const listed = z.strictObject({ ...page, sort: z.string().optional() });
const search = z
  .string()
  .transform((text) => JSON.parse(text))
  .pipe(z.strictObject({ model_name: z.string() }));

/** Two to a page, so that everybody has to turn pages. */
export function pageOf<T>(name: string, all: T[], token = '0'): Reply {
  const from = Number(token);
  const next = all.length > from + 2 ? { next_page_token: String(from + 2) } : { next_page_token: '' };
  return { json: { [name]: all.slice(from, from + 2), ...next } };
}

/** A registered model `reg-1` named `churn`, and the model `m-1` of the project that serves it. */
export function clouderaModels() {
  const versions: Registered[] = [];
  const builds: Build[] = [];
  const deployments: Deployment[] = [];
  const serves = [{ id: 'm-0', name: 'other', registered_model_id: '' }];
  let clock = Date.now() - 3_600_000;
  let breaks: 'build' | 'deployment' | null = null;
  const now = () => {
    clock += 1000;
    return new Date(clock).toISOString();
  };
  const pairs = (all: Record<string, string>) => Object.entries(all).map(([key, value]) => ({ key, value }));

  function deploy(to: string, asked: Deployment['asked'], status = 'pending') {
    deployments.push({ id: `d-${deployments.length}`, build: to, status, asked, created_at: now() });
    return deployments.at(-1)!;
  }
  /** Everything that goes on is a step further each time somebody looks. */
  function goOn() {
    for (const one of builds) {
      if (one.status === 'pending') one.status = 'building';
      else if (one.status === 'building') {
        one.status = breaks === 'build' ? 'build failed' : 'built';
        one.built_at = new Date().toISOString();
        if (one.status === 'built' && one.asked.auto_deploy_model)
          deploy(one.id, one.asked.auto_deployment_config ?? {});
      }
    }
    for (const one of deployments) {
      if (one.status === 'pending') one.status = 'deploying';
      else if (one.status === 'deploying') {
        one.status = breaks === 'deployment' ? 'failed' : 'deployed';
        for (const other of deployments)
          if (one.status === 'deployed' && other !== one && other.status === 'deployed')
            other.status = 'stopped';
      }
    }
  }
  const shownVersion = (one: Registered) => ({
    ...{ model_id: 'reg-1', model_version_id: `v-${one.number}-id`, number: one.number },
    ...{ created_at: `2026-01-0${one.number}T00:00:00Z`, status: 'READY', error_message: one.error },
    tags: pairs(one.tags),
    model_version_metadata: {
      mlops_type: 'MLFLOW',
      mlflow_metadata: {
        run_id: `r-${one.number}`,
        metrics: one.metrics,
        params: [{ key: 'depth', value: '6' }],
        tags: pairs(one.ofRun),
      },
    },
  });
  const at = '/api/v2/projects/p-1/models/m-1/builds';
  const routes: Route[] = [
    route(
      'GET /api/v2/registry/models',
      { query: listed.extend({ search_filter: search.optional() }) },
      ({ query }) => {
        // The filter finds what begins so, too.
        const all = ['churn-old', 'churn'].map((name, n) => ({ model_id: `reg-${n}`, name, count: 0 }));
        const wanted = query.search_filter?.model_name ?? '';
        return pageOf(
          'models',
          all.filter(({ name }) => name.startsWith(wanted)),
          query.page_token,
        );
      },
    ),
    route('GET /api/v2/registry/models/{model}', { query: listed }, ({ params, query }) =>
      params.model === 'reg-1'
        ? pageOf('model_versions', versions.map(shownVersion).toReversed(), query.page_token)
        : { status: 404 },
    ),
    route('GET /api/v2/projects/p-1/models', { query: listed }, ({ query }) =>
      pageOf('models', serves, query.page_token),
    ),
    route(`GET ${at}`, { query: listed }, ({ query }) => {
      if (!query.page_token) goOn();
      const all = builds.map(({ id, status, asked, built_at }, n) => {
        const { auto_deploy_model: _, auto_deployment_config: __, ...fields } = asked;
        const created_at = new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString();
        return { id, model_id: 'm-1', status, created_at, ...(built_at && { built_at }), ...fields };
      });
      return pageOf('model_builds', all, query.page_token);
    }),
    route(`POST ${at}`, { body: build }, ({ body }) => {
      builds.push({ id: `b-${builds.length}`, status: 'pending', asked: body });
      return { json: { id: builds.at(-1)!.id, status: 'pending' } };
    }),
    route(`GET ${at}/{build}/deployments`, { query: listed }, ({ params, query }) => {
      const all = deployments.filter((one) => one.build === params.build);
      const shown = all.map(({ id, status, asked, created_at }) => {
        const { environment, nvidia_gpus, ...fields } = asked;
        const told = { environment: JSON.stringify(environment ?? {}), nvidia_gpu: nvidia_gpus ?? 0 };
        return { id, build_id: params.build, model_id: 'm-1', status, created_at, ...fields, ...told };
      });
      return pageOf('model_deployments', shown, query.page_token);
    }),
    route(`POST ${at}/{build}/deployments`, { body: resources }, ({ params, body }) => {
      if (!builds.some(({ id, status }) => id === params.build && status === 'built')) return { status: 400 };
      return { json: { id: deploy(params.build!, body).id, status: 'pending' } };
    }),
  ];
  const register = (ofRun: Record<string, string> = {}) => {
    const number = versions.length + 1;
    versions.push({
      number,
      metrics: [{ key: 'mae', value: 31.9 }, { key: 'bias' }],
      tags: {},
      ofRun,
      error: '',
    });
    return String(number);
  };
  return {
    ...{ routes, versions, builds, deployments, serves, register },
    fails(what: typeof breaks) {
      breaks = what;
    },
    /** Three versions, the first of which serves with a variable and resources of its own. */
    fill() {
      for (const n of [1, 2, 3])
        register({ 'steward.key': `mo-${n}`, 'steward.trained_until': '2026-01-01T00:00:00Z' });
      serves.push({ id: 'm-1', name: 'churn', registered_model_id: 'reg-1' });
      const asked = {
        registered_model_version_id: 'v-1-id',
        runtime_identifier: 'python3.11',
        kernel: 'python3',
      };
      builds.push({ id: 'b-0', status: 'built', asked });
      const environment = { THRESHOLD: '0.4' };
      deploy('b-0', { cpu: 2, memory: 4, replicas: 3, environment }, 'deployed');
    },
    /** The number of the version that serves. */
    champion(): string | null {
      const serving = deployments.findLast(({ status }) => status === 'deployed')?.build;
      const id = builds.find((one) => one.id === serving)?.asked.registered_model_version_id;
      return id ? id.split('-')[1]! : null;
    },
  };
}
