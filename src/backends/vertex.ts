/** Vertex AI: a pipeline trains, versions of a model are kept; the champion is an alias, or who gets an endpoint's traffic. */
import { z } from 'zod';
import type { ModelId } from '../domain/ids.ts';
import { flatNames } from './asked.ts';
import { defineBackend } from './contract.ts';
import { address, namesShape, reference, wayShape } from './outbound/settings.ts';
import { registryOf } from './switch-over.ts';
import { endpointRoster } from './vertex/endpoint.ts';
import { openGoogle } from './vertex/google.ts';
import { aliasRoster, modelVersions } from './vertex/models.ts';
import { pipelineTrainer } from './vertex/pipelines.ts';

const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'is no name in Google Cloud');
const alias = z.string().regex(/^[a-z][a-zA-Z0-9-]{0,126}[a-z0-9]$/, 'is no alias');

const config = z
  .object({
    project: name.describe('The id of the project'),
    location: name.describe('The region: europe-west4'),
    service_account: reference.describe('The JSON key of a service account, by reference: file:PATH'),
    url: address.optional().describe('Instead of the public one of the region'),
    token_url: address.default('https://oauth2.googleapis.com/token').describe('Where tokens are given'),
    pipeline: z
      .looseObject({ runtimeConfig: z.looseObject({ gcsOutputDirectory: z.string().startsWith('gs://') }) })
      .refine((one) => one.templateUri || one.pipelineSpec, { error: 'needs templateUri or pipelineSpec' })
      .optional()
      .describe('What trains: a PipelineJob as Vertex has it; Steward adds its id, a label and parameters'),
    pipeline_parameters: z
      .array(z.enum(flatNames))
      .default(['steward_key', 'steward_train_before'])
      .describe('What the pipeline declares of the request; Vertex refuses what it does not declare'),
    champion: z
      .enum(['alias', 'traffic'])
      .optional()
      .describe(
        'What the champion is: the version with an alias, or who gets the traffic of an endpoint; absent: no versions are kept here',
      ),
    champion_alias: alias.default('champion'),
    challenger_alias: alias.default('challenger'),
    endpoints: z
      .record(z.string(), z.string().regex(/^[a-z0-9-]{1,63}$/, 'is no id of an endpoint'))
      .default({})
      .describe('The ids of the endpoints that serve models: { churn: "1234567890" }'),
    ...namesShape,
    ...wayShape,
  })
  .refine(({ pipeline, champion }) => pipeline || champion, {
    error: 'needs a `pipeline`, a `champion`, or both',
  });

export const vertex = defineBackend({
  id: 'vertex',
  title: 'Vertex AI',
  config,
  unanswered: 'key',
  lacks: {
    register: 'a version needs its artifact and container; the training itself uploads it',
    resolve: 'what a version was made of lies in its pipeline, which is not looked at',
    monitor: 'its monitoring jobs write to tables, which a store of Steward reads',
    hear: 'its pipelines and models are asked about',
  },
  async open(settings, backend) {
    const { project, location, pipeline, pipeline_parameters: parameters, champion } = settings;
    const google = await openGoogle(settings, backend);
    const nameOf = (model: ModelId) => settings.names[model] ?? model;
    const endpointOf = (model: ModelId) => settings.endpoints[model] ?? model;
    const aliases = { champion: settings.champion_alias, challenger: settings.challenger_alias };
    const roster =
      champion === 'traffic'
        ? endpointRoster(google, { nameOf, endpointOf })
        : aliasRoster(google, nameOf, aliases);
    const { reports } = backend;
    return {
      ...(pipeline && { trainer: pipelineTrainer(google, { pipeline, parameters, reports }) }),
      ...(champion && { registry: registryOf(modelVersions(google, nameOf), roster) }),
      async probe() {
        await google.api.mustRead(z.object({}), `${google.at}/models`, { query: { pageSize: 1 } });
        return `Vertex AI answers in ${location} of ${project}`;
      },
      async close() {},
    };
  },
});
