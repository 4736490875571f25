/** Databricks: a job trains; Unity Catalog or the registry of a workspace keeps what it made. */
import { z } from 'zod';
import { flatNames } from './asked.ts';
import { defineBackend } from './contract.ts';
import { jobTrainer } from './databricks/jobs.ts';
import { unityCatalog, workspaceRegistry } from './databricks/registries.ts';
import { openApi } from './outbound/api.ts';
import { grantedToken } from './outbound/granted.ts';
import { address, namesShape, reference, wayShape } from './outbound/settings.ts';
import { runRegistry } from './run-registry.ts';

const alias = z.string().regex(/^[A-Za-z0-9_-]{1,255}$/, 'is no alias');

const config = z
  .object({
    url: address.describe('The workspace: https://adb-1234.5.azuredatabricks.net'),
    token: reference.optional().describe('A personal access token, by reference: env:NAME or file:PATH'),
    client_id: z.string().min(1).optional().describe('Of a service principal, instead of a token'),
    client_secret: reference.optional().describe('Of the service principal, by reference'),
    job: z.int().positive().optional().describe('The id of the job that trains'),
    job_parameters: z
      .array(z.enum(flatNames))
      .refine((names) => names.includes('steward_key'), 'must hold steward_key, by which a run is found')
      .default([...flatNames])
      .describe('What the job declares of the request'),
    registry: z
      .enum(['unity_catalog', 'workspace'])
      .optional()
      .describe('Where versions are kept; absent: nothing is kept here'),
    schema: z
      .string()
      .regex(/^[^.\s/]+\.[^.\s/]+$/, 'write catalog.schema, as in prod.ml')
      .optional()
      .describe('The catalog and schema of models that `names` does not list'),
    champion_alias: alias.default('champion'),
    challenger_alias: alias.default('challenger'),
    ...namesShape,
    ...wayShape,
  })
  .refine(({ token, client_id: id, client_secret: secret }) => token || (id && secret), {
    error: 'needs `token`, or `client_id` and `client_secret`',
  })
  .refine(({ job, registry }) => job || registry, { error: 'needs a `job`, a `registry`, or both' });

const Me = z.object({ userName: z.string().nullish() });
const Problem = z.object({ error_code: z.string().nullish(), message: z.string() });

export const databricks = defineBackend({
  id: 'databricks',
  title: 'Databricks',
  config,
  unanswered: 'key',
  lacks: {
    register: 'a version needs its artifact; the training itself registers it',
    resolve: 'what a run read lies in tables that are not looked at',
    monitor: 'its monitors write tables, which a store of Steward reads',
    hear: 'its runs and registry are asked about',
  },
  async open(settings, backend) {
    const { url, job } = settings;
    const { secret, reports } = backend;
    const base = { who: 'Databricks', url, settings, backend, sayError };
    const door = await openApi({
      ...base,
      authorise: async () => {
        const pair = `${settings.client_id}:${await secret(settings.client_secret ?? '')}`;
        return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
      },
    });
    const granted = grantedToken({
      door,
      path: '/oidc/v1/token',
      form: async () => ({ grant_type: 'client_credentials', scope: 'all-apis' }),
    });
    const { token } = settings;
    const own = token && { authorise: async () => ({ authorization: `Bearer ${await secret(token)}` }) };
    const api = await openApi({ ...base, ...(own || granted) });
    const nameOf = (model: string) =>
      settings.names[model] ?? (settings.schema ? `${settings.schema}.${model}` : model);
    const roles = { champion: settings.champion_alias, challenger: settings.challenger_alias };
    const kept =
      settings.registry === 'workspace' ? workspaceRegistry(api, nameOf) : unityCatalog(api, nameOf, roles);
    return {
      ...(job && { trainer: jobTrainer(api, { job, parameters: settings.job_parameters, reports }) }),
      ...(settings.registry && { registry: runRegistry(api, kept) }),
      async probe() {
        const { userName } = await api.mustRead(Me, '/api/2.0/preview/scim/v2/Me');
        if (job) await api.mustRead(z.object({}), '/api/2.2/jobs/get', { query: { job_id: job } });
        return `Databricks answers ${userName ?? 'us'}`;
      },
      async close() {},
    };
  },
});

function sayError(body: unknown): string | null {
  const { error_code: code, message } = Problem.safeParse(body).data ?? {};
  return message ? `${code ? `${code} ` : ''}${message}` : null;
}
