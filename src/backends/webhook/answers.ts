/** What a trainer's answers mean: begun, no, later, or nobody knows. */
import type { RunId } from '../../domain/ids.ts';
import { Fault } from '../../lib/fault.ts';
import { hour, second } from '../../lib/time.ts';
import type { Started } from '../contract.ts';
import type { Answer } from '../outbound/outbound.ts';
import { Said } from './said.ts';

/** What the answer to a start means. Only what certainly did not begin is called refused. */
export function startedBy(answer: Answer): Started {
  const { status } = answer;
  if (status >= 200 && status < 300) return begun(answer);
  // The same key again: the trainer names the run that it began then.
  if (status === 409) {
    const run = Said.safeParse(parsed(answer.text)).data?.run;
    if (run) return { outcome: 'started', run: run as RunId };
  }
  if (status === 429 || status === 503) {
    const afterMs = retryAfterMs(answer.headers['retry-after'] ?? '', Date.now());
    return { outcome: 'refused', reason: sayStatus(answer), retry: 'later', ...(afterMs && { afterMs }) };
  }
  if (status >= 400 && status < 500 && ![408, 409, 423].includes(status))
    return { outcome: 'refused', reason: sayStatus(answer), retry: 'never' };
  throw new Fault('no_answer', `${sayStatus(answer)} It may have started.`, { retry: 'unknown' });
}

/** @param said seconds or a date (RFC 9110, 10.2.3) @returns ms, at most an hour; null when it is neither */
export function retryAfterMs(said: string, now: number): number | null {
  const ms = /^\d{1,9}$/.test(said.trim()) ? Number(said) * second : Date.parse(said) - now;
  return Number.isFinite(ms) ? Math.min(hour, Math.max(0, ms)) : null;
}

/** An answer that is too large to be read says as little about what was started as none. */
export async function onceSent(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked;
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== 'too_large') throw thrown;
    throw new Fault('no_answer', thrown.message, { retry: 'unknown', cause: thrown });
  }
}

function begun(answer: Answer): Started {
  const said = Said.safeParse(parsed(answer.text));
  if (said.success && said.data.run) {
    return {
      outcome: 'started',
      run: said.data.run as RunId,
      ...(said.data.link && { link: said.data.link }),
    };
  }
  throw new Fault('no_answer', 'The trainer took the request but named no run; it may have started.', {
    retry: 'unknown',
  });
}

/** Reading twice does no harm, so a lost answer is only late. */
export async function asLater(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked;
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.retry === 'unknown') {
      throw new Fault('unreachable', thrown.message, { retry: 'later', cause: thrown });
    }
    throw thrown;
  }
}

export function readSaid(answer: Answer): Said {
  expectGood(answer);
  const said = Said.safeParse(parsed(answer.text));
  if (said.success) return said.data;
  throw new Fault('refused', 'The trainer answered something that is no state of a run.', { retry: 'later' });
}

export function expectGood(answer: Answer): void {
  const { status } = answer;
  if (status >= 200 && status < 300) return;
  if (status === 401 || status === 403)
    throw new Fault('unauthorised', sayStatus(answer), { retry: 'never' });
  if (status === 429) throw new Fault('rate_limited', sayStatus(answer), { retry: 'later' });
  throw new Fault(status >= 500 ? 'unreachable' : 'refused', sayStatus(answer), {
    retry: status >= 500 ? 'later' : 'never',
  });
}

const sayStatus = ({ status }: Answer): string => `The trainer answered ${status}.`;

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
