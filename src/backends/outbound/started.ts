/** What the answer to a request that acts means, the same for every system. */
import type { RunId } from '../../domain/ids.ts';
import { Fault } from '../../lib/fault.ts';
import type { Started } from '../contract.ts';
import { type Acted, asLater } from './api.ts';

type Refused = Extract<Acted, { outcome: 'refused' }>;

/** A clear no to a start. */
export function refusedBy(acted: Refused): Started {
  const { outcome, reason } = acted;
  return acted.retry === 'never'
    ? { outcome, reason, retry: 'never' }
    : { outcome, reason, retry: 'later', ...(acted.afterMs && { afterMs: acted.afterMs }) };
}

/**
 * What a start began. Throws Fault `no_answer` (unknown) when it was taken and no run is named.
 * @param named reads the run from what was said, null where it is not there
 */
export function startedBy(
  who: string,
  acted: Acted,
  named: (body: unknown) => { run: RunId; link?: string } | null,
): Started {
  if (acted.outcome === 'refused') return refusedBy(acted);
  const run = named(acted.body);
  if (run) return { outcome: 'started', ...run };
  throw new Fault('no_answer', `${who} took the request but named no run; it may have started.`, {
    retry: 'unknown',
  });
}

/**
 * What a start began where its answer does not name it and the system has to be looked at. Throws Fault `no_answer`
 * (unknown) when nothing is seen: a look that fails says nothing about what began.
 */
export async function startedAsSeen(
  who: string,
  acted: Acted,
  look: () => Promise<{ run: RunId; link?: string } | null>,
): Promise<Started> {
  if (acted.outcome === 'refused') return refusedBy(acted);
  const lost = (cause?: unknown) =>
    new Fault('no_answer', `${who} took the request, but no run of it is seen; it may have started.`, {
      retry: 'unknown',
      cause,
    });
  // Text that is no JSON was said by somebody in between.
  if (acted.body === null && acted.text.trim() !== '') throw lost();
  const seen = await look().catch((thrown: unknown) => {
    throw lost(thrown);
  });
  if (seen) return { outcome: 'started', ...seen };
  throw lost();
}

/** Throws what a clear no means. */
export function expectDone(acted: Acted): asserts acted is Extract<Acted, { outcome: 'done' }> {
  if (acted.outcome === 'done') return;
  const { status, reason, retry } = acted;
  if (status === 401 || status === 403) throw new Fault('unauthorised', reason, { retry: 'never' });
  if (status === 404 || status === 410) throw new Fault('not_found', reason, { retry: 'never' });
  if (retry === 'never') throw new Fault('refused', reason, { retry });
  throw new Fault('rate_limited', reason, { retry, ...(acted.afterMs && { afterMs: acted.afterMs }) });
}

/** For what may be asked twice, such as a stop. @param over statuses that say that there is nothing left to do */
export async function insist(acting: Promise<Acted>, over: readonly number[] = []): Promise<void> {
  const acted = await asLater(acting);
  if (!over.includes(acted.outcome === 'refused' ? acted.status : 0)) expectDone(acted);
}
