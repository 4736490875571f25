/** The settings that every backend behind HTTP has, and how each is written in YAML. */
import { z } from 'zod';
import { parseDuration, second } from '../../lib/time.ts';
import type { OpenBackend } from '../contract.ts';
import { type Outbound, outbound } from './outbound.ts';
import { allowed } from './policy.ts';

export const address = z
  .string()
  .max(2000)
  .regex(/^https?:\/\/\S+$/, 'must be an address, as in https://trainer.example.com/runs');

/** Configuration holds references, so that neither database, diff nor log ever hold the secret. */
export const reference = z
  .string()
  .regex(/^(env:[A-Za-z_]\w*|file:.+)$/, 'write env:NAME or file:PATH, never the secret itself');

/** Milliseconds, written `30s`. */
export const length = z.string().transform((text, context) => {
  const ms = parseDuration(text);
  if (ms !== null && ms > 0) return ms;
  context.addIssue({ code: 'custom', message: 'write a length of time, as in 30s or 6h' });
  return z.NEVER;
});

/** How a server is reached, besides its address. */
export const wayShape = {
  timeout: length.prefault('30s').describe('For each request, to the last byte of its answer'),
  allow_private: z
    .array(allowed)
    .default([])
    .describe('Private hosts or blocks that may be called: 10.0.0.0/8'),
  headers: z
    .record(z.string().regex(/^[A-Za-z0-9-]{1,100}$/, 'is no name of a header'), reference)
    .default({})
    .describe('Sent with every request; each value by reference: env:NAME or file:PATH'),
  ca: reference.optional().describe('Authorities to trust instead of the usual ones, PEM: file:PATH'),
  client_certificate: reference
    .optional()
    .describe('Certificate and key that prove who calls, one PEM text: file:PATH'),
  proxy: reference.optional().describe('The http:// address of a proxy, by reference: env:NAME or file:PATH'),
};

/** A bearer token, or a name with its password, where a system knows both. */
export const loginShape = {
  token: reference.optional().describe('Sent as a bearer token, by reference: env:NAME or file:PATH'),
  username: z.string().min(1).max(200).optional(),
  password: reference.optional().describe('Of the username, by reference: env:NAME or file:PATH'),
};

/** Registry's own names of models, where they are not those of Steward. */
export const namesShape = {
  names: z
    .record(z.string(), z.string().min(1).max(500))
    .default({})
    .describe("The system's own names of models, by Steward's: { churn: prod.ml.churn }"),
};

const way = z.object(wayShape);
export type WaySettings = z.infer<typeof way>;
const login = z.object(loginShape);
export type LoginSettings = z.infer<typeof login>;

/** The way out that these settings describe, and the headers that go with every request. */
export async function openWay(
  settings: WaySettings,
  { secret }: Pick<OpenBackend, 'secret'>,
): Promise<{ way: Outbound; headers: Record<string, string> }> {
  const named = Object.entries(settings.headers).map(
    async ([name, where]) => [name, await secret(where)] as const,
  );
  const headers = Object.fromEntries(await Promise.all(named));
  const certificate = settings.client_certificate && (await secret(settings.client_certificate));
  return {
    headers,
    way: outbound({
      allow: settings.allow_private,
      timeoutMs: settings.timeout || 30 * second,
      ...(settings.ca && { ca: await secret(settings.ca) }),
      ...(certificate && { certificate }),
      ...(settings.proxy && { proxy: await secret(settings.proxy) }),
    }),
  };
}

/** The header that proves who calls; read anew for each request, so that a secret can be changed in its place. */
export const loginHeaders =
  ({ token, username, password }: LoginSettings, { secret }: Pick<OpenBackend, 'secret'>) =>
  async (): Promise<Record<string, string>> => {
    if (token) return { authorization: `Bearer ${await secret(token)}` };
    if (!username) return {};
    const credentials = `${username}:${password ? await secret(password) : ''}`;
    return { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
  };
