/** What an evaluation store measured: performance and drift of a model, one evaluation after the other. */
import { z } from 'zod';
import { Fault } from '../../lib/fault.ts';
import { minute, second } from '../../lib/time.ts';
import type { Monitor, Reading } from '../contract.ts';
import { type Api, asLater, path } from '../outbound/api.ts';
import { expectDone } from '../outbound/started.ts';

const List = z.array(
  z.object({ ref: z.object({ evaluationId: z.string() }), created: z.number().nullish() }),
);
const Evaluation = z.object({
  evaluation: z.object({ created: z.number() }),
  metrics: z.record(z.string(), z.unknown()).nullish(),
});

const numbers = z.record(z.string(), z.unknown());
const Drift = z.object({
  driftModelResult: z.object({ driftModelAccuracy: numbers.nullish() }).nullish(),
  univariateDriftResult: z.object({ columns: z.record(z.string(), numbers) }).nullish(),
  predictionDriftResult: numbers.nullish(),
});
/** A task that goes on; its result comes with the state that says so. */
const Future = z.object({
  jobId: z.string().nullish(),
  hasResult: z.boolean().nullish(),
  result: z.unknown().optional(),
});

export interface EvaluationOptions {
  project: string;
  /** Ids of evaluation stores by Steward's model. */
  stores: Readonly<Record<string, string>>;
  /** Whether Dataiku is asked to compute the drift of the newest evaluation, column by column; it takes a while. */
  computeDrift: boolean;
  /** How long a computation may take, in ms. */
  patienceMs?: number;
}

export function evaluationReadings(api: Api, options: EvaluationOptions): Monitor {
  const { project, stores, computeDrift, patienceMs = 2 * minute } = options;

  async function driftAt(evaluation: string): Promise<z.infer<typeof Drift>> {
    // Asked for twice it is computed twice, and nothing else.
    const body = { referenceId: null, driftParams: null };
    const acted = await asLater(api.act(`${evaluation}/computeDrift`, { body }));
    expectDone(acted);
    let future = Future.safeParse(acted.body).data ?? null;
    for (const late = Date.now() + patienceMs; future?.jobId && !future.hasResult; ) {
      if (Date.now() > late) break;
      await new Promise((resolve) => setTimeout(resolve, Math.min(second, patienceMs / 10)));
      future = await api.mustRead(Future, path`/futures/${future.jobId}`, { query: { peek: false } });
    }
    const drift = future?.hasResult ? Drift.safeParse(future.result).data : null;
    if (drift) return drift;
    throw new Fault('unreadable', 'Dataiku did not say in time how much the data drifted.', {
      retry: 'later',
    });
  }

  return {
    async readings(model, window) {
      if (!Object.hasOwn(stores, model)) return [];
      const at = path`/projects/${project}/evaluationstores/${stores[model]!}/evaluations`;
      const within = (created: number) => created >= window.from && created < window.to;
      const seen: { one: string; created: number; metrics: Record<string, unknown> }[] = [];
      for (const { ref, created } of (await api.read(List, `${at}/`)) ?? []) {
        if (typeof created === 'number' && !within(created)) continue;
        const one = at + path`/${ref.evaluationId}`;
        const known = await api.read(Evaluation, one);
        if (!known || !within(known.evaluation.created)) continue;
        seen.push({ one, created: known.evaluation.created, metrics: known.metrics ?? {} });
      }
      seen.sort((a, b) => a.created - b.created);
      const found = seen.flatMap(({ created, metrics }) => read(metrics, { at: created }));
      const newest = computeDrift ? seen.at(-1) : undefined;
      if (!newest) return found;
      const drift = await driftAt(newest.one);
      const { driftModelAccuracy: accuracy } = drift.driftModelResult ?? {};
      const of = { at: newest.created };
      return [
        ...found,
        ...read(accuracy ?? {}, { ...of, prefix: 'drift model accuracy ' }),
        ...read(drift.predictionDriftResult ?? {}, { ...of, column: 'prediction' }),
        ...Object.entries(drift.univariateDriftResult?.columns ?? {}).flatMap(([column, one]) =>
          read(one, { ...of, column }),
        ),
      ];
    },
  };
}

/** The numbers among what was measured. */
const read = (
  measured: Record<string, unknown>,
  { at, column = null, prefix = '' }: { at: number; column?: string | null; prefix?: string },
): Reading[] =>
  Object.entries(measured).flatMap(([name, value]) =>
    typeof value === 'number' ? [{ metric: `${prefix}${name}`, column, value, n: null, at }] : [],
  );
