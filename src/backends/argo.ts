/** Argo Workflows: a workflow made from a template trains. It is named after the key, and a name exists once. */
import { z } from 'zod';
import type { RunId } from '../domain/ids.ts';
import { Fault } from '../lib/fault.ts';
import { second } from '../lib/time.ts';
import { askedAbout, sayRequest, startOnce } from './asked.ts';
import { defineBackend, type RunState, type Started, type Trainer } from './contract.ts';
import { onlyTrains } from './lacking.ts';
import { openApi, parsed, path, wordFor } from './outbound/api.ts';
import { address, reference, wayShape } from './outbound/settings.ts';
import { insist, startedBy } from './outbound/started.ts';
import { succeededWith } from './training-result.ts';

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

const words: Record<string, Extract<RunState, { step?: string }> | 'succeeded' | 'failed'> = {
  '': { state: 'queued' },
  Pending: { state: 'queued' },
  Running: { state: 'running' },
  Succeeded: 'succeeded',
  Failed: 'failed',
  Error: 'failed',
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

    const trainer: Trainer = {
      pollEveryMs: 10 * second,
      start: (request, key) =>
        startOnce({
          ...{ reports, request, key, find },
          knowsKeys: true,
          send: () => send(key, JSON.stringify(sayRequest(request, key))),
        }),
      find,
      async poll(run) {
        const { status } = await api.mustRead(Workflow, one(run));
        const known = wordFor(status?.phase ?? '', words);
        const link = shown(run);
        if (known === 'failed') {
          // Whoever stops a workflow leaves it as one that failed.
          if (/^Stopped with strategy/.test(status?.message ?? '')) return { state: 'cancelled' };
          return {
            state: 'failed',
            reason: status?.message?.slice(0, 500) || 'Argo gave no reason',
            ...link,
          };
        }
        if (known !== 'succeeded') return { ...known, ...link };
        const said = status?.outputs?.parameters?.find(
          ({ name }) => name === settings.result_parameter,
        )?.value;
        const { trainBefore } = await askedAbout(reports, run);
        const raw = said ? (parsed(said) ?? said) : null;
        return succeededWith(raw, { trainBefore, now: Date.now(), ...link });
      },
      async cancel(run) {
        const { status } = await api.mustRead(Workflow, one(run));
        if (['Succeeded', 'Failed', 'Error'].includes(status?.phase ?? '')) return;
        const body = { name: run, namespace: settings.namespace };
        await insist(api.act(`${one(run)}/terminate`, { method: 'PUT', body }));
      },
    };

    async function send(key: string, request: string): Promise<Started> {
      const submitOptions = {
        name: key,
        parameters: [`steward_key=${key}`, `steward_request=${request}`],
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
