/** Cloudera AI: a job trains, the AI registry keeps what it registered, and the version that is deployed is the champion. */
import { z } from 'zod';
import { modelDeployments } from './cloudera/deployments.ts';
import { jobTrainer } from './cloudera/jobs.ts';
import { registeredVersions } from './cloudera/versions.ts';
import { defineBackend } from './contract.ts';
import { openApi, path } from './outbound/api.ts';
import { address, loginHeaders, namesShape, reference, wayShape } from './outbound/settings.ts';
import { registryOf } from './switch-over.ts';

const id = z.string().regex(/^[\w-]{1,100}$/, 'is no id of Cloudera AI; its API tells them');
const config = z
  .object({
    url: address.describe('The workbench: https://ml-1a2b3c4d.example.cloudera.site'),
    token: reference.describe('An API v2 key, by reference: env:NAME or file:PATH'),
    project: id.describe('The id of the project of the job and of what is deployed'),
    job: id.optional().describe('The id of the job that trains'),
    registry: z
      .boolean()
      .default(true)
      .describe('Whether versions are kept here; the one that is deployed in the project is the champion'),
    runtime: z
      .string()
      .min(1)
      .max(500)
      .optional()
      .describe('The runtime image of builds; default: that of the champion'),
    ...namesShape,
    ...wayShape,
  })
  .refine(({ job, registry }) => job || registry, { error: 'needs a `job`, a `registry`, or both' });

const Named = z.object({ name: z.string() });
const Problem = z.object({ message: z.string() });

export const cloudera = defineBackend({
  id: 'cloudera',
  title: 'Cloudera AI',
  config,
  unanswered: 'search',
  lacks: {
    register: 'a version needs its artifact; the training itself registers it',
    challenger: 'a model has one deployment that serves, and nothing marks another version',
    resolve: 'what a version was made of lies in the project, which is not looked at',
    monitor: 'its metrics are kept for programs inside the workbench',
    hear: 'its runs and deployments are asked about',
  },
  async open(settings, backend) {
    const { url, project, job, runtime } = settings;
    const { reports } = backend;
    const api = await openApi({
      ...{ who: 'Cloudera AI', url, settings, backend },
      authorise: loginHeaders(settings, backend),
      sayError: (body) => Problem.safeParse(body).data?.message ?? null,
    });
    const at = path`/api/v2/projects/${project}`;
    const versions = registeredVersions(api, (model) => settings.names[model] ?? model);
    return {
      ...(job && { trainer: jobTrainer(api, { at: at + path`/jobs/${job}`, reports }) }),
      ...(settings.registry && {
        registry: registryOf(versions, modelDeployments(api, { at, runtime, versions, reports })),
      }),
      async probe() {
        const { name } = await api.mustRead(Named, at);
        if (!job) return `the project ${name} is there`;
        const found = await api.mustRead(Named, at + path`/jobs/${job}`);
        return `the job ${found.name} of the project ${name} is there`;
      },
      async close() {},
    };
  },
});
