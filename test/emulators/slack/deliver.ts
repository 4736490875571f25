/** Deliveries to the app, over a socket or signed over HTTP, and how long it took to acknowledge. */
import { createHmac, randomUUID } from 'node:crypto';
import type { Server } from './server.ts';
import type { World } from './world.ts';

export interface Delivered {
  /** Nobody was there to hear it. */
  lost: boolean;
  ackMs: number;
  /** What the app answered with its acknowledgement. */
  payload: Record<string, unknown>;
}

export type Kind = 'slash_commands' | 'interactive' | 'events_api';

export type Deliver = (
  kind: Kind,
  body: Record<string, unknown>,
  retry?: { attempt: number; reason: string },
) => Promise<Delivered>;

const patienceMs = 3000;

export function overSockets(world: World, server: Server): Deliver {
  const waiting = new Map<string, (payload: unknown) => void>();
  server.onAck = (envelope, payload) => {
    const settle = waiting.get(envelope);
    waiting.delete(envelope);
    settle?.(payload);
  };
  return async (kind, body, retry) => {
    const sockets = [...server.sockets];
    // Slack chooses one of them.
    const socket = sockets[Math.floor(Math.random() * sockets.length)];
    if (!socket) return { lost: true, ackMs: 0, payload: {} };
    const envelope_id = randomUUID();
    const began = performance.now();
    const acknowledged = new Promise<unknown>((resolve) => waiting.set(envelope_id, resolve));
    const attempt = retry && { retry_attempt: retry.attempt, retry_reason: retry.reason };
    socket.send(
      JSON.stringify({ envelope_id, type: kind, accepts_response_payload: true, payload: body, ...attempt }),
    );
    return settle(world, kind, began, acknowledged);
  };
}

export const sign = (secret: string, raw: string, seconds = Math.floor(Date.now() / 1000)) => ({
  'x-slack-request-timestamp': String(seconds),
  'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${raw}`).digest('hex')}`,
});

/** How Slack writes each kind of delivery into an HTTP request. */
export function requestOf(kind: Kind, body: Record<string, unknown>): { raw: string; type: string } {
  if (kind === 'events_api') return { raw: JSON.stringify(body), type: 'application/json' };
  const form =
    kind === 'slash_commands' ? (body as Record<string, string>) : { payload: JSON.stringify(body) };
  return { raw: new URLSearchParams(form).toString(), type: 'application/x-www-form-urlencoded' };
}

export function overHttp(world: World, { url, secret }: { url: () => string; secret: string }): Deliver {
  return async (kind, body, retry) => {
    const { raw, type } = requestOf(kind, body);
    const began = performance.now();
    const answered = fetch(url(), {
      method: 'POST',
      body: raw,
      headers: {
        'content-type': type,
        ...sign(secret, raw),
        ...(retry && { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason }),
      },
    }).then(async (response) => {
      if (!response.ok) world.violations.push(`${kind}: answered with ${response.status}`);
      const said = await response.text();
      return said === '' ? {} : JSON.parse(said);
    });
    return settle(world, kind, began, answered);
  };
}

async function settle(world: World, kind: Kind, began: number, answer: Promise<unknown>): Promise<Delivered> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  const first = await Promise.race([answer.then((payload) => ({ payload })), late]);
  clearTimeout(timer);
  if (first === null) world.violations.push(`${kind}: no acknowledgement within three seconds`);
  const payload = (first?.payload ?? {}) as Record<string, unknown>;
  return { lost: false, ackMs: performance.now() - began, payload };
}
