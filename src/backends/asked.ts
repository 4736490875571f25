/** What was asked under a key, written down before it is sent: nothing that may have begun is ever sent again by itself. */
import type { RunId } from '../domain/ids.ts';
import { Fault } from '../lib/fault.ts';
import type { Instant } from '../lib/time.ts';
import type { Started, TrainRequest } from './contract.ts';
import type { ReportRows } from './rows.ts';

export interface Asking {
  reports: ReportRows;
  request: TrainRequest;
  key: string;
  send(): Promise<Started>;
  /** Looks for a run under the key. Absent: nobody can. */
  find?: ((key: string) => Promise<RunId | null>) | undefined;
  /** The system knows each key once, so sending it again after a lost answer starts nothing new. */
  knowsKeys?: boolean;
}

/**
 * Starts a run at most once per key, from any number of processes. Throws Fault `no_answer` (unknown) when it was asked
 * for before, no answer is known, and it is not found: it may have begun.
 */
export async function startOnce(asking: Asking): Promise<Started> {
  const { reports, request, key, send, find, knowsKeys = false } = asking;
  const known = await reports.aboutKey(key);
  const begun = known.find(({ kind }) => kind === 'begun');
  if (begun?.run) return { outcome: 'started', run: begun.run, ...(begun.body as { link?: string }) };
  // A definite no ends one asking, and the next may be sent.
  const asked = { id: `${key}:${known.filter(({ kind }) => kind === 'refused').length}`, run: null, key };
  const { trainBefore, model } = request;
  const first = await reports.add({ ...asked, kind: 'asked', body: { trainBefore, model, at: Date.now() } });
  if (!first && !knowsKeys) {
    const run = (await find?.(key)) ?? null;
    if (run === null) {
      throw new Fault('no_answer', 'It was asked for before, and nobody knows what became of that.', {
        retry: 'unknown',
      });
    }
    return began({ reports, key }, { outcome: 'started', run });
  }
  try {
    const started = await send();
    if (started.outcome === 'started') return await began({ reports, key }, started);
    await reports.add({ ...asked, kind: 'refused', body: { reason: started.reason } });
    return started;
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.retry !== 'unknown') {
      await reports.add({ ...asked, kind: 'refused', body: { reason: thrown.message } });
    }
    throw thrown;
  }
}

async function began(
  { reports, key }: Pick<Asking, 'reports' | 'key'>,
  started: Extract<Started, { outcome: 'started' }>,
): Promise<Started> {
  const { run, link } = started;
  await reports.add({ kind: 'begun', id: run, run, key, body: link ? { link } : {} });
  return started;
}

/**
 * What is known about the request behind a run. A run that a person named was asked for under a key that nobody knows
 * here; the comparison looks at what it saw.
 */
export async function askedAbout(
  reports: ReportRows,
  run: RunId,
): Promise<{ trainBefore: Instant; at: Instant | null; key: string | null }> {
  const known = (await reports.aboutRun(run)).find(({ kind }) => kind === 'asked');
  const body = known?.body as { trainBefore?: Instant; at?: Instant } | undefined;
  return { trainBefore: body?.trainBefore ?? Infinity, at: body?.at ?? null, key: known?.key ?? null };
}

/** The request as JSON, times as ISO text: what a training program is handed, whoever starts it. */
export const sayRequest = (request: TrainRequest, key: string) => {
  const { model, cycle, reason, champion, trainBefore, evaluate } = request;
  const iso = (at: Instant) => new Date(at).toISOString();
  return {
    key,
    model,
    cycle,
    reason,
    champion,
    trainBefore: iso(trainBefore),
    evaluate: { from: iso(evaluate.from), to: iso(evaluate.to) },
  };
};

/** Names of what is asked where a system's parameters are flat text. */
export const flatNames = [
  ...['steward_key', 'steward_model', 'steward_cycle', 'steward_reason', 'steward_champion'],
  ...['steward_train_before', 'steward_evaluate_from', 'steward_evaluate_to'],
] as const;

/** The same as `sayRequest` under these names; no champion is empty text. */
export const flatRequest = (request: TrainRequest, key: string): Record<string, string> => {
  const said = sayRequest(request, key);
  return {
    steward_key: key,
    steward_model: said.model,
    steward_cycle: said.cycle,
    steward_reason: said.reason,
    steward_champion: said.champion ?? '',
    steward_train_before: said.trainBefore,
    steward_evaluate_from: said.evaluate.from,
    steward_evaluate_to: said.evaluate.to,
  };
};
