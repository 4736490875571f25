/** Argo Workflows: a workflow made from a template trains. It is named after the key, and a name exists once. */
import { z } from 'zod';
import type { RunId } from '../domain/ids.ts';
import { Fault } from '../lib/fault.ts';
import { sayRequest } from './asked.ts';
import { defineBackend, type Started, type TrainRequest } from './contract.ts';
import { onlyTrains } from './lacking.ts';
import { openApi, path } from './outbound/api.ts';
import { address, reference, wayShape } from './outbound/settings.ts';
import { insist, startedBy } from './outbound/started.ts';
import { type Meaning, trainerOf } from './runs.ts';

const config = z.object({
  url: address.describe('The Argo server: https://argo.example.com:2746'),
  namespace: z.string().regex(/^[a-z0-9-]{1,63}$/, 'is no name of a namespace'),
  template: z.string().min(1).max(253).describe('The template that trains'),
  kind: z.enum(['WorkflowTemplate', 'ClusterWorkflowTemplate']).default('WorkflowTemplate'),
  service_account: z.string().min(1).max(253).optional().describe('Under which the workflow runs'),
  result_parameter: z
    .string()
    .min(1)
    .max(200)
    .default('steward-result')
    .describe('The output parameter in which the workflow says what it made, as JSON'),
  token: reference.optional().describe('Of a service account, by reference: env:NAME or file:PATH'),
  ...wayShape,
});

const Workflow = z.object({
  metadata: z.object({ name: z.string() }),
  status: z
    .object({
      phase: z.string().nullish(),
      message: z.string().nullish(),
      progress: z.string().nullish(),
      outputs: z
        .object({
          parameters: z.array(z.object({ name: z.string(), value: z.string().nullish() })).nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

const words: Record<string, Meaning> = {
  '': { state: 'queued' },
  Pending: { state: 'queued' },
  Running: { state: 'running' },
  Succeeded: 'succeeded',
  Failed: 'failed',
  Error: 'failed',
  Stopped: 'cancelled',
};

export const argo = defineBackend({
  id: 'argo',
  title: 'Argo Workflows',
  config,
  unanswered: 'key',
  lacks: onlyTrains,
  async open(settings, backend) {
    const { reports, secret } = backend;
    const { url, token } = settings;
    const api = await openApi({
      who: 'Argo',
      url,
      settings,
      backend,
      sayError: (body) => z.object({ message: z.string() }).safeParse(body).data?.message ?? null,
      authorise: async (): Promise<Record<string, string>> =>
        token ? { authorization: `Bearer ${await secret(token)}` } : {},
    });
    const workflows = path`/api/v1/workflows/${settings.namespace}`;
    const shown = (run: string) => ({
      link: url.replace(/\/$/, '') + path`/workflows/${settings.namespace}/${run}`,
    });
    const one = (run: string) => workflows + path`/${run}`;
    const find = async (key: string): Promise<RunId | null> =>
      ((await api.read(Workflow, one(key)))?.metadata.name as RunId | undefined) ?? null;

    const trainer = trainerOf({
      ...{ who: 'Argo', reports, words, knowsKeys: true, send, find },
      async look(run) {
        const { status } = await api.mustRead(Workflow, one(run));
        const { phase, message: reason, outputs } = status ?? {};
        // Whoever stops a workflow leaves it as one that failed.
        const stopped = phase === 'Failed' && /^Stopped with strategy/.test(reason ?? '');
        return { word: stopped ? 'Stopped' : (phase ?? ''), reason, outputs, ...shown(run) };
      },
      made: async ({ outputs }) =>
        outputs?.parameters?.find(({ name }) => name === settings.result_parameter)?.value,
      async stop(run) {
        const body = { name: run, namespace: settings.namespace };
        await insist(api.act(`${one(run)}/terminate`, { method: 'PUT', body }));
      },
    });

    async function send(request: TrainRequest, key: string): Promise<Started> {
      const said = JSON.stringify(sayRequest(request, key));
      const submitOptions = {
        name: key,
        parameters: [`steward_key=${key}`, `steward_request=${said}`],
        labels: `steward/key=${key}`,
        ...(settings.service_account && { serviceAccount: settings.service_account }),
      };
      const { namespace, kind: resourceKind, template: resourceName } = settings;
      const body = { namespace, resourceKind, resourceName, submitOptions };
      try {
        const acted = await api.act(`${workflows}/submit`, { body });
        const known = acted.outcome === 'refused' && acted.status === 409 ? await find(key) : null;
        if (known) return { outcome: 'started', run: known, ...shown(known) };
        return startedBy('Argo', acted, (answer) => {
          const made = Workflow.safeParse(answer).data?.metadata.name;
          return made ? { run: made as RunId, ...shown(made) } : null;
        });
      } catch (thrown) {
        // Some releases say 500 to a name that exists.
        const exists = thrown instanceof Fault && /already exists/.test(thrown.message);
        const known = exists ? await find(key) : null;
        if (known) return { outcome: 'started', run: known, ...shown(known) };
        throw thrown;
      }
    }

    return {
      trainer,
      async probe() {
        const { namespace, kind, template } = settings;
        const at =
          kind === 'WorkflowTemplate'
            ? path`/api/v1/workflow-templates/${namespace}/${template}`
            : path`/api/v1/cluster-workflow-templates/${template}`;
        await api.mustRead(z.object({ metadata: z.object({ name: z.string() }) }), at);
        return `the template ${template} is there`;
      },
      async close() {},
    };
  },
});
