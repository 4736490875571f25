/** How Steward is configured for the fake SageMaker, and the requests that it takes: fields, lengths and enums of the public service model, as far as they are used. */
import { z } from 'zod';

const group = z.string().regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$|^arn:/);
const page = { MaxResults: z.int().min(1).max(100).optional(), NextToken: z.string().optional() };
const sorted = {
  SortBy: z.enum(['CreationTime', 'PipelineExecutionArn', 'Name']).optional(),
  SortOrder: z.enum(['Ascending', 'Descending']).optional(),
};
const arn = z.string().startsWith('arn:aws');
export const bodies = {
  ListModelPackageGroups: z.strictObject(page),
  ListModelPackages: z.strictObject({ ...page, ...sorted, ModelPackageGroupName: group }),
  DescribeModelPackage: z.strictObject({ ModelPackageName: z.string().min(1) }),
  UpdateModelPackage: z.strictObject({
    ModelPackageArn: arn,
    ModelApprovalStatus: z.enum(['Approved', 'Rejected', 'PendingManualApproval']),
    ApprovalDescription: z.string().max(1024).optional(),
  }),
  DescribePipeline: z.strictObject({ PipelineName: z.string() }),
  StartPipelineExecution: z.strictObject({
    PipelineName: z.string(),
    PipelineExecutionDisplayName: z.string().regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,81}$/),
    ClientRequestToken: z.string().min(32).max(128),
    PipelineParameters: z.array(z.strictObject({ Name: z.string(), Value: z.string().max(1024) })),
  }),
  ListPipelineExecutions: z.strictObject({ ...page, ...sorted, PipelineName: z.string() }),
  DescribePipelineExecution: z.strictObject({ PipelineExecutionArn: z.string().min(1) }),
  ListPipelineExecutionSteps: z.strictObject({ ...page, PipelineExecutionArn: arn }),
  StopPipelineExecution: z.strictObject({
    PipelineExecutionArn: arn,
    ClientRequestToken: z.string().min(32).max(128),
  }),
  CreateTrainingJob: z.strictObject({
    TrainingJobName: z.string().regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/),
    HyperParameters: z.record(z.string().max(256), z.string().max(2500)),
    AlgorithmSpecification: z.strictObject({
      TrainingImage: z.string(),
      TrainingInputMode: z.enum(['Pipe', 'File', 'FastFile']),
    }),
    RoleArn: arn,
    OutputDataConfig: z.strictObject({ S3OutputPath: z.string() }),
    ResourceConfig: z.looseObject({ VolumeSizeInGB: z.int() }),
    StoppingCondition: z.looseObject({ MaxRuntimeInSeconds: z.int() }),
  }),
  DescribeTrainingJob: z.strictObject({ TrainingJobName: z.string().min(1) }),
  StopTrainingJob: z.strictObject({ TrainingJobName: z.string().min(1) }),
};

export const pipelineSettings = (endpoint: string) => ({
  ...{ region: 'eu-central-1', endpoint, pipeline: 'train' },
  access_key_id: 'env:ID',
  secret_access_key: 'env:SECRET',
  allow_private: ['127.0.0.1'],
  timeout: '30s',
});

export const jobSettings = (endpoint: string) => ({
  ...pipelineSettings(endpoint),
  pipeline: undefined,
  training_job: {
    AlgorithmSpecification: {
      TrainingImage: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/train:1',
      TrainingInputMode: 'File',
    },
    RoleArn: 'arn:aws:iam::123456789012:role/train',
    OutputDataConfig: { S3OutputPath: 's3://models/' },
    ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 10 },
    StoppingCondition: { MaxRuntimeInSeconds: 3600 },
  },
});
