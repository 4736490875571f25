/** JSON over HTTP as backends speak it: what only reads may be asked twice, what acts says whether it certainly did not. */
import type { z } from 'zod';
import { Fault } from '../../lib/fault.ts';
import { hour, second } from '../../lib/time.ts';
import type { OpenBackend } from '../contract.ts';
import type { Answer } from './outbound.ts';
import { openWay, type WaySettings } from './settings.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Sent {
  method?: Method;
  query?: Record<string, string | number | boolean | string[] | undefined>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as a form, where a system wants that. */
  form?: Record<string, string>;
  headers?: Record<string, string>;
  /** "See other" (303) means that it is done. */
  seeOther?: boolean;
}

/** What became of a request that acts. */
export type Acted =
  | { outcome: 'done'; status: number; headers: Record<string, string>; body: unknown; text: string }
  /** It certainly had no effect. The body is what was said, for those few whose 409 is good news. */
  | { outcome: 'refused'; status: number; body: unknown; reason: string; retry: 'never' }
  | { outcome: 'refused'; status: number; body: unknown; reason: string; retry: 'later'; afterMs?: number };

export interface Api {
  /** Null for 404 and 410. Throws Fault: `later` or `never`, since reading twice does no harm. POST that only searches too. */
  read<T>(shape: z.ZodType<T>, path: string, sent?: Sent): Promise<T | null>;
  /** As `read`; what is not there is Fault `not_found` (never). */
  mustRead<T>(shape: z.ZodType<T>, path: string, sent?: Sent): Promise<T>;
  /** Throws Fault `no_answer` (unknown) where it may have had its effect, and `unreachable` (later) where nothing was sent. */
  act(path: string, sent?: Sent): Promise<Acted>;
}

export interface ApiOptions {
  /** How sentences name the other side: `MLflow`. */
  who: string;
  /** Without a slash at its end; paths are put after it. */
  url: string;
  settings: WaySettings;
  backend: Pick<OpenBackend, 'secret'>;
  /** Headers that prove who calls: a token, a signature over what is sent. */
  authorise?: (call: {
    method: Method;
    url: string;
    body: string | undefined;
  }) => Promise<Record<string, string>>;
  /** Forgets a proof that counts no more (401): since nothing was done, the request is sent once again with another. */
  renew?: () => void;
  /** What an error's body says to people; its status alone by default. */
  sayError?: (body: unknown) => string | null;
}

export async function openApi({
  who,
  url,
  settings,
  backend,
  authorise,
  renew,
  sayError,
}: ApiOptions): Promise<Api> {
  const { way, headers: own } = await openWay(settings, backend);
  const say = ({ status, text }: Answer) => {
    const said = sayError?.(parsed(text));
    return said ? `${who} answered ${status}: ${plain(said)}` : `${who} answered ${status}.`;
  };
  const request = async (path: string, sent: Sent): Promise<Answer> => {
    const { method = 'GET', query = {}, body, form, headers = {}, seeOther } = sent;
    const at = withQuery(`${url.replace(/\/$/, '')}${path}`, query);
    const text = form
      ? new URLSearchParams(form).toString()
      : body === undefined
        ? undefined
        : JSON.stringify(body);
    const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
    const once = async () => {
      const proof = (await authorise?.({ method, url: at, body: text })) ?? {};
      return way.request(at, {
        method,
        headers: { ...own, ...(text !== undefined && { 'content-type': type }), ...headers, ...proof },
        ...(text !== undefined && { body: text }),
        ...(seeOther && { seeOther }),
      });
    };
    const answer = await once();
    if (answer.status !== 401 || !renew) return answer;
    renew();
    return once();
  };
  async function read<T>(shape: z.ZodType<T>, path: string, sent: Sent = {}): Promise<T | null> {
    const answer = await asLater(request(path, sent));
    const { status } = answer;
    if (status === 404 || status === 410) return null;
    if (status === 401 || status === 403) throw new Fault('unauthorised', say(answer), { retry: 'never' });
    if (status === 429) throw new Fault('rate_limited', say(answer), { retry: 'later', ...after(answer) });
    if (status >= 500) throw new Fault('unreachable', say(answer), { retry: 'later', ...after(answer) });
    if (status >= 400) throw new Fault('refused', say(answer), { retry: 'never' });
    const known = shape.safeParse(parsed(answer.text));
    if (known.success) return known.data;
    const where = known.error.issues[0]?.path.join('.') || 'the whole';
    throw new Fault('unreadable', `${who} answered something else than was expected (${plain(where)}).`, {
      retry: 'later',
      cause: known.error,
    });
  }
  return {
    read,
    async mustRead(shape, path, sent) {
      const known = await read(shape, path, sent);
      if (known !== null) return known;
      throw new Fault('not_found', `${who} does not know what was asked for.`, { retry: 'never' });
    },
    async act(path, sent = {}) {
      const answer = await onceSent(request(path, { method: 'POST', ...sent }));
      const { status, headers, text } = answer;
      const body = parsed(text);
      if ((status >= 200 && status < 300) || status === 303)
        return { outcome: 'done', status, headers, body, text };
      const refused = { outcome: 'refused' as const, status, body, reason: say(answer) };
      // A proxy says 503 too when it was cut off after it had passed a request on; who asks for time has not begun.
      if (status === 429 || (status === 503 && headers['retry-after'])) {
        return { ...refused, retry: 'later', ...after(answer) };
      }
      if (status >= 400 && status < 500 && ![408, 423].includes(status))
        return { ...refused, retry: 'never' };
      throw new Fault('no_answer', `${say(answer)} It may have been done.`, { retry: 'unknown' });
    },
  };
}

