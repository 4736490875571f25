/** SageMaker's JSON protocol as far as Steward speaks it, strict: fields, lengths and enums of its public service model. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { isSigned } from './aws-signature.ts';
import { bodies } from './sagemaker-shapes.ts';

interface Run {
  name: string;
  token: string;
  status: string;
  values: Record<string, string>;
}
interface Made {
  group: string;
  version: number;
  approval: 'Approved' | 'Rejected' | 'PendingManualApproval';
  status: string;
  properties: Record<string, string>;
}

type Operation = keyof typeof bodies;

class Problem extends Error {
  readonly type: string;
  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}
const missing = (what: string) => new Problem('ValidationException', `${what} does not exist.`);
const account = 'arn:aws:sagemaker:eu-central-1:123456789012';

/** A pipeline `train` that registers into `churn`, and training jobs that do so too. */
export async function startSageMaker({ endless = false } = {}) {
  const violations: string[] = [];
  const runs: Run[] = [];
  const packages: Made[] = [];
  let registers = true;
  let problem: Problem | null = null;
  const arnOf = (one: Made) => `${account}:model-package/${one.group}/${one.version}`;
  const arnOfRun = (run: Run) => `${account}:pipeline/train/execution/${run.token.slice(-12)}`;

  function begin(name: string, token: string, values: Record<string, string>): Run {
    const run = { name, token, status: endless ? 'Executing' : 'Succeeded', values };
    runs.push(run);
    if (registers && !endless) {
      const properties = {
        'steward.key': token,
        'steward.trained_until': values.steward_train_before!,
        'steward.code': '9f3c2e',
        'metric.mae': '31.9',
      };
      add({ approval: 'PendingManualApproval', properties });
    }
    return run;
  }
  function add(change: Partial<Made>): Made {
    const version = packages.length + 1;
    const made: Made = {
      group: 'churn',
      version,
      approval: 'PendingManualApproval',
      status: 'Completed',
      properties: {},
      ...change,
    };
    packages.push(made);
    return made;
  }
  const packageNamed = (name: string): Made => {
    const made = packages.find((one) => arnOf(one) === name);
    if (!made) throw missing(`ModelPackage ${name}`);
    return made;
  };
  const execution = (name: string): Run => {
    const run = runs.find((one) => arnOfRun(one) === name);
    if (!run) throw new Problem('ResourceNotFound', `Pipeline execution with ARN ${name} does not exist.`);
    return run;
  };
  const job = (name: string): Run => {
    const run = runs.find((one) => one.name === name);
    if (!run) throw new Problem('ValidationException', 'Requested resource not found.');
    return run;
  };
  const producedBy = (run: Run) => packages.find((one) => one.properties['steward.key'] === run.token);
  const stop = (run: Run) => {
    if (run.status !== 'Executing') throw new Problem('ValidationException', `The status is ${run.status}.`);
    run.status = 'Stopped';
  };
  const pipeline = (name: string) => {
    if (name !== 'train') throw new Problem('ResourceNotFound', `Pipeline ${name} does not exist.`);
  };
  const jobWords: Record<string, string> = { Executing: 'InProgress', Succeeded: 'Completed' };

  const answers: { [O in Operation]: (asked: z.infer<(typeof bodies)[O]>) => object } = {
    ListModelPackageGroups: () => ({ ModelPackageGroupSummaryList: [{ ModelPackageGroupName: 'churn' }] }),
    ListModelPackages({ ModelPackageGroupName: of, NextToken: token = '0' }) {
      if (of !== 'churn') throw missing(`ModelPackageGroup ${of}`);
      const from = Number(token);
      const newest = packages.toReversed();
      // Two to a page, so that everybody has to turn pages.
      const NextToken = newest.length > from + 2 ? String(from + 2) : undefined;
      const list = newest.slice(from, from + 2).map((one) => ({
        ModelPackageArn: arnOf(one),
        ModelPackageVersion: one.version,
        ModelApprovalStatus: one.approval,
        ModelPackageStatus: one.status,
        CreationTime: 1_767_571_200 + one.version,
      }));
      return { ModelPackageSummaryList: list, NextToken };
    },
    DescribeModelPackage({ ModelPackageName: name }) {
      const one = packageNamed(name);
      return {
        ModelPackageArn: name,
        ModelPackageGroupName: one.group,
        ModelPackageVersion: one.version,
        CreationTime: 1_767_571_200 + one.version,
        ModelApprovalStatus: one.approval,
        ModelPackageStatus: one.status,
        CustomerMetadataProperties: one.properties,
      };
    },
    UpdateModelPackage({ ModelPackageArn: name, ModelApprovalStatus: approval }) {
      packageNamed(name).approval = approval;
      return { ModelPackageArn: name };
    },
    DescribePipeline({ PipelineName: name }) {
      pipeline(name);
      return { PipelineName: name, PipelineStatus: 'Active' };
    },
    StartPipelineExecution(asked) {
      pipeline(asked.PipelineName);
      const known = runs.find(({ token }) => token === asked.ClientRequestToken);
      const values = Object.fromEntries(asked.PipelineParameters.map(({ Name, Value }) => [Name, Value]));
      const run = known ?? begin(asked.PipelineExecutionDisplayName, asked.ClientRequestToken, values);
      return { PipelineExecutionArn: arnOfRun(run) };
    },
    ListPipelineExecutions({ PipelineName: name }) {
      pipeline(name);
      const shown = runs.map((run) => ({
        PipelineExecutionArn: arnOfRun(run),
        PipelineExecutionDisplayName: run.name,
      }));
      return { PipelineExecutionSummaries: shown };
    },
    DescribePipelineExecution({ PipelineExecutionArn: name }) {
      return { PipelineExecutionArn: name, PipelineExecutionStatus: execution(name).status };
    },
    ListPipelineExecutionSteps({ PipelineExecutionArn: name }) {
      const made = producedBy(execution(name));
      const register = made
        ? [
            {
              StepName: 'register',
              StepStatus: 'Succeeded',
              Metadata: { RegisterModel: { Arn: arnOf(made) } },
            },
          ]
        : [];
      return {
        PipelineExecutionSteps: [{ StepName: 'train', StepStatus: 'Succeeded', Metadata: {} }, ...register],
      };
    },
    StopPipelineExecution({ PipelineExecutionArn: name }) {
      stop(execution(name));
      return { PipelineExecutionArn: name };
    },
    CreateTrainingJob({ TrainingJobName: name, HyperParameters: values }) {
      if (runs.some((run) => run.name === name))
        throw new Problem('ResourceInUse', 'Training job names must be unique.');
      begin(name, name, values);
      return { TrainingJobArn: `${account}:training-job/${name}` };
    },
    DescribeTrainingJob({ TrainingJobName: name }) {
      const run = job(name);
      const made = producedBy(run);
      return {
        TrainingJobName: name,
        TrainingJobStatus: jobWords[run.status] ?? run.status,
        ...(made && { OutputModelPackageArn: arnOf(made) }),
      };
    },
    StopTrainingJob({ TrainingJobName: name }) {
      stop(job(name));
      return {};
    },
  };

  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString('utf8');
    const send = (status: number, said: object) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(said));
    const headers = request.headers as Record<string, string>;
    const no = (type: string, message: string) => send(400, { __type: type, message });
    if (!isSigned({ headers, body, path: request.url ?? '/' }, 'secret', 'sagemaker')) {
      return no('InvalidSignatureException', 'The request signature we calculated does not match.');
    }
    if (problem) return no(problem.type, problem.message);
    const operation = (headers['x-amz-target'] ?? '').replace(/^SageMaker\./, '') as Operation;
    if (
      request.method !== 'POST' ||
      !(operation in bodies) ||
      !/^application\/x-amz-json-1\.1$/.test(headers['content-type'] ?? '')
    ) {
      violations.push(`${operation}: not an operation`);
      return no('UnknownOperationException', '');
    }
    const read = bodies[operation].safeParse(JSON.parse(body));
    if (!read.success) {
      violations.push(`${operation}: ${z.prettifyError(read.error)}`);
      return no('ValidationException', 'failed to satisfy constraint');
    }
    try {
      return send(200, answers[operation](read.data as never));
    } catch (thrown) {
      return thrown instanceof Problem ? no(thrown.type, thrown.message) : send(500, {});
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    ...{ runs, packages, add, arnOfRun, violations },
    /** Runs register nothing from now on. */
    registersNothing() {
      registers = false;
    },
    /** Every request is answered with this error from now on. */
    answers(type: string, message: string) {
      problem = new Problem(type, message);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (violations.length > 0)
        throw new Error(`the fake saw what is not allowed:\n${violations.join('\n')}`);
    },
  };
}
