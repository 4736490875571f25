/** Azure Resource Manager: one version of its API in every request, a token that is granted for an hour, pages by links. */
import { z } from 'zod';
import { Fault } from '../../lib/fault.ts';
import type { OpenBackend } from '../contract.ts';
import { type Api, everyPage, openApi, path, type Sent } from '../outbound/api.ts';
import { grantedToken } from '../outbound/granted.ts';
import type { WaySettings } from '../outbound/settings.ts';

/** How sentences name it. */
export const who = 'Azure Machine Learning';

export interface ArmSettings extends WaySettings {
  subscription: string;
  resource_group: string;
  workspace: string;
  tenant: string;
  client_id: string;
  client_secret?: string | undefined;
  federated_token?: string | undefined;
  url: string;
  login_url: string;
  api_version: string;
}

/** Paths begin at the workspace. */
export interface Arm extends Api {
  /** All pages of a list; none where the list is not there. */
  all<T>(item: z.ZodType<T>, path: string, query?: Sent['query']): Promise<T[]>;
}

const Problem = z.object({ error: z.object({ code: z.string().nullish(), message: z.string().nullish() }) });
const Refusal = z.object({ error: z.string(), error_description: z.string().nullish() });
const assertion = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export async function openArm(settings: ArmSettings, backend: Pick<OpenBackend, 'secret'>): Promise<Arm> {
  const { url, login_url, subscription, resource_group: group, workspace, tenant, client_id } = settings;
  const base = { settings, backend };
  const door = await openApi({ ...base, who: 'Microsoft Entra', url: login_url, sayError: sayRefusal });
  const granted = grantedToken({
    door,
    path: path`/${tenant}/oauth2/v2.0/token`,
    async form() {
      const proof: Record<string, string> = settings.client_secret
        ? { client_secret: await backend.secret(settings.client_secret) }
        : {
            client_assertion_type: assertion,
            client_assertion: await backend.secret(settings.federated_token ?? ''),
          };
      const scope = `${new URL(url).origin}/.default`;
      return { grant_type: 'client_credentials', client_id, scope, ...proof };
    },
  });
  const api = await openApi({ ...base, ...granted, who, url, sayError });
  const inGroup = path`/subscriptions/${subscription}/resourceGroups/${group}`;
  const root = `${inGroup}/providers/Microsoft.MachineLearningServices${path`/workspaces/${workspace}`}`;
  const dated = (sent: Sent = {}): Sent => ({
    ...sent,
    query: { ...sent.query, 'api-version': settings.api_version },
  });
  /** Of a link only the path counts: the host is the one that is configured. */
  const follow = <T>(shape: z.ZodType<T>, link: string) => {
    if (!URL.canParse(link, url)) {
      throw new Fault('unreadable', `${who} gave a link that is none.`, { retry: 'later' });
    }
    const { pathname, search } = new URL(link, url);
    return api.mustRead(shape, `${pathname}${search}`);
  };
  const read: Api['read'] = (shape, at, sent) => api.read(shape, root + at, dated(sent));
  return {
    read,
    mustRead: (shape, at, sent) => api.mustRead(shape, root + at, dated(sent)),
    act: (at, sent) => api.act(root + at, dated(sent)),
    all<T>(item: z.ZodType<T>, at: string, query: Sent['query'] = {}) {
      const Page = z.object({ value: z.array(item), nextLink: z.string().nullish() });
      return everyPage(async (next) => {
        const page = await (next ? follow(Page, next) : read(Page, at, { query }));
        return { items: page?.value ?? [], next: page?.nextLink };
      });
    },
  };
}

function sayError(body: unknown): string | null {
  const { code, message } = Problem.safeParse(body).data?.error ?? {};
  return message ? `${code ? `${code}: ` : ''}${message}` : null;
}

/** Its description goes on for lines with traces. */
function sayRefusal(body: unknown): string | null {
  const { error, error_description: why } = Refusal.safeParse(body).data ?? {};
  return error ? `${error}${why ? `: ${why.split(/\r?\n/)[0]}` : ''}` : null;
}
