// `automatic:` of a policy in YAML.
import { z } from 'zod';
import { automaticDefaults, type Automatic as DomainAutomatic } from '../domain/automatic.ts';
import type { Entry } from './model-entry.ts';
import { metrics } from './monitors.ts';
import { cron, duration, entry, unique, writeDuration } from './scalars.ts';
import { blackout, writeBlackout } from './weekly.ts';

const Retrain = entry({
  on_alert: z.boolean().default(false).describe('While an alert is open that nobody muted'),
  schedule: cron.optional(),
  new_labels: z.int().min(1).optional().describe("So many labelled rows since the champion's training ended"),
  per_week: z
    .int()
    .min(1)
    .max(50)
    .default(automaticDefaults.perWeek)
    .describe('At most so many in seven days'),
  cool_down: duration().optional().describe('After the cycle before ended. Default: 3d'),
  blackout: z.array(blackout).default([]).describe('When nothing starts by itself'),
}).refine(
  ({ on_alert, schedule, new_labels }) => on_alert || schedule !== undefined || new_labels !== undefined,
  'must say when: on_alert, schedule or new_labels',
);

const Promote = entry({
  guards: unique(z.enum(metrics))
    .min(1, 'must name at least one metric')
    .optional()
    .describe('Metrics that must not be worse, beside the key metric, which must be better. Default: all'),
  roll_back: z
    .boolean()
    .default(true)
    .describe('Goes back by itself when the new champion breaches while it is watched'),
});

export const Automatic = entry({
  off: z.literal(true).optional().describe('Nothing, whatever a wider policy says'),
  retrain: Retrain.optional().describe('Asks for retraining by itself, and needs no yes'),
  promote: Promote.optional().describe('Promotes a challenger that is better without asking'),
})
  .refine(({ off, retrain, promote }) => (off ? !retrain && !promote : retrain || promote), {
    message: 'must say what happens by itself, retrain or promote, or "off: true"',
  })
  .transform(
    ({ retrain, promote }): DomainAutomatic => ({
      ...(retrain && {
        retrain: {
          onAlert: retrain.on_alert,
          ...(retrain.schedule && { schedule: retrain.schedule }),
          ...(retrain.new_labels !== undefined && { newLabels: retrain.new_labels }),
          perWeek: retrain.per_week,
          coolDownMs: retrain.cool_down ?? automaticDefaults.coolDownMs,
          blackouts: retrain.blackout,
        },
      }),
      ...(promote && { promote: { guards: promote.guards ?? 'all', rollBack: promote.roll_back } }),
    }),
  );

export const automaticEntry = ({ retrain, promote }: DomainAutomatic): Entry => ({
  off: retrain || promote ? undefined : true,
  retrain: retrain && {
    on_alert: retrain.onAlert,
    schedule: retrain.schedule,
    new_labels: retrain.newLabels,
    per_week: retrain.perWeek,
    cool_down: writeDuration(retrain.coolDownMs),
    blackout: retrain.blackouts.length > 0 ? retrain.blackouts.map(writeBlackout) : undefined,
  },
  promote: promote && {
    guards: promote.guards === 'all' ? undefined : promote.guards,
    roll_back: promote.rollBack,
  },
});
