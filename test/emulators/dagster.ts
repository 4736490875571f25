/** Dagster's GraphQL as far as Steward asks it, strict about operations and variables, as 1.13.28 was seen to answer. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { route, startFake } from './http-fake.ts';

interface Run {
  runId: string;
  status: string;
  tags: { key: string; value: string }[];
}

const tag = z.strictObject({ key: z.string().min(1), value: z.string() });
const place = { repositoryLocationName: z.string(), repositoryName: z.string() };
const variables = {
  launchRun: z.strictObject({
    params: z.strictObject({
      selector: z.strictObject({ ...place, jobName: z.string() }),
      runConfigData: z.record(z.string(), z.unknown()),
      executionMetadata: z.strictObject({ tags: z.array(tag) }),
    }),
  }),
  runsOrError: z.strictObject({ filter: z.strictObject({ tags: z.array(tag) }) }),
  runOrError: z.strictObject({ run: z.string() }),
  terminateRun: z.strictObject({ run: z.string() }),
  pipelineOrError: z.strictObject({ params: z.strictObject({ ...place, pipelineName: z.string() }) }),
};
type Field = keyof typeof variables;

/** A job `train` in the location `models.py`. */
export async function startDagster({ endless = false } = {}) {
  const runs: Run[] = [];
  let broken: string | null = null;
  let result: ((asked: { key: string; trainBefore: string }) => unknown) | null = (asked) => ({
    version: `v-${asked.key.slice(3, 11)}`,
    trained_until: asked.trainBefore,
    lineage: { code: '9f3c2e' },
    metrics: { mae: 31.9 },
  });
  const asked = (run: Run) => JSON.parse(run.tags.find(({ key }) => key === 'steward/request')!.value);
  const finals = ['SUCCESS', 'FAILURE', 'CANCELED'];
  const answers: { [F in Field]: (given: z.infer<(typeof variables)[F]>) => object } = {
    launchRun({ params }) {
      if (broken) return { __typename: broken, message: 'it broke', errors: [{ message: 'it broke' }] };
      if (params.selector.jobName !== 'train')
        return { __typename: 'PipelineNotFoundError', message: 'Could not find Pipeline' };
      const run: Run = {
        runId: randomUUID(),
        status: endless ? 'STARTED' : 'SUCCESS',
        tags: params.executionMetadata.tags,
      };
      runs.push(run);
      return { __typename: 'LaunchRunSuccess', run: { runId: run.runId } };
    },
    runsOrError({ filter }) {
      const has = (run: Run) =>
        filter.tags.every((one) => run.tags.some((own) => own.key === one.key && own.value === one.value));
      return { __typename: 'Runs', results: runs.filter(has).map(({ runId }) => ({ runId })) };
    },
    runOrError({ run: id }) {
      const run = runs.find(({ runId }) => runId === id);
      if (!run) return { __typename: 'RunNotFoundError' };
      const metadataEntries = result
        ? [{ label: 'steward_result', jsonString: JSON.stringify(result(asked(run))) }]
        : [];
      return { __typename: 'Run', status: run.status, assetMaterializations: [{ metadataEntries }] };
    },
    terminateRun({ run: id }) {
      const run = runs.find(({ runId }) => runId === id);
      if (!run) return { __typename: 'RunNotFoundError' };
      if (finals.includes(run.status))
        return { __typename: 'TerminateRunFailure', message: `status ${run.status}` };
      run.status = 'CANCELED';
      return { __typename: 'TerminateRunSuccess' };
    },
    pipelineOrError: ({ params }) => ({
      __typename: params.pipelineName === 'train' ? 'Pipeline' : 'PipelineNotFoundError',
    }),
  };
  const fake = await startFake({
    authorised: (headers) => headers['dagster-cloud-api-token'] === 'secret',
    problem: (_, message) => ({ data: null, errors: [{ message }] }),
    routes: [
      route(
        'POST /graphql',
        {
          body: z.strictObject({
            operationName: z.literal('Steward'),
            query: z.string(),
            variables: z.unknown(),
          }),
        },
        ({ body }) => {
          const field = (Object.keys(variables) as Field[]).find((name) => body.query.includes(`${name}(`));
          if (!field) throw new Error('no such field');
          const isMutation = body.query.startsWith('mutation Steward(');
          if (isMutation !== (field === 'launchRun' || field === 'terminateRun'))
            throw new Error('wrong kind of operation');
          const answer = answers[field](variables[field].parse(body.variables) as never);
          return {
            json: { data: { ...(field === 'pipelineOrError' && { version: '1.13.28' }), [field]: answer } },
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
    /** Every launch answers this type from now on. */
    launchAnswers(type: string) {
      broken = type;
    },
  });
}

export const dagsterSettings = (url: string) => ({
  url,
  location: 'models.py',
  job: 'train',
  headers: { 'Dagster-Cloud-Api-Token': 'env:TOKEN' },
  allow_private: ['127.0.0.1'],
  timeout: '30s',
});
