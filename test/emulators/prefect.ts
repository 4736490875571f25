/** Prefect's REST API, strict, as its server's OpenAPI description has it and as 3.9.1 was seen to answer. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Reply, route, startFake } from './http-fake.ts';

interface Run {
  id: string;
  key: string;
  type: string;
  message: string | null;
  asked: { trainBefore?: string };
}

const anyOf = z.strictObject({ any_: z.array(z.string()) });
const stateType = z.enum([
  ...(['SCHEDULED', 'PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED'] as const),
  ...(['CRASHED', 'PAUSED', 'CANCELLING'] as const),
]);

/** A deployment `train/nightly` whose flow takes `steward`. */
export async function startPrefect({ endless = false } = {}) {
  const runs: Run[] = [];
  const deployment = randomUUID();
  let result: ((run: Run) => unknown) | null = (run) => ({
    version: `v-${run.key.slice(3, 11)}`,
    trained_until: run.asked.trainBefore,
    lineage: { code: '9f3c2e' },
    metrics: { mae: 31.9 },
  });
  const shown = (run: Run) => ({
    id: run.id,
    deployment_id: deployment,
    idempotency_key: run.key,
    parameters: { steward: run.asked },
    state_type: run.type,
    state: { type: run.type, name: run.type, message: run.message },
  });
  const one = (id: string, reply: (run: Run) => Reply): Reply => {
    const run = runs.find((known) => known.id === id);
    return run ? reply(run) : { status: 404, json: { detail: 'Flow run not found' } };
  };
  const fake = await startFake({
    authorised: ({ authorization }) =>
      authorization === `Basic ${Buffer.from('steward:secret').toString('base64')}`,
    problem: (_, exception_message) => ({ exception_message }),
    routes: [
      route('GET /api/deployments/name/{flow}/{deployment}', {}, ({ params }) =>
        params.flow === 'train' && params.deployment === 'nightly'
          ? { json: { id: deployment, name: 'nightly', enforce_parameter_schema: true } }
          : { status: 404, json: { detail: 'Deployment not found' } },
      ),
      route(
        'POST /api/deployments/{id}/create_flow_run',
        {
          body: z.strictObject({
            idempotency_key: z.string(),
            parameters: z.record(z.string(), z.unknown()),
            tags: z.array(z.string()).optional(),
          }),
        },
        ({ params, body }) => {
          if (params.id !== deployment) return { status: 404 };
          const { steward, ...odd } = body.parameters;
          if (!steward || Object.keys(odd).length > 0) {
            return {
              status: 409,
              json: { detail: "Validation failed. Failure reason: 'steward' is a required property" },
            };
          }
          const known = runs.find(({ key }) => key === body.idempotency_key);
          if (known) return { json: shown(known) };
          const type = endless ? 'RUNNING' : 'COMPLETED';
          const run: Run = {
            id: randomUUID(),
            key: body.idempotency_key,
            type,
            message: null,
            asked: steward,
          };
          runs.push(run);
          return { status: 201, json: shown(run) };
        },
      ),
      route(
        'POST /api/flow_runs/filter',
        {
          body: z.strictObject({
            flow_runs: z.strictObject({ idempotency_key: anyOf }),
            limit: z.int().optional(),
          }),
        },
        ({ body }) => ({
          json: runs.filter(({ key }) => body.flow_runs.idempotency_key.any_.includes(key)).map(shown),
        }),
      ),
      route('GET /api/flow_runs/{run}', {}, ({ params }) =>
        one(params.run!, (run) => ({ json: shown(run) })),
      ),
      route(
        'POST /api/flow_runs/{run}/set_state',
        {
          body: z.strictObject({ state: z.strictObject({ type: stateType }), force: z.boolean().optional() }),
        },
        ({ params, body }) =>
          one(params.run!, (run) => {
            const over = ['COMPLETED', 'FAILED', 'CRASHED', 'CANCELLED'].includes(run.type);
            if (over)
              return {
                json: { status: 'ABORT', details: { reason: `already in terminal state ${run.type}` } },
              };
            // Its worker stops it at once.
            run.type = body.state.type === 'CANCELLING' ? 'CANCELLED' : body.state.type;
            return { status: 201, json: { status: 'ACCEPT' } };
          }),
      ),
      route(
        'POST /api/artifacts/filter',
        {
          body: z.strictObject({
            artifacts: z.strictObject({ flow_run_id: anyOf, key: anyOf }),
            sort: z.enum(['CREATED_DESC', 'UPDATED_DESC', 'ID_DESC', 'KEY_DESC', 'KEY_ASC']).optional(),
            limit: z.int().optional(),
          }),
        },
        ({ body }) => {
          const { flow_run_id: of, key } = body.artifacts;
          const run = runs.find(({ id }) => of.any_.includes(id));
          if (!run || !result || !key.any_.includes('steward-result')) return { json: [] };
          return {
            json: [
              {
                id: randomUUID(),
                key: 'steward-result',
                type: 'markdown',
                data: JSON.stringify(result(run)),
              },
            ],
          };
        },
      ),
    ],
  });
  return Object.assign(fake, {
    runs,
    says(next: typeof result) {
      result = next;
    },
  });
}

export const prefectSettings = (url: string) => ({
  url: `${url}/api`,
  deployment: 'train/nightly',
  username: 'steward',
  password: 'env:PASSWORD',
  allow_private: ['127.0.0.1'],
  timeout: '30s',
});
