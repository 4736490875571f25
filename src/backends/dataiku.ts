/** Dataiku: a scenario trains, a saved model keeps versions, one of which is active. */
import { z } from 'zod';
import { defineBackend } from './contract.ts';
import { evaluationReadings } from './dataiku/evaluations.ts';
import { resultFolder } from './dataiku/results.ts';
import { savedModels } from './dataiku/saved-models.ts';
import { scenarioTrainer } from './dataiku/scenario.ts';
import { openApi } from './outbound/api.ts';
import { address, namesShape, reference, wayShape } from './outbound/settings.ts';

const id = z.string().regex(/^[\w.-]{1,200}$/, 'is no id of Dataiku');

const config = z.object({
  url: address.describe('The design or automation node: https://dss.example.com'),
  api_key: reference.describe('Of a project or a person, by reference: env:NAME or file:PATH'),
  project: id.describe('The key of the project: CHURN'),
  results: id.describe('The id of the managed folder in which each training says what it made'),
  scenario: id.optional().describe('The id of the scenario that trains; absent: nothing trains here'),
  evaluations: z
    .record(z.string(), id)
    .default({})
    .describe('Evaluation stores whose drift is read, by model: { churn: 7vFZWNck }'),
  compute_drift: z
    .boolean()
    .default(false)
    .describe('Whether Dataiku is asked to compute the drift of each column when it is read'),
  ...namesShape,
  ...wayShape,
});

const Problem = z.object({ detailedMessage: z.string().nullish(), message: z.string().nullish() });

export const dataiku = defineBackend({
  id: 'dataiku',
  title: 'Dataiku',
  config,
  unanswered: 'search',
  lacks: {
    register: 'a saved model has only versions that Dataiku itself made or imported',
    challenger: 'a saved model knows one active version, and no challengers',
    resolve: 'what a run read lies in datasets that are not looked at',
    hear: 'its runs and versions are asked about',
  },
  async open(settings, backend) {
    const { url, project, scenario, names } = settings;
    const { secret, reports } = backend;
    const api = await openApi({
      who: 'Dataiku',
      url: `${url.replace(/\/$/, '')}/dip/publicapi`,
      settings,
      backend,
      authorise: async () => {
        const key = Buffer.from(`${await secret(settings.api_key)}:`).toString('base64');
        return { authorization: `Basic ${key}` };
      },
      sayError(body) {
        const said = Problem.safeParse(body).data;
        return said?.detailedMessage ?? said?.message ?? null;
      },
    });
    const results = resultFolder(api, { project, folder: settings.results });
    const idOf = (model: string) => (Object.hasOwn(names, model) ? names[model]! : model);
    const trained = scenario && { project, scenario, url, reports, results };
    return {
      ...(trained && { trainer: scenarioTrainer(api, trained) }),
      registry: savedModels(api, { project, idOf, results }),
      monitor: evaluationReadings(api, {
        ...{ project, stores: settings.evaluations },
        computeDrift: settings.compute_drift,
      }),
      async probe() {
        const { authIdentifier } = await api.mustRead(z.object({ authIdentifier: z.string() }), '/auth/info');
        await results.probe();
        return `Dataiku answers ${authIdentifier}`;
      },
      async close() {},
    };
  },
});
