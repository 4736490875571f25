/** AWS SageMaker: a pipeline or a training job trains, model packages are the versions, their approval the promotion. */
import { z } from 'zod';
import { Fault } from '../lib/fault.ts';
import { flatNames } from './asked.ts';
import { defineBackend } from './contract.ts';
import { address, reference, wayShape } from './outbound/settings.ts';
import { openAws } from './sagemaker/aws.ts';
import { packageRegistry } from './sagemaker/registry.ts';
import { jobTrainer, pipelineJob, trainingJob } from './sagemaker/trainer.ts';

const name = z.string().regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,255}$/, 'is no name in SageMaker');

const config = z
  .object({
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region, as in eu-central-1'),
    endpoint: address.optional().describe('Instead of the public one of the region: a VPC endpoint'),
    access_key_id: reference.describe('By reference: env:NAME or file:PATH, as are the next two'),
    secret_access_key: reference,
    session_token: reference.optional().describe('Where the credentials are temporary'),
    pipeline: name.optional().describe('The pipeline that trains'),
    pipeline_parameters: z
      .array(z.enum(flatNames))
      .default(['steward_key', 'steward_train_before'])
      .describe('What the pipeline declares of the request; SageMaker refuses what it does not declare'),
    training_job: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('Instead of a pipeline: the request of CreateTrainingJob, without TrainingJobName'),
    groups: z
      .record(z.string(), name)
      .default({})
      .describe('The model package groups of models that are not named alike: { churn: churn-prod }'),
    ...wayShape,
  })
  .refine(({ pipeline, training_job: job }) => !(pipeline && job), {
    error: 'has both `pipeline` and `training_job`; one of them trains',
  });

export const sagemaker = defineBackend({
  id: 'sagemaker',
  title: 'AWS SageMaker',
  config,
  unanswered: 'key',
  lacks: {
    register: 'a package needs its container and artifact; the training itself registers it',
    resolve: 'what a package was made of lies in S3, which is not looked at',
    monitor: 'its violations are files in S3; monitors of Steward look at the predictions',
    hear: 'EventBridge signs nothing; packages are asked about',
  },
  async open(settings, backend) {
    const aws = await openAws(settings, backend);
    const { pipeline, training_job: request, pipeline_parameters: parameters } = settings;
    const job = pipeline
      ? pipelineJob(aws, { name: pipeline, parameters })
      : request
        ? trainingJob(aws, request)
        : null;
    return {
      ...(job && { trainer: jobTrainer(aws, job, backend.reports) }),
      registry: packageRegistry(aws, (model) => settings.groups[model] ?? model),
      async probe() {
        const groups = await aws.read(z.object({}), 'ListModelPackageGroups', { MaxResults: 1 });
        const known =
          pipeline && (await aws.read(z.object({}), 'DescribePipeline', { PipelineName: pipeline }));
        if (groups && known !== null) return `SageMaker in ${settings.region} answers`;
        throw new Fault('not_found', `There is no pipeline ${pipeline} in ${settings.region}.`, {
          retry: 'never',
        });
      },
      async close() {},
    };
  },
});
