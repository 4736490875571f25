/** Standard Webhooks signatures, both ways: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
import { Webhook } from 'standardwebhooks';
import type { Delivery } from '../contract.ts';

/** Secrets that begin with `whsec_` are base64, as the standard has them; any other is taken as it is. */
const keyOf = (secret: string): Webhook =>
  secret.startsWith('whsec_') ? new Webhook(secret) : new Webhook(Buffer.from(secret), { format: 'raw' });

/** @param id the same for every attempt: receivers know by it what they have heard before */
export function signed(secret: string, id: string, body: string): Record<string, string> {
  const now = new Date();
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': keyOf(secret).sign(id, now, body),
  };
}

/** The delivery's id and text, or null: not signed with our secret, or more than five minutes off either way. */
export function proven(secret: string, { headers, body }: Delivery): { id: string; text: string } | null {
  const id = headers['webhook-id'] ?? '';
  const timestamp = headers['webhook-timestamp'] ?? '';
  // The library reads numbers and bytes leniently; what is signed is what is there.
  if (!/^\d{1,12}$/.test(timestamp) || !/^[\x21-\x7e]{1,256}$/.test(id)) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    keyOf(secret).verify(text, headers, { jsonParse: false });
    return { id, text };
  } catch {
    return null;
  }
}
