/** Drift and accuracy as DataRobot measures them, over whole hours. */
import { z } from 'zod';
import { hour } from '../../lib/time.ts';
import type { Monitor, Reading } from '../contract.ts';
import { type Api, path } from '../outbound/api.ts';
import type { Deployments } from './deployment.ts';
import { everyItem } from './pages.ts';

const score = { driftScore: z.number().nullish(), sampleSize: z.number().nullish() };
const Feature = z.object({ name: z.string(), ...score });
const Target = z.object({ targetName: z.string().nullish(), ...score });
const Accuracy = z.object({
  metrics: z.record(z.string(), z.object({ value: z.number().nullish() }).nullish()),
});

/** @param metric the measure of drift, in DataRobot's words */
export function deploymentReadings(
  api: Api,
  { deploymentOf, link, metric }: Pick<Deployments, 'deploymentOf' | 'link'> & { metric: string },
): Monitor {
  return {
    async readings(model, window) {
      const deployment = deploymentOf(model);
      if (deployment === null) return [];
      // Other instants are refused.
      const [from, to] = [Math.floor(window.from / hour) * hour, Math.ceil(window.to / hour) * hour];
      const query = { start: new Date(from).toISOString(), end: new Date(to).toISOString() };
      const at = path`/deployments/${deployment}`;
      const drift = { ...query, metric };
      const features = (await everyItem(api, Feature, { at: `${at}/featureDrift/`, query: drift })) ?? [];
      const target = await api.read(Target, `${at}/targetDrift/`, { query: drift });
      const accuracy = await api.read(Accuracy, `${at}/accuracy/`, { query });
      const reading = (
        name: string,
        column: string | null,
        { value, n }: { value: number | null | undefined; n?: number | null | undefined },
      ): Reading[] =>
        typeof value === 'number'
          ? [{ metric: name, column, value, n: n ?? null, at: to, link: link(deployment) }]
          : [];
      return [
        ...features.flatMap(({ name, driftScore: value, sampleSize: n }) =>
          reading(metric, name, { value, n }),
        ),
        ...(target
          ? reading(metric, target.targetName ?? 'target', { value: target.driftScore, n: target.sampleSize })
          : []),
        ...Object.entries(accuracy?.metrics ?? {}).flatMap(([name, one]) =>
          reading(name, null, { value: one?.value }),
        ),
      ];
    },
  };
}
