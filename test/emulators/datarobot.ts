/** DataRobot's REST API v2, strict: paths, fields and enums as its public reference and its client for Python (3.20) have them. */
import { z } from 'zod';
import {
  absent,
  api,
  deployment,
  type Made,
  modelRoutes,
  page,
  pageOf,
  readingRoutes,
} from './datarobot-models.ts';
import { type Reply, route, startFake } from './http-fake.ts';

interface Run {
  id: string;
  status: string;
  finished: boolean;
  error: string | null;
  made: string | null;
}

const runs = `${deployment}/retrainingPolicies/{policy}/runs`;
/** A deployment `d1` of the registered model `r1` with a retraining policy `p1`; `made` are versions of models. */
export async function startDataRobot({ endless = false } = {}) {
  const made: Made[] = [];
  const all: Run[] = [];
  const challengers: string[] = [];
  const replacements: { id: string; to: string; status: string }[] = [];
  const changes = new Map<string, { to: string; status: string }>();
  let champion = '';
  let action = 'create_challenger';
  let governed = false;
  let hidden = false;
  let trainingEnd: string | null = '2025-12-01T00:00:00.000000Z';

  const add = (change: Partial<Made> & { id: string }) => {
    const whole = {
      ...{ registered: 'r1', version: made.length + 1, archived: false, build: 'complete', notes: [] },
      ...{ trainingEnd, dataset: { newest: 'data1-7', copy: true } },
      ...change,
    };
    made.push(whole);
    return whole;
  };
  const ours = (params: Record<string, string>, reply: () => Reply): Reply =>
    params.deployment === 'd1' && (params.policy ?? 'p1') === 'p1' ? reply() : absent;
  const challengerOf = (id: string) => ({
    ...{ id: `c-${id}`, name: id, model: { id: `model-${id}` } },
    modelPackage: { id, name: id },
  });
  const runOf = ({ id, status, finished, error, made: left }: Run) => ({
    ...{ id, status, startTime: '2026-01-05T00:00:00Z', errorMessage: error },
    finishTime: finished ? '2026-01-05T01:00:00Z' : null,
    challengerId: left && action === 'create_challenger' ? `c-${left}` : null,
    modelPackageId: left,
    ...{ registeredModelId: 'r1', projectId: 'project1', useCase: null },
  });
  const oneRun = (params: Record<string, string>, reply: (run: Run) => Reply): Reply =>
    ours(params, () => {
      const run = all.find(({ id }) => id === params.run);
      return run ? reply(run) : absent;
    });

  const fake = await startFake({
    authorised: (headers) => headers.authorization === 'Bearer key1',
    problem: (status, message) => ({ message, status }),
    routes: [
      route(`GET ${deployment}/`, {}, ({ params }) =>
        ours(params, () => ({
          json: {
            ...{ id: 'd1', label: 'churn', status: 'active', model: { id: `model-${champion}` } },
            modelPackage: champion ? { id: champion, name: champion, registeredModelId: 'r1' } : null,
            openedChangeRequests: [...changes].flatMap(([id, { status }]) =>
              status === 'pending' ? [id] : [],
            ),
          },
        })),
      ),
      route(`GET ${deployment}/challengers/`, { query: z.strictObject(page) }, ({ params, query }) =>
        ours(params, () => pageOf(challengers.map(challengerOf), query)),
      ),
      route(`GET ${deployment}/challengers/{challenger}/`, {}, ({ params }) =>
        ours(params, () => {
          const id = challengers.find((one) => `c-${one}` === params.challenger);
          return id ? { json: challengerOf(id) } : absent;
        }),
      ),
      route(`GET ${api}/changeRequests/{id}/`, {}, ({ params }) => {
        const request = changes.get(params.id!);
        if (!request) return absent;
        const { to, status } = request;
        const change = { modelPackageId: to, replacementReason: 'OTHER' };
        return { json: { id: params.id, action: 'replaceModelPackage', status, change } };
      }),
      route(`GET ${deployment}/retrainingPolicies/{policy}/`, {}, ({ params }) =>
        ours(params, () => ({ json: { id: 'p1', name: 'by hand', action, latestRun: null } })),
      ),
      route(`GET ${runs}/`, { query: z.strictObject(page) }, ({ params, query }) =>
        ours(params, () => pageOf((hidden ? [] : all.toReversed()).map(runOf), query)),
      ),
      route(`POST ${runs}/`, {}, ({ params }) =>
        ours(params, () => {
          const id = `run${all.length + 1}`;
          const left = endless ? null : add({ id: `made-${id}` }).id;
          if (left) challengers.push(left);
          const status = endless ? 'Modeling' : 'Succeeded';
          all.push({ id, status, finished: !endless, error: null, made: left });
          // The reference knows no body of this answer.
          return {};
        }),
      ),
      route(`GET ${runs}/{run}/`, {}, ({ params }) => oneRun(params, (run) => ({ json: runOf(run) }))),
      route(
        `PATCH ${runs}/{run}/`,
        { body: z.strictObject({ status: z.literal('cancelled') }) },
        ({ params, body }) =>
          oneRun(params, (run) => {
            if (run.status === 'Creating challenger')
              return { status: 422, json: { message: 'The run cannot be cancelled any more' } };
            Object.assign(run, { status: body.status, finished: true });
            return { json: runOf(run) };
          }),
      ),
      route(
        `PATCH ${deployment}/model/`,
        {
          body: z.strictObject({
            modelPackageId: z.string(),
            reason: z.enum([
              'ACCURACY',
              'DATA_DRIFT',
              'ERRORS',
              'SCHEDULED_REFRESH',
              'SCORING_SPEED',
              'OTHER',
            ]),
          }),
        },
        ({ params, body }) =>
          ours(params, () => {
            const one = made.find(({ id }) => id === body.modelPackageId);
            if (!one || one.archived) return { status: 422, json: { message: 'No such model package' } };
            if (governed) {
              changes.set(`change${changes.size + 1}`, { to: one.id, status: 'pending' });
              return { status: 202 };
            }
            const id = `status${replacements.length + 1}`;
            replacements.push({ id, to: one.id, status: 'INITIALIZED' });
            return { status: 202, headers: { location: `https://app.datarobot.com${api}/status/${id}/` } };
          }),
      ),
      // Each look at a replacement brings it further: begun, running, done.
      route(`GET ${api}/status/{id}/`, {}, ({ params }) => {
        const one = replacements.find(({ id }) => id === params.id);
        if (!one) return absent;
        const { id: statusId, to, status } = one;
        if (status === 'RUNNING') Object.assign(one, { status: 'COMPLETED' });
        if (status === 'INITIALIZED') one.status = 'RUNNING';
        if (one.status === 'COMPLETED') {
          if (status !== 'COMPLETED') champion = to;
          return { status: 303, headers: { location: `https://app.datarobot.com${api}/deployments/d1/` } };
        }
        const message = one.status === 'ERROR' ? 'The model does not fit' : '';
        return { json: { ...{ statusId, message, status: one.status }, code: 0, description: '' } };
      }),
      ...modelRoutes(made),
      ...readingRoutes,
    ],
  });
  return Object.assign(fake, {
    ...{ made, all, challengers, replacements, changes, add },
    champion: () => champion,
    serve(id: string) {
      champion = id;
    },
    /** What the policy does with what it made. */
    acts(next: string) {
      action = next;
    },
    /** From now on somebody has to agree to a replacement. */
    govern() {
      governed = true;
    },
    /** The list of runs stays empty. */
    hide() {
      hidden = true;
    },
    /** Up to when rows of the next training reach; null: nobody says. */
    trainsUntil(next: string | null) {
      trainingEnd = next;
    },
    /** Versions m1, m2 and m3, of which the first is served and the last challenges. */
    fill() {
      for (const id of ['m1', 'm2', 'm3']) add({ id });
      champion = 'm1';
      challengers.push('m3');
    },
  });
}

export const dataRobotSettings = (url: string) => ({
  ...{ url, token: 'env:TOKEN', names: { churn: 'd1', "o'hara": 'd1' } },
  ...{ policies: { churn: 'p1', "o'hara": 'p1' }, allow_private: ['127.0.0.1'], timeout: '30s' },
});
