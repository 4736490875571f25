/** The Argo server's API, strict: paths and fields of its published OpenAPI description. */
import { z } from 'zod';
import { route, startFake } from './http-fake.ts';

interface Workflow {
  name: string;
  phase: string;
  message?: string;
  request: { trainBefore: string };
}

/** A template `train` in the namespace `ml`. @param exists how a name that is taken is answered; releases differ */
export async function startArgo({ endless = false, exists = 409 } = {}) {
  const workflows = new Map<string, Workflow>();
  let says = true;
  const result = ({ name, request }: Workflow) => ({
    version: `v-${name}`,
    trained_until: request.trainBefore,
    metrics: { mae: 31.9 },
  });
  const shown = (one: Workflow) => ({
    metadata: { name: one.name, namespace: 'ml', uid: `uid-${one.name}` },
    status: {
      phase: one.phase,
      ...(one.message && { message: one.message }),
      ...(one.phase === 'Succeeded' &&
        says && {
          outputs: { parameters: [{ name: 'steward-result', value: JSON.stringify(result(one)) }] },
        }),
    },
  });
  const at = '/api/v1/workflows/ml';
  const fake = await startFake({
    authorised: (headers) => headers.authorization === 'Bearer argo-1',
    problem: (status, message) => ({ code: status === 404 ? 5 : 2, message }),
    routes: [
      route('GET /api/v1/workflow-templates/ml/{template}', {}, ({ params }) =>
        params.template === 'train' ? { json: { metadata: { name: 'train' } } } : { status: 404 },
      ),
      route(
        `POST ${at}/submit`,
        {
          body: z.strictObject({
            namespace: z.literal('ml'),
            resourceKind: z.enum(['WorkflowTemplate', 'ClusterWorkflowTemplate', 'CronWorkflow']),
            resourceName: z.string(),
            submitOptions: z.strictObject({
              name: z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/),
              parameters: z.array(z.string().regex(/^[\w-]+=/)),
              labels: z.string().regex(/^[\w./-]+=[\w.-]{1,63}$/),
              serviceAccount: z.string().optional(),
            }),
          }),
        },
        ({ body }) => {
          const { name, parameters } = body.submitOptions;
          if (body.resourceName !== 'train') return { status: 404 };
          if (workflows.has(name)) {
            const message = `workflows.argoproj.io "${name}" already exists`;
            return { status: exists, json: { code: 2, message } };
          }
          const prefix = 'steward_request=';
          const said = parameters.find((one) => one.startsWith(prefix))!.slice(prefix.length);
          const phase = endless ? 'Running' : 'Succeeded';
          workflows.set(name, { name, phase, request: JSON.parse(said) });
          return { json: { metadata: { name, namespace: 'ml' } } };
        },
      ),
      route(`GET ${at}/{name}`, {}, ({ params }) => {
        const known = workflows.get(params.name!);
        return known ? { json: shown(known) } : { status: 404 };
      }),
      route(
        `PUT ${at}/{name}/terminate`,
        { body: z.strictObject({ name: z.string(), namespace: z.literal('ml') }) },
        ({ params }) => {
          const known = workflows.get(params.name!);
          if (!known) return { status: 404 };
          Object.assign(known, { phase: 'Failed', message: "Stopped with strategy 'Terminate'" });
          return { json: shown(known) };
        },
      ),
    ],
  });
  return Object.assign(fake, {
    workflows,
    hush() {
      says = false;
    },
  });
}

export const argoSettings = (url: string) => ({
  url,
  namespace: 'ml',
  template: 'train',
  token: 'env:TOKEN',
  allow_private: ['127.0.0.1'],
  timeout: '30s',
});
