/** Azure Machine Learning: a job trains, models of a workspace are the versions; the champion is a tag, or who gets the traffic. */
import { z } from 'zod';
import type { ModelId } from '../domain/ids.ts';
import { flatNames } from './asked.ts';
import { openArm } from './azureml/arm.ts';
import { endpointRoster } from './azureml/endpoint.ts';
import { jobTrainer } from './azureml/jobs.ts';
import { modelVersions, tagRoster } from './azureml/models.ts';
import { defineBackend } from './contract.ts';
import { address, namesShape, reference, wayShape } from './outbound/settings.ts';
import { registryOf } from './switch-over.ts';

const name = z.string().regex(/^[A-Za-z0-9][\w.()-]{0,254}$/, 'is no name in Azure');
const tag = z.string().regex(/^[\w.-]{1,100}$/, 'is no name of a tag');

const config = z
  .object({
    subscription: name.describe('The id of the subscription'),
    resource_group: name,
    workspace: name,
    tenant: name.describe('The id of the directory in which the application is'),
    client_id: name.describe('Of an application (service principal)'),
    client_secret: reference.optional().describe('Of the application, by reference: env:NAME or file:PATH'),
    federated_token: reference
      .optional()
      .describe('Instead of a secret, the token file of a workload identity: file:PATH'),
    url: address.default('https://management.azure.com').describe('Of Azure Resource Manager'),
    login_url: address.default('https://login.microsoftonline.com').describe('Where tokens are given'),
    api_version: z
      .string()
      .regex(/^\d{4}-\d\d-\d\d(-preview)?$/, 'must be a date, as in 2024-10-01')
      .default('2024-10-01'),
    job: z
      .looseObject({ jobType: z.string().min(1) })
      .optional()
      .describe('What trains: the `properties` of a job as Azure has them; Steward adds inputs and a tag'),
    job_inputs: z
      .array(z.enum(flatNames))
      .default(['steward_key', 'steward_model', 'steward_train_before'])
      .describe('What the job takes of the request, as literal inputs'),
    champion: z
      .enum(['tag', 'traffic'])
      .optional()
      .describe(
        'What the champion is: a tag of the model, or who gets the traffic of an online endpoint; absent: no versions are kept here',
      ),
    champion_tag: tag.default('champion'),
    challenger_tag: tag.default('challenger'),
    endpoints: z
      .record(z.string(), name)
      .default({})
      .describe('The online endpoints of models that are not named alike: { churn: churn-prod }'),
    ...namesShape,
    ...wayShape,
  })
  .refine((one) => one.client_secret || one.federated_token, {
    error: 'needs `client_secret` or `federated_token`',
  })
  .refine(({ job, champion }) => job || champion, { error: 'needs a `job`, a `champion`, or both' });

export const azureml = defineBackend({
  id: 'azureml',
  title: 'Azure Machine Learning',
  config,
  unanswered: 'key',
  lacks: {
    register: 'a version needs its artifact; the training itself registers it',
    resolve: 'what a version was made of lies in its storage, which is not looked at',
    monitor: 'its monitors write files to storage; monitors of Steward look at the predictions',
    hear: 'its jobs and models are asked about',
  },
  async open(settings, backend) {
    const { workspace, job, job_inputs: inputs, champion } = settings;
    const arm = await openArm(settings, backend);
    const nameOf = (model: ModelId) => settings.names[model] ?? model;
    const endpointOf = (model: ModelId) => settings.endpoints[model] ?? model;
    const tags = { champion: settings.champion_tag, challenger: settings.challenger_tag };
    const roster =
      champion === 'traffic' ? endpointRoster(arm, { nameOf, endpointOf }) : tagRoster(arm, nameOf, tags);
    return {
      ...(job && { trainer: jobTrainer(arm, { job, inputs, reports: backend.reports }) }),
      ...(champion && { registry: registryOf(modelVersions(arm, nameOf), roster) }),
      async probe() {
        await arm.mustRead(z.object({ name: z.string() }), '');
        return `the workspace ${workspace} answers`;
      },
      async close() {},
    };
  },
});