/** A path with each value as one segment. Throws Fault `not_found` (never) for one that would lead to another path. */
export function path(parts: TemplateStringsArray, ...values: (string | number)[]): string {
  return parts.reduce((before, part, index) => {
    const value = String(values[index - 1]);
    if (!/^\.{0,2}$|\p{Cs}|\p{Cc}/u.test(value)) return `${before}${encodeURIComponent(value)}${part}`;
    throw new Fault('not_found', 'That is no name of anything there.', { retry: 'never' });
  });
}

/** Follows pages until there is no next one; a system that never ends is cut off. Throws Fault `too_large` (never). */
export async function everyPage<T>(
  page: (token: string | null) => Promise<{ items: T[]; next: string | null | undefined }>,
  most = 100,
): Promise<T[]> {
  const all: T[] = [];
  for (let token: string | null = null, asked = 0; asked < most; asked += 1) {
    const { items, next } = await page(token);
    all.push(...items);
    if (!next || next === token) return all;
    token = next;
  }
  throw new Fault('too_large', `There are more than ${most} pages of it.`, { retry: 'never' });
}

/** What a word of a system means; one that is not in the list is `unknown` with the word, never success. */
export const wordFor = <Word>(
  raw: string,
  words: Readonly<Record<string, Word>>,
): Word | { state: 'unknown'; raw: string } =>
  Object.hasOwn(words, raw) ? words[raw]! : { state: 'unknown', raw: plain(raw).slice(0, 100) };

/** @param said seconds or a date (RFC 9110, 10.2.3) @returns ms, at most an hour; null when it is neither */
export function retryAfterMs(said: string, now: number): number | null {
  const ms = /^\d{1,9}$/.test(said.trim()) ? Number(said) * second : Date.parse(said) - now;
  return Number.isFinite(ms) ? Math.min(hour, Math.max(0, ms)) : null;
}

const after = ({ headers }: Answer): { afterMs?: number } => {
  const afterMs = retryAfterMs(headers['retry-after'] ?? '', Date.now());
  return afterMs ? { afterMs } : {};
};

/** An answer that is too large to be read says as little about what was started as none. */
export async function onceSent(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked;
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== 'too_large') throw thrown;
    throw new Fault('no_answer', thrown.message, { retry: 'unknown', cause: thrown });
  }
}

/** Reading twice does no harm, so a lost answer is only late. */
export async function asLater<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.retry === 'unknown') {
      throw new Fault('unreachable', thrown.message, { retry: 'later', cause: thrown });
    }
    throw thrown;
  }
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function withQuery(url: string, query: NonNullable<Sent['query']>): string {
  const at = new URL(url);
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : value === undefined ? [] : [String(value)]) {
      at.searchParams.append(name, one);
    }
  }
  return at.href;
}

/** One line of what others say, short and without control characters. */
const plain = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 300);
