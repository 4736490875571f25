/**
 * ModelOp Center, strict: its model manager as ModelOp's own public scripts and pages use it, and the engine of its life
 * cycles as the OpenAPI description of Camunda 7 (Apache-2.0) has it. ModelOp publishes no description of its own.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { fakeTokens } from './fake-tokens.ts';
import { type Reply, type Route, route, startFake } from './http-fake.ts';

interface Snapshot {
  id: string;
  stored: string;
  stage: string;
  custom: Record<string, unknown>;
  createdDate: string;
}
interface Cycle {
  id: string;
  signal: string;
  variables: Record<string, string>;
  state: string;
  ended: string | null;
  result: unknown;
  task: boolean;
  incident: string | null;
}

const manager = '/model-manage/api';
const engine = '/mlc-service/rest';
const digits = z.string().regex(/^\d+$/);
const page = { page: digits, size: digits };
export const storedModel = '5d3d4a0e-0c3a-4c6b-9a39-3a6a1c9d1f01';
/** As Camunda writes them. */
const past = '2026-01-05T01:00:00.000+0000';

/** A stored model whose life cycles begin with the signals `retrain` and `promote`. */
export async function startModelOp({ endless = false, textTokens = false } = {}) {
  const made: Snapshot[] = [];
  const cycles: Cycle[] = [];
  const results: { snapshot: string; createdDate: string; testResults: Record<string, unknown> }[] = [];
  let governed = false;
  let deaf = false;
  let says: ((one: Cycle) => unknown) | null = ({ id, variables }) => ({
    version: `made-${id}`,
    trained_until: variables.STEWARD_TRAIN_BEFORE,
    lineage: { code: '9f3c2e' },
    metrics: { mae: 31.9 },
  });
  const tokens = fakeTokens({
    path: '/gocli/token',
    form: z.strictObject({ username: z.literal('steward'), password: z.literal('secret') }),
  });
  const login: Route = {
    ...tokens.route,
    reply(asked) {
      const given = tokens.route.reply(asked);
      const token = (given.json as { access_token?: string } | undefined)?.access_token;
      return textTokens && token ? { text: token } : given;
    },
  };
  const add = (change: Partial<Snapshot> & { id: string }) => {
    const createdDate = new Date(Date.UTC(2026, 0, 1 + made.length)).toISOString();
    made.push({ stored: storedModel, stage: 'Development', custom: {}, createdDate, ...change });
  };
  // Two to a page whatever is asked for, so that everybody has to turn pages.
  const pageOf = (entity: string, items: unknown[], { page: at = '0' }: Record<string, string>): Reply => {
    const shown = items.slice(2 * Number(at), 2 * Number(at) + 2);
    const counts = { size: 2, totalElements: items.length, totalPages: Math.ceil(items.length / 2) };
    const embedded = shown.length > 0 && { _embedded: { [entity]: shown } };
    return { json: { ...embedded, page: { ...counts, number: Number(at) } } };
  };
  const shown = ({ id, signal, state, ended }: Cycle) => ({
    ...{ id, processDefinitionKey: signal, startTime: '2026-01-05T00:00:00.000+0000', endTime: ended },
    ...{ state, deleteReason: state === 'EXTERNALLY_TERMINATED' ? 'Deleted by steward' : null },
  });
  /** What a promotion does, once it was seen under way and nobody has to agree. */
  function goOn(one: Cycle): void {
    if (one.signal !== 'promote' || one.state !== 'ACTIVE' || one.task) return;
    for (const known of made) {
      if (known.id === one.variables.MODEL_ID) known.stage = 'Production';
      else if (known.stage === 'Production') known.stage = 'Retired';
    }
    Object.assign(one, { state: 'COMPLETED', ended: past });
  }
  const oneCycle = (id: string | undefined, reply: (one: Cycle) => Reply): Reply => {
    const one = cycles.find((known) => known.id === id);
    const message = `Historic process instance with id ${id} does not exist`;
    return one ? reply(one) : { status: 404, json: { type: 'InvalidRequestException', message } };
  };

  const fake = await startFake({
    authorised: tokens.authorised,
    problem: (status, message) => ({ type: String(status), message }),
    routes: [
      login,
      route(`GET ${manager}/storedModels`, { query: z.strictObject(page) }, ({ query }) =>
        pageOf('storedModels', [{ id: storedModel }], query),
      ),
      route(`GET ${manager}/deployableModels`, { query: z.strictObject(page) }, ({ query }) =>
        pageOf(
          'deployableModels',
          made.map(({ id, stored, stage: modelStage, custom, createdDate }) => ({
            ...{ id, createdDate },
            storedModel: { id: stored, modelMetaData: { name: 'churn', modelStage, tags: [], custom } },
          })),
          query,
        ),
      ),
      route(
        `GET ${manager}/modelTestResultSummaries/search/findAllByDeployedModel_DeployableModel_Id`,
        { query: z.strictObject({ deployableModelId: z.string(), ...page }) },
        ({ query }) => {
          const own = results.filter(({ snapshot }) => snapshot === query.deployableModelId);
          return pageOf('modelTestResultSummaries', own, query);
        },
      ),
      route(
        `POST ${engine}/signal`,
        {
          body: z.strictObject({
            name: z.string().min(1),
            variables: z.record(
              z.string().regex(/^\w+$/),
              z.strictObject({ value: z.string().max(4000), type: z.literal('String') }),
            ),
          }),
        },
        ({ body }) => {
          // A broadcast: who listens is not said.
          if (deaf || !['retrain', 'promote'].includes(body.name)) return { status: 204 };
          const values = Object.entries(body.variables).map(([name, { value }]) => [name, value]);
          const one: Cycle = {
            ...{ id: randomUUID(), signal: body.name, variables: Object.fromEntries(values) },
            ...{ state: 'ACTIVE', ended: null, result: null, incident: null },
            task: governed && body.name === 'promote',
          };
          cycles.unshift(one);
          if (one.signal === 'retrain' && !endless) {
            Object.assign(one, { state: 'COMPLETED', ended: past, result: says?.(one) ?? null });
          }
          return { status: 204 };
        },
      ),
      route(
        `POST ${engine}/history/process-instance`,
        {
          query: z.strictObject({ maxResults: digits }),
          body: z.strictObject({
            rootProcessInstances: z.boolean().optional(),
            variables: z
              .array(z.strictObject({ name: z.string(), operator: z.enum(['eq', 'neq']), value: z.string() }))
              .default([]),
            sorting: z
              .array(z.strictObject({ sortBy: z.literal('startTime'), sortOrder: z.enum(['asc', 'desc']) }))
              .optional(),
          }),
        },
        ({ query, body }) => {
          const found = cycles
            .filter((one) => body.variables.every(({ name, value }) => one.variables[name] === value))
            .slice(0, Number(query.maxResults));
          const said = found.map(shown);
          for (const one of found) goOn(one);
          // What a life cycle calls has its variables too, and began later.
          const called = body.rootProcessInstances
            ? []
            : found.map(({ id }) => ({ id: `called-${id}`, state: 'ACTIVE' }));
          return { json: [...called, ...said] };
        },
      ),
      route(`GET ${engine}/history/process-instance/{id}`, {}, ({ params }) =>
        oneCycle(params.id, (one) => {
          const said = shown(one);
          goOn(one);
          return { json: said };
        }),
      ),
      route(
        `GET ${engine}/history/variable-instance`,
        { query: z.strictObject({ processInstanceId: z.string(), variableName: z.string() }) },
        ({ query }) => {
          const one = cycles.find(({ id }) => id === query.processInstanceId);
          const value = query.variableName === 'STEWARD_RESULT' ? one?.result : null;
          const variable = { name: query.variableName, type: 'String', value: JSON.stringify(value) };
          return { json: value === null || value === undefined ? [] : [variable] };
        },
      ),
      route(
        `GET ${engine}/incident`,
        { query: z.strictObject({ processInstanceId: z.string() }) },
        ({ query }) => {
          const incident = cycles.find(({ id }) => id === query.processInstanceId)?.incident;
          return { json: incident ? [{ incidentType: 'failedJob', incidentMessage: incident }] : [] };
        },
      ),
      route(
        `GET ${engine}/task`,
        { query: z.strictObject({ processInstanceId: z.string(), maxResults: digits }) },
        ({ query }) => {
          const one = cycles.find(({ id }) => id === query.processInstanceId);
          return { json: one?.task ? [{ id: 'task1', name: 'Approve' }] : [] };
        },
      ),
      route(`DELETE ${engine}/process-instance/{id}`, {}, ({ params }) =>
        oneCycle(params.id, (one) => {
          if (one.ended) return { status: 404 };
          Object.assign(one, { state: 'EXTERNALLY_TERMINATED', ended: past });
          return { status: 204 };
        }),
      ),
    ],
  });
  return Object.assign(fake, {
    ...{ made, cycles, results, tokens, add },
    champion: () => made.findLast(({ stage }) => stage === 'Production')?.id ?? null,
    says(next: typeof says) {
      says = next;
    },
    /** From now on a person has to agree within the life cycle that promotes. */
    govern() {
      governed = true;
    },
    /** No life cycle begins with any signal any more. */
    deafen() {
      deaf = true;
    },
    /** Snapshots s1, s2 and s3, of which the first is in production, and one of another model. */
    fill() {
      const custom = { steward_trained_until: '2026-01-01T00:00:00Z', steward_key: 'mo-2', metric_mae: 31.9 };
      add({ id: 's1', stage: 'Production' });
      add({ id: 's2', custom: { ...custom, steward_code: '9f3c2e', param_depth: 6, forms: {} } });
      add({ id: 's3' });
      add({ id: 'x1', stored: randomUUID(), stage: 'Production' });
    },
  });
}

export const modelOpSettings = (url: string) => ({
  ...{ url, username: 'steward', password: 'env:PASSWORD' },
  names: { churn: storedModel, "o'hara": storedModel },
  ...{ retrain_signal: 'retrain', promote_signal: 'promote' },
  ...{ allow_private: ['127.0.0.1'], timeout: '30s' },
});
