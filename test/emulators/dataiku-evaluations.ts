/** The evaluation store of the fake Dataiku, and what is computed from it. */
import { z } from 'zod';
import { type Reply, type Route, route } from './http-fake.ts';

interface Evaluated {
  id: string;
  created: number;
  metrics: Record<string, unknown>;
}

export const root = '/dip/publicapi/projects/{project}';
const store = `${root}/evaluationstores/{store}/evaluations`;

export const absent = (what: string): Reply => ({
  status: 404,
  json: { errorType: 'com.dataiku.dip.exceptions.NotFound', message: 'Not found', detailedMessage: what },
});

/** @param ours answers for what is there, else 404 */
export function evaluationStore(ours: (params: Record<string, string>, reply: () => Reply) => Reply) {
  const evaluations: Evaluated[] = [];
  let computed = 0;
  let stuck = false;
  const routes: Route[] = [
    route(`GET ${store}/`, {}, ({ params }) =>
      ours(params, () => ({
        json: evaluations.map(({ id, created }) => ({ ref: { evaluationId: id }, created })),
      })),
    ),
    route(
      `POST ${store}/{evaluation}/computeDrift`,
      {
        body: z.strictObject({
          referenceId: z.string().nullable(),
          driftParams: z.looseObject({}).nullable(),
        }),
      },
      ({ params }) =>
        ours(params, () =>
          evaluations.some(({ id }) => id === params.evaluation)
            ? { json: { jobId: `drift-${params.evaluation}`, alive: true, hasResult: false } }
            : absent('Evaluation not found'),
        ),
    ),
    // Each look at it brings it further.
    route(
      'GET /dip/publicapi/futures/{job}',
      { query: z.strictObject({ peek: z.enum(['true', 'false']) }) },
      ({ params }) => {
        computed += 1;
        if (computed === 1 || stuck) return { json: { jobId: params.job, alive: true, hasResult: false } };
        const tests = { ksTestPvalue: 0.01, populationStabilityIndex: 0.3, reference: {} };
        const result = {
          driftModelResult: { driftModelAccuracy: { value: 0.7 }, driftVersusImportance: {} },
          univariateDriftResult: { columns: { temperature: tests } },
          predictionDriftResult: { populationStabilityIndex: 0.2 },
          perColumnSettings: [],
        };
        return { json: { jobId: params.job, alive: false, hasResult: true, result } };
      },
    ),
    route(`GET ${store}/{evaluation}`, {}, ({ params }) =>
      ours(params, () => {
        const one = evaluations.find(({ id }) => id === params.evaluation);
        if (!one) return absent('Evaluation not found');
        const { id, created, metrics } = one;
        const ref = { fullId: `ME-CHURN-s1-${id}`, evaluationId: id };
        return { json: { evaluation: { ref, created, predictionType: 'REGRESSION' }, metrics } };
      }),
    ),
  ];
  return {
    ...{ evaluations, routes },
    /** What is computed is never done. */
    stick() {
      stuck = true;
    },
  };
}
