/** Dataiku's public API, strict: paths, parameters and answers as Dataiku's own client for Python (15.2, Apache-2.0) has them. */
import { z } from 'zod';
import { absent, evaluationStore, root } from './dataiku-evaluations.ts';
import { type Reply, route, startFake } from './http-fake.ts';

interface Fired {
  trigger: string;
  firing: string;
  params: Record<string, string>;
  /** Null: it has not become a run yet. */
  run: string | null;
  cancelled: boolean;
  outcome: string | null;
}

const scenario = `${root}/scenarios/{scenario}`;
const folder = `${root}/managedfolders/{folder}/contents`;
const model = `${root}/savedmodels/{model}/versions`;

/** A scenario TRAIN of the project CHURN that writes into the folder `f1`, and a saved model `m1` with the versions that are added. */
export async function startDataiku({ endless = false } = {}) {
  const fired: Fired[] = [];
  const files = new Map<string, { text: string; at: number }>();
  const versions: { id: string; active: boolean }[] = [];
  const ours = (params: Record<string, string>, reply: () => Reply): Reply => {
    const wanted = { project: 'CHURN', scenario: 'TRAIN', folder: 'f1', model: 'm1', store: 's1' };
    const wrong = Object.entries(params).find(
      ([name, value]) => name in wanted && wanted[name as keyof typeof wanted] !== value,
    );
    return wrong ? absent(`${wrong[0]} not found: ${wrong[1]}`) : reply();
  };

  const measured = evaluationStore(ours);
  let holds = false;
  let tells = true;
  let says: ((one: Fired) => unknown) | null = ({ params, firing }) => ({
    version: `v-${firing}`,
    trained_until: params.steward_train_before,
    lineage: { code: '9f3c2e' },
    metrics: { mae: 31.9 },
  });
  const running = () => fired.find(({ run, outcome }) => run !== null && outcome === null);
  const firingOf = ({ trigger, firing, params, cancelled }: Fired) => ({
    scenarioId: 'TRAIN',
    projectKey: 'CHURN',
    runId: firing,
    trigger: { id: trigger, type: 'manual', active: true },
    ...(tells && { params }),
    cancelled,
  });
  const runOf = (one: Fired) => ({
    runId: one.run,
    scenario: { projectKey: 'CHURN', id: 'TRAIN' },
    trigger: firingOf(one),
    start: 1_767_571_200_000,
    end: one.outcome ? 1_767_571_260_000 : 0,
    ...(one.outcome && { result: { type: 'SCENARIO_DONE', outcome: one.outcome } }),
  });
  function begin(one: Fired): void {
    one.run = `2026-01-05-00-00-${String(fired.length).padStart(2, '0')}-000`;
    one.outcome = endless ? null : 'SUCCESS';
    const said = endless ? null : says?.(one);
    if (said) files.set(`/${one.params.steward_key}.json`, { text: JSON.stringify(said), at: fired.length });
  }
  const fake = await startFake({
    authorised: (headers) => headers.authorization === `Basic ${Buffer.from('key1:').toString('base64')}`,
    problem: (status, message) => ({ errorType: String(status), message, detailedMessage: message }),
    routes: [
      route('GET /dip/publicapi/auth/info', {}, () => ({ json: { authIdentifier: 'api:steward' } })),
      route(`GET ${folder}`, {}, ({ params }) =>
        ours(params, () => {
          const items = [...files].map(([path, { text, at: lastModified }]) => ({
            ...{ path, lastModified },
            size: text.length,
          }));
          return { json: { items } };
        }),
      ),
      route(`GET ${folder}/{file}`, {}, ({ params }) =>
        ours(params, () => {
          const file = files.get(`/${params.file}`);
          return file ? { text: file.text } : absent('File not found');
        }),
      ),
      route(`GET ${scenario}/light`, {}, ({ params }) =>
        ours(params, () => ({ json: { id: 'TRAIN', active: true, running: running() !== undefined } })),
      ),
      route(`POST ${scenario}/run`, { body: z.record(z.string(), z.string()) }, ({ params, body }) =>
        ours(params, () => {
          const firing = `2026-01-05-00-00-${String(fired.length).padStart(2, '0')}-500`;
          const one: Fired = {
            ...{ trigger: 'manual', firing, params: body, run: null, outcome: null },
            cancelled: running() !== undefined,
          };
          fired.push(one);
          if (!one.cancelled && !holds) begin(one);
          return { json: firingOf(one) };
        }),
      ),
      route(
        `GET ${scenario}/get-run-for-trigger`,
        { query: z.strictObject({ triggerId: z.string().min(1), triggerRunId: z.string().min(1) }) },
        ({ params, query }) =>
          ours(params, () => {
            const one = fired.find((known) => known.run !== null && known.firing === query.triggerRunId);
            return { json: one?.trigger === query.triggerId ? { scenarioRun: runOf(one) } : {} };
          }),
      ),
      route(
        `GET ${root}/scenarios/trigger/{scenario}/{trigger}`,
        { query: z.strictObject({ triggerRunId: z.string() }) },
        ({ params, query }) =>
          ours(params, () => {
            const one = fired.find(({ firing }) => firing === query.triggerRunId);
            return one && one.trigger === params.trigger
              ? { json: firingOf(one) }
              : absent('Trigger fire not found');
          }),
      ),
      route(
        `GET ${scenario}/get-last-runs`,
        {
          query: z.strictObject({
            limit: z.string().regex(/^[1-9]\d*$/),
            onlyFinishedRuns: z.enum(['true', 'false']),
          }),
        },
        ({ params, query }) =>
          ours(params, () => ({
            json: fired
              .filter(({ run }) => run !== null)
              .toReversed()
              .slice(0, Number(query.limit))
              .map(runOf),
          })),
      ),
      route(`GET ${scenario}/{run}/`, {}, ({ params }) =>
        ours(params, () => {
          const one = fired.find(({ run }) => run === params.run);
          return one ? { json: { scenarioRun: runOf(one), stepRuns: [] } } : absent('Run not found');
        }),
      ),
      route(`POST ${scenario}/abort`, {}, ({ params }) =>
        ours(params, () => {
          const one = running();
          if (one) one.outcome = 'ABORTED';
          return { json: {} };
        }),
      ),
      route(`GET ${model}`, {}, ({ params }) => ours(params, () => ({ json: versions }))),
      route(`GET ${model}/{version}/snippet`, {}, ({ params }) =>
        ours(params, () =>
          versions.some(({ id }) => id === params.version)
            ? {
                json: {
                  ...{ fullModelId: `S-CHURN-m1-${params.version}`, algorithm: 'XGBOOST_REGRESSION' },
                  ...{ trainDate: 1_767_571_200_000, sessionDate: 1_767_571_100_000, rmse: 44.1 },
                },
              }
            : absent('Version not found'),
        ),
      ),
      route(`POST ${model}/{version}/actions/setActive`, {}, ({ params }) =>
        ours(params, () => {
          if (!versions.some(({ id }) => id === params.version)) return absent('Version not found');
          for (const one of versions) one.active = one.id === params.version;
          return {};
        }),
      ),
      ...measured.routes,
    ],
  });
  return Object.assign(fake, {
    ...{ fired, files, versions, begin },
    ...{ evaluations: measured.evaluations, stick: measured.stick },
    says(next: typeof says) {
      says = next;
    },
    /** Firings wait from now on, until `begin`. */
    hold() {
      holds = true;
    },
    /** Runs no longer tell what they were fired with. */
    hide() {
      tells = false;
    },
    /** Versions v1, v2 and v3, of which the first is active and the second was described by its training. */
    fill() {
      for (const id of ['v1', 'v2', 'v3']) versions.push({ id, active: id === 'v1' });
      const lineage = { data: 'rides@12', code: '9f3c2e', params: { depth: 6 } };
      const text = { version: 'v2', trained_until: '2026-01-01T00:00:00Z', lineage, metrics: { mae: 31.9 } };
      files.set(`/${described}.json`, { text: JSON.stringify(text), at: 0 });
      files.set('/notes.txt', { text: 'not ours', at: 1 });
    },
  });
}

/** The key of the training that made v2. */
export const described = 'mo-00000000-0000-8000-8000-000000000002';

export const dataikuSettings = (url: string) => ({
  ...{ url, project: 'CHURN', scenario: 'TRAIN', results: 'f1', api_key: 'env:KEY' },
  ...{ names: { churn: 'm1' }, evaluations: { churn: 's1' } },
  ...{ allow_private: ['127.0.0.1'], timeout: '30s' },
});
