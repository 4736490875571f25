/** What an evaluation store measured: performance and drift of a model, one evaluation after the other. */
import { z } from 'zod';
import type { Monitor, Reading } from '../contract.ts';
import { type Api, path } from '../outbound/api.ts';

const List = z.array(
  z.object({ ref: z.object({ evaluationId: z.string() }), created: z.number().nullish() }),
);
const Evaluation = z.object({
  evaluation: z.object({ created: z.number() }),
  metrics: z.record(z.string(), z.unknown()).nullish(),
});

/** @param stores ids of evaluation stores by Steward's model */
export function evaluationReadings(
  api: Api,
  { project, stores }: { project: string; stores: Readonly<Record<string, string>> },
): Monitor {
  return {
    async readings(model, window) {
      if (!Object.hasOwn(stores, model)) return [];
      const at = path`/projects/${project}/evaluationstores/${stores[model]!}/evaluations`;
      const within = (created: number) => created >= window.from && created < window.to;
      const found: Reading[] = [];
      for (const { ref, created } of (await api.read(List, `${at}/`)) ?? []) {
        if (typeof created === 'number' && !within(created)) continue;
        const one = await api.read(Evaluation, at + path`/${ref.evaluationId}`);
        if (!one || !within(one.evaluation.created)) continue;
        for (const [metric, value] of Object.entries(one.metrics ?? {})) {
          if (typeof value !== 'number') continue;
          found.push({ metric, column: null, value, n: null, at: one.evaluation.created });
        }
      }
      return found.toSorted((a, b) => a.at - b.at);
    },
  };
}
