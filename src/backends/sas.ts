/** SAS Viya: a job trains, models of a project in Model Manager are the versions, the project's champion is the champion. */
import { z } from 'zod';
import type { ModelId } from '../domain/ids.ts';
import { flatNames } from './asked.ts';
import { defineBackend } from './contract.ts';
import { openApi } from './outbound/api.ts';
import { grantedToken } from './outbound/granted.ts';
import { address, namesShape, reference, wayShape } from './outbound/settings.ts';
import { jobTrainer } from './sas/jobs.ts';
import { projectModels } from './sas/projects.ts';
import { registryOf } from './switch-over.ts';

const config = z
  .object({
    url: address.describe('The Viya host: https://viya.example.com'),
    client_id: z.string().min(1).max(200).describe('Of a client that SAS Logon knows'),
    client_secret: reference.describe('Of the client, by reference: env:NAME or file:PATH'),
    username: z.string().min(1).max(200).optional().describe('Where tokens are given to a user only'),
    password: reference.optional().describe('Of the user, by reference'),
    job: z
      .string()
      .regex(/^\/jobDefinitions\/definitions\/[\w-]{1,100}$/, 'write /jobDefinitions/definitions/ID')
      .optional()
      .describe('The job definition that trains'),
    job_arguments: z
      .array(z.enum(flatNames))
      .default([...flatNames])
      .describe('What the job takes of the request'),
    arguments: z
      .record(z.string().regex(/^\w{1,100}$/, 'is no name of an argument'), z.string())
      .default({})
      .describe('More arguments of the job: { _contextName: SAS Job Execution compute context }'),
    registry: z
      .literal('model_manager')
      .optional()
      .describe('Where versions are kept; absent: nothing is kept here'),
    champion_method: z
      .enum(['POST', 'PUT'])
      .default('POST')
      .describe('How a champion is set, where a release differs'),
    champion_parameter: z
      .enum(['query', 'body'])
      .default('query')
      .describe('Where the model is named, where a release differs'),
    ...namesShape,
    ...wayShape,
  })
  .refine(({ username, password }) => !username === !password, {
    error: 'needs `username` and `password`, or neither',
  })
  .refine(({ job, registry }) => job || registry, { error: 'needs a `job`, a `registry`, or both' });

const Problem = z.object({
  message: z.string().nullish(),
  error: z.string().nullish(),
  error_description: z.string().nullish(),
});

export const sas = defineBackend({
  id: 'sas',
  title: 'SAS Viya',
  config,
  unanswered: 'search',
  lacks: {
    register: 'a model needs its score code; the training itself registers it',
    resolve: 'what a model was made of lies in CAS, which is not looked at',
    monitor: 'its performance tasks write to tables of CAS, which no store of Steward reads',
    hear: 'its jobs and projects are asked about',
  },
  async open(settings, backend) {
    const { url, job, registry } = settings;
    const { secret, reports } = backend;
    const base = { who: 'SAS Viya', url, settings, backend, sayError };
    const door = await openApi({
      ...base,
      authorise: async () => {
        const pair = `${settings.client_id}:${await secret(settings.client_secret)}`;
        return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
      },
    });
    const granted = grantedToken({
      door,
      path: '/SASLogon/oauth/token',
      async form(): Promise<Record<string, string>> {
        const { username, password } = settings;
        if (!username || !password) return { grant_type: 'client_credentials' };
        return { grant_type: 'password', username, password: await secret(password) };
      },
    });
    const api = await openApi({ ...base, ...granted });
    const nameOf = (model: ModelId) => settings.names[model] ?? model;
    const setting = { method: settings.champion_method, parameter: settings.champion_parameter };
    const kept = projectModels(api, nameOf, setting);
    return {
      ...(job && {
        trainer: jobTrainer(api, {
          ...{ job, reports, inputs: settings.job_arguments, more: settings.arguments },
        }),
      }),
      ...(registry && { registry: registryOf(kept.versions, kept.roster) }),
      async probe() {
        if (job) await api.mustRead(z.object({}), job);
        if (registry) await api.mustRead(z.object({}), '/modelRepository/projects', { query: { limit: 1 } });
        return `${new URL(url).host} answers`;
      },
      async close() {},
    };
  },
});

function sayError(body: unknown): string | null {
  const { message, error, error_description: why } = Problem.safeParse(body).data ?? {};
  return message ?? (error ? `${error}${why ? `: ${why}` : ''}` : null);
}
