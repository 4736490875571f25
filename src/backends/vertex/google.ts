/** Google's API with a token for a service account, granted for a JWT that its key signs (RFC 7523). */
import { createSign } from 'node:crypto';
import { z } from 'zod';
import { Fault } from '../../lib/fault.ts';
import type { OpenBackend } from '../contract.ts';
import { type Api, openApi, parsed, path } from '../outbound/api.ts';
import { grantedToken } from '../outbound/granted.ts';
import type { WaySettings } from '../outbound/settings.ts';

export interface GoogleSettings extends WaySettings {
  project: string;
  location: string;
  service_account: string;
  url?: string | undefined;
  token_url: string;
}

export interface Google {
  api: Api;
  /** The path of the location, below which everything lies. */
  at: string;
  /** The page of a thing in Google's console. */
  page(what: string): string;
}

const Key = z.object({ client_email: z.string().min(1), private_key: z.string().min(1) });
const Problem = z.object({
  error: z.union([z.string(), z.object({ message: z.string(), status: z.string().nullish() })]),
  error_description: z.string().nullish(),
});

export async function openGoogle(
  settings: GoogleSettings,
  backend: Pick<OpenBackend, 'secret'>,
): Promise<Google> {
  const { project, location, token_url: tokens } = settings;
  const base = { settings, backend, sayError };
  const door = await openApi({ ...base, who: 'Google', url: tokens });
  const granted = grantedToken({
    door,
    path: '',
    form: async () => ({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: assertionOf(await backend.secret(settings.service_account), tokens),
    }),
  });
  const url = settings.url ?? `https://${location}-aiplatform.googleapis.com`;
  return {
    api: await openApi({ ...base, ...granted, who: 'Vertex AI', url }),
    at: path`/v1/projects/${project}/locations/${location}`,
    page: (what) =>
      `https://console.cloud.google.com/vertex-ai${path`/locations/${location}`}${what}?project=${project}`,
  };
}

/** @param key the JSON file of a service account; the address in it is not used, since it could lead anywhere */
function assertionOf(key: string, audience: string): string {
  const { client_email: issuer, private_key: own } = Key.safeParse(parsed(key)).data ?? {};
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: issuer,
    scope: 'https://www.googleapis.com/auth/cloud-platform',
    aud: audience,
    iat: now,
    exp: now + 3600,
  };
  const said = [{ alg: 'RS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  try {
    return `${said}.${createSign('RSA-SHA256')
      .update(said)
      .sign(own ?? '', 'base64url')}`;
  } catch {
    // No cause: what is wrong with it may be shown in it, and it is a secret.
    throw new Fault(
      'unauthorised',
      'The key of the service account cannot be used; it must be the JSON file that Google gave, whole.',
      { retry: 'never' },
    );
  }
}

function sayError(body: unknown): string | null {
  const { error, error_description: why } = Problem.safeParse(body).data ?? {};
  if (error === undefined) return null;
  if (typeof error === 'string') return `${error}${why ? `: ${why}` : ''}`;
  return `${error.status ? `${error.status}: ` : ''}${error.message}`;
}
