/** HTTP mode: Slack posts each delivery to us, signed: commands, presses, options and events alike. */
import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import type { Log } from '../../lib/log.ts';
import { isSigned } from './signature.ts';

/** Slack's own limit of a delivery is far below. */
const mostBytes = 1024 * 1024;
/** Slack waits three seconds; what takes longer is answered later by its response_url. */
const patienceMs = 2800;

/** Answers one delivery of Slack; what is not signed by it gets a 401 and changes nothing. */
export type Door = (request: Request) => Promise<Response>;

export function httpDoor({ secret, log }: { secret: string; log: Log }): { receiver: Receiver; door: Door } {
  let app: App | null = null;
  const door: Door = async (request) => {
    const header = (name: string) => request.headers.get(name) ?? '';
    if (Number(header('content-length')) > mostBytes) return new Response('', { status: 413 });
    const raw = await request.text();
    const signed = isSigned(raw, {
      signature: header('x-slack-signature'),
      timestamp: header('x-slack-request-timestamp'),
      secret,
      nowMs: Date.now(),
    });
    if (!signed) return new Response('', { status: 401 });
    const body = readBody(raw, header('content-type'));
    if (body === null) return new Response('', { status: 400 });
    if (body.ssl_check !== undefined) return new Response('');
    if (body.type === 'url_verification') return Response.json({ challenge: String(body.challenge) });
    const retryNum = Number(header('x-slack-retry-num') || 0);
    return answerOf(app!, { body, ...(retryNum > 0 && { retryNum }) }, log);
  };
  const receiver: Receiver = {
    init: (given) => {
      app = given;
    },
    start: async () => undefined,
    stop: async () => undefined,
  };
  return { receiver, door };
}

/** Answers with what the listener acknowledged, as soon as it did. */
const answerOf = (app: App, event: Omit<ReceiverEvent, 'ack'>, log: Log): Promise<Response> =>
  new Promise((resolve) => {
    const late = setTimeout(() => resolve(new Response('')), patienceMs);
    const ack = async (given?: unknown) => {
      clearTimeout(late);
      const plain = given === undefined || given === '';
      resolve(plain ? new Response('') : Response.json(typeof given === 'string' ? { text: given } : given));
    };
    app.processEvent({ ...event, ack }).catch((thrown: unknown) => {
      clearTimeout(late);
      log.error({ err: thrown }, 'a delivery of Slack could not be handled');
      resolve(new Response('', { status: 500 }));
    });
  });

/** Commands come as a form, presses as JSON inside a form, events as JSON. */
function readBody(raw: string, type: string): Record<string, unknown> | null {
  try {
    if (type.includes('application/json')) return asObject(JSON.parse(raw));
    const form = Object.fromEntries(new URLSearchParams(raw));
    return form.payload === undefined ? form : asObject(JSON.parse(form.payload));
  } catch {
    return null;
  }
}

const asObject = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
