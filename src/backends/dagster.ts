/** Dagster: a run of a job trains. Its tag holds the key, by which it is looked for before anything is sent again. */
import { z } from 'zod';
import type { RunId } from '../domain/ids.ts';
import { Fault } from '../lib/fault.ts';
import { sayRequest } from './asked.ts';
import { defineBackend, type Started, type TrainRequest } from './contract.ts';
import { findQuery, launchQuery, pollQuery, probeQuery, terminateQuery } from './dagster/queries.ts';
import { onlyTrains } from './lacking.ts';
import { asLater, openApi } from './outbound/api.ts';
import { address, wayShape } from './outbound/settings.ts';
import { expectDone, refusedBy } from './outbound/started.ts';
import { type Meaning, trainerOf } from './runs.ts';

const name = z.string().min(1).max(250);
const config = z.object({
  url: address.describe('Where the webserver answers, without /graphql'),
  location: name.describe('The code location of the job'),
  repository: name.default('__repository__').describe('The repository in it'),
  job: name.describe('The job that trains; the request is the tag steward/request of its run'),
  run_config: z.record(z.string(), z.unknown()).default({}).describe('Given to every run as it is'),
  result: name
    .default('steward_result')
    .describe('The metadata of a materialisation that says what was made'),
  ...wayShape,
});

const said = z.looseObject({ __typename: z.string(), message: z.string().nullish() });
const Launched = z.object({
  data: z.object({
    launchRun: said.extend({
      run: z.object({ runId: z.string() }).nullish(),
      errors: z.array(z.object({ message: z.string() })).nullish(),
    }),
  }),
});
const Found = z.object({
  data: z.object({
    runsOrError: said.extend({ results: z.array(z.object({ runId: z.string() })).nullish() }),
  }),
});
const entry = z.object({ label: z.string(), jsonString: z.string().nullish(), text: z.string().nullish() });
const Polled = z.object({
  data: z.object({
    runOrError: said.extend({
      status: z.string().nullish(),
      assetMaterializations: z.array(z.object({ metadataEntries: z.array(entry) })).nullish(),
    }),
  }),
});
const Stopped = z.object({ data: z.object({ terminateRun: said }) });
const Probed = z.object({ data: z.object({ version: z.string(), pipelineOrError: said }) });

const words: Record<string, Meaning> = {
  QUEUED: { state: 'queued' },
  NOT_STARTED: { state: 'queued' },
  MANAGED: { state: 'queued' },
  STARTING: { state: 'queued' },
  STARTED: { state: 'running' },
  SUSPENDED: { state: 'running', step: 'suspended in Dagster' },
  CANCELING: { state: 'cancelling' },
  SUCCESS: 'succeeded',
  FAILURE: 'failed',
  CANCELED: 'cancelled',
};
/** Answers of a launch that certainly began nothing. A Python error may have come after the run was made. */
const clear =
  /^(RunConfigValidationInvalid|PipelineNotFoundError|Invalid\w+Error|UnauthorizedError|RunConflict|PresetNotFoundError|ConflictingExecutionParamsError|NoModeProvidedError)$/;

export const dagster = defineBackend({
  id: 'dagster',
  title: 'Dagster',
  config,
  unanswered: 'search',
  lacks: onlyTrains,
  async open(settings, backend) {
    const { reports } = backend;
    const { url, location, repository, job } = settings;
    const api = await openApi({ who: 'Dagster', url, settings, backend, sayError });
    const selector = { repositoryLocationName: location, repositoryName: repository };
    const body = (query: string, variables: object) => ({ operationName: 'Steward', query, variables });
    const ask = <T>(shape: z.ZodType<T>, query: string, variables: object) =>
      api.mustRead(shape, '/graphql', { method: 'POST', body: body(query, variables) });
    const link = (run: string) => `${url.replace(/\/$/, '')}/runs/${encodeURIComponent(run)}`;

    const trainer = trainerOf({
      ...{ who: 'Dagster', reports, words, send, find, look },
      async made({ entries }) {
        const found = entries.find(({ label }) => label === settings.result);
        return found?.jsonString ?? found?.text;
      },
      async stop(run) {
        const acted = await asLater(api.act('/graphql', { body: body(terminateQuery, { run }) }));
        expectDone(acted);
        const stopped = Stopped.safeParse(acted.body).data?.data.terminateRun;
        if (stopped?.__typename === 'TerminateRunSuccess') return;
        // It answers so for a run that ended just now too; the next look tells.
        const why = stopped?.message ?? stopped?.__typename ?? 'no reason';
        throw new Fault('refused', `Dagster does not stop the run: ${why}`, { retry: 'later' });
      },
    });

    async function find(key: string): Promise<RunId | null> {
      const filter = { tags: [{ key: 'steward/key', value: key }] };
      const { runsOrError } = (await ask(Found, findQuery, { filter })).data;
      const { results, __typename: type } = runsOrError;
      if (!results)
        throw new Fault('refused', `Dagster cannot search its runs: ${type}.`, { retry: 'later' });
      return results[0] ? (results[0].runId as RunId) : null;
    }

    async function send(request: TrainRequest, key: string): Promise<Started> {
      const tags = [
        { key: 'steward/key', value: key },
        { key: 'steward/request', value: JSON.stringify(sayRequest(request, key)) },
      ];
      const params = {
        selector: { ...selector, jobName: job },
        runConfigData: settings.run_config,
        executionMetadata: { tags },
      };
      const acted = await api.act('/graphql', { body: body(launchQuery, { params }) });
      if (acted.outcome === 'refused') return refusedBy(acted);
      const launched = Launched.safeParse(acted.body).data?.data.launchRun;
      if (launched?.run)
        return { outcome: 'started', run: launched.run.runId as RunId, link: link(launched.run.runId) };
      const why = launched?.errors?.map(({ message }) => message).join('; ') ?? launched?.message;
      const reason = `Dagster answered ${why ?? launched?.__typename ?? 'no run'}`.slice(0, 500);
      if (clear.test(launched?.__typename ?? '')) return { outcome: 'refused', reason, retry: 'never' };
      throw new Fault('no_answer', `${reason}; it may have started.`, { retry: 'unknown' });
    }

    async function look(run: RunId) {
      const { runOrError } = (await ask(Polled, pollQuery, { run })).data;
      const { status, __typename: type, assetMaterializations } = runOrError;
      if (type === 'RunNotFoundError')
        throw new Fault('not_found', 'Dagster knows no such run.', { retry: 'never' });
      if (!status) throw new Fault('refused', `Dagster cannot show the run: ${type}.`, { retry: 'later' });
      const entries = (assetMaterializations ?? []).flatMap((one) => one.metadataEntries);
      return { word: status, entries, link: link(run) };
    }

    return {
      trainer,
      async probe() {
        const { version, pipelineOrError } = (
          await ask(Probed, probeQuery, { params: { ...selector, pipelineName: job } })
        ).data;
        if (pipelineOrError.__typename === 'Pipeline') return `Dagster ${version} has the job ${job}`;
        throw new Fault('refused', `Dagster has no job ${job} in ${location}.`, { retry: 'never' });
      },
      async close() {},
    };
  },
});

const Problem = z.object({ errors: z.array(z.object({ message: z.string() })) });
const sayError = (body: unknown): string | null => Problem.safeParse(body).data?.errors[0]?.message ?? null;
