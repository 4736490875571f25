/** DataRobot: a retraining policy of a deployment trains, its registered model keeps versions, one of which it serves. */
import { z } from 'zod';
import { Fault } from '../lib/fault.ts';
import { defineBackend } from './contract.ts';
import { deploymentReadings } from './datarobot/readings.ts';
import { deploymentRegistry } from './datarobot/registry.ts';
import { objectionTo, retrainingTrainer, runStates } from './datarobot/retraining.ts';
import { policyRuns } from './datarobot/runs.ts';
import { openApi, path } from './outbound/api.ts';
import { address, loginHeaders, reference, wayShape } from './outbound/settings.ts';

const id = z.string().regex(/^[\w-]{1,100}$/, 'is no id of DataRobot');
/** As DataRobot's API lists them. */
const reasons = ['ACCURACY', 'DATA_DRIFT', 'ERRORS', 'SCHEDULED_REFRESH', 'SCORING_SPEED', 'OTHER'] as const;
const drifts = ['psi', 'kl_divergence', 'dissimilarity', 'hellinger', 'js_divergence'] as const;

const config = z.object({
  url: address.default('https://app.datarobot.com').describe('The server, without /api/v2'),
  token: reference.describe('An API key, by reference: env:NAME or file:PATH'),
  names: z
    .record(z.string(), id)
    .describe('Ids of deployments, by model: { churn: 5c939e08962d741e34f609f0 }'),
  policies: z
    .record(z.string(), id)
    .default({})
    .describe('Ids of the retraining policies that train, by model; a model without one is not trained here'),
  replacement_reason: z
    .enum(reasons)
    .default('OTHER')
    .describe('Why models are replaced, as DataRobot notes it'),
  drift_metric: z
    .enum(drifts)
    .default('psi')
    .describe('How the drift is measured that is read from DataRobot'),
  cancel_status: z
    .string()
    .min(1)
    .max(100)
    .default('cancelled')
    .describe('The status that a run is given to stop it'),
  run_states: z
    .record(z.string(), z.enum(runStates))
    .default({})
    .describe('What words for the status of a run mean where Steward does not know them'),
  ...wayShape,
});

export const datarobot = defineBackend({
  id: 'datarobot',
  title: 'DataRobot',
  config,
  unanswered: 'person',
  lacks: {
    find: 'a run of a policy takes nothing by which it could be found',
    register: 'challengers are made by the retraining policy itself',
    hear: 'its runs and deployments are asked about',
  },
  async open(settings, backend) {
    const { url, policies, names } = settings;
    const { reports } = backend;
    const base = url.replace(/\/$/, '');
    const api = await openApi({
      ...{ who: 'DataRobot', url: `${base}/api/v2`, settings, backend },
      authorise: loginHeaders({ token: settings.token }, backend),
      sayError: (body) => z.object({ message: z.string() }).safeParse(body).data?.message ?? null,
    });
    const deploymentOf = (model: string) => (Object.hasOwn(names, model) ? names[model]! : null);
    const link = (deployment: string) => base + path`/deployments/${deployment}/overview`;
    const runs = policyRuns(api, { deploymentOf, policies });
    const common = { reports, runs, deploymentOf, link };
    const registry = deploymentRegistry(api, { ...common, reason: settings.replacement_reason });
    const { cancel_status: cancelStatus, run_states: states } = settings;
    return {
      ...(Object.keys(policies).length > 0 && {
        trainer: retrainingTrainer(api, { ...common, policies, cancelStatus, states }),
      }),
      registry,
      monitor: deploymentReadings(api, { ...common, metric: settings.drift_metric }),
      async probe() {
        for (const [model, deployment] of Object.entries(names)) {
          await api.mustRead(z.object({ id: z.string() }), path`/deployments/${deployment}/`);
          const policy = policies[model];
          if (!policy) continue;
          const at = path`/deployments/${deployment}/retrainingPolicies/${policy}/`;
          const objection = await objectionTo(api, at);
          if (objection) throw new Fault('refused', objection, { retry: 'never' });
        }
        return `DataRobot answers; every deployment is there (${Object.keys(names).length})`;
      },
      async close() {},
    };
  },
});
