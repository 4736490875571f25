/** What a trainer's answers mean: begun, no, later, or nobody knows. */
import type { RunId } from '../../domain/ids.ts';
import { Fault } from '../../lib/fault.ts';
import type { Started } from '../contract.ts';
import { parsed, retryAfterMs } from '../outbound/api.ts';
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
