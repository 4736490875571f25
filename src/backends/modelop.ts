/** ModelOp Center: a signal begins a life cycle that trains or promotes; snapshots of a stored model are its versions. */
import { z } from 'zod';
import { defineBackend } from './contract.ts';
import { lifeCycles } from './modelop/life-cycles.ts';
import { loginOf } from './modelop/login.ts';
import { testReadings } from './modelop/readings.ts';
import { snapshots, stageRoster } from './modelop/snapshots.ts';
import { lifeCycleTrainer } from './modelop/trainer.ts';
import { openApi } from './outbound/api.ts';
import { address, loginHeaders, loginShape, wayShape } from './outbound/settings.ts';
import { registryOf } from './switch-over.ts';

const signal = z.string().min(1).max(500);

const config = z
  .object({
    url: address.describe('The gateway: https://modelop.example.com'),
    ...loginShape,
    names: z.record(z.string(), z.uuid()).describe('Ids of stored models, by model'),
    retrain_signal: signal
      .optional()
      .describe('Begins the life cycle that trains; absent: nothing trains here'),
    promote_signal: signal
      .optional()
      .describe('Begins the life cycle that makes a version the champion; absent: nobody promotes from here'),
    production_stage: z
      .string()
      .min(1)
      .max(200)
      .default('Production')
      .describe('The stage of the version that is used, exactly as this site writes it'),
    ...wayShape,
  })
  .refine(({ token, username }) => token || username, {
    error: 'needs `token`, or `username` and `password`',
  });

export const modelop = defineBackend({
  id: 'modelop',
  title: 'ModelOp Center',
  config,
  unanswered: 'search',
  lacks: {
    register: 'a snapshot needs its assets; the life cycle itself makes it',
    challenger: 'a stored model has stages and no challengers',
    resolve: 'the assets of a snapshot are not looked at',
    hear: 'its life cycles are asked about',
  },
  lacksWith: ({ retrain_signal, promote_signal }) => ({
    ...(!retrain_signal && { trainer: 'it has no retrain_signal' }),
    ...(!promote_signal && { promote: 'it has no promote_signal' }),
  }),
  async open(settings, backend) {
    const { url, names, retrain_signal: retrain, promote_signal: promote } = settings;
    const { reports } = backend;
    const base = {
      ...{ who: 'ModelOp', url, settings, backend },
      sayError: (body: unknown) => z.object({ message: z.string() }).safeParse(body).data?.message ?? null,
    };
    const proof = settings.token
      ? { authorise: loginHeaders({ token: settings.token }, backend) }
      : loginOf(await openApi(base), settings, backend);
    const api = await openApi({ ...base, ...proof });
    const idOf = (model: string) => (Object.hasOwn(names, model) ? names[model]! : null);
    const cycles = lifeCycles(api);
    const versions = snapshots(api, idOf);
    const roster = stageRoster(versions, cycles, {
      stage: settings.production_stage,
      signal: promote ?? '',
      idOf,
    });
    const { assign, ...registry } = registryOf(versions, roster);
    return {
      ...(retrain && { trainer: lifeCycleTrainer(cycles, { signal: retrain, reports, idOf }) }),
      registry: { ...registry, ...(promote && assign && { assign }) },
      monitor: testReadings(api, async (model) => (await roster.roles(model)).champion),
      async probe() {
        const page = { query: { page: 0, size: 1 } };
        await api.mustRead(z.object({}), '/model-manage/api/storedModels', page);
        if (retrain || promote) await cycles.probe();
        return `${new URL(url).host} answers`;
      },
      async close() {},
    };
  },
});
