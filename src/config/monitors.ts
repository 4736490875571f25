// `monitors:` of a model in YAML.
import { z } from 'zod';
import type { MonitorId } from '../domain/ids.ts';
import {
  betterWhen,
  type DriftMonitor,
  defaultFloors,
  type Effect,
  type Limit,
  type Metric,
  type PerformanceMonitor,
  type QualityMonitor,
} from '../domain/monitor.ts';
import { day } from '../lib/time.ts';
import { Reference } from './reference.ts';
import { cron, duration, entry, name, refuse, text, unique } from './scalars.ts';

export const metrics = Object.keys(betterWhen) as [Metric, ...Metric[]];
const effects = Object.keys(defaultFloors) as [Effect, ...Effect[]];

/** What a monitor means when its YAML does not say otherwise. */
export const monitorDefaults = {
  schedule: '0 6 * * *',
  windowMs: { drift: 7 * day, performance: 28 * day, quality: day },
  alerts: true,
  openAfter: 1,
  closeAfter: 2,
  alpha: 0.01,
  effect: 'psi_corrected',
  missing: 0.05,
  unseen: 0.05,
  outOfRange: 0.05,
} as const;

const share = z.number().min(0).max(1).nullish();
const times = z.int().min(1).max(100);

const common = (window: string) => ({
  id: name<MonitorId>().optional().describe('Default: the kind'),
  schedule: cron.default(monitorDefaults.schedule),
  window: duration().optional().describe(`Default: ${window}`),
  alerts: z.boolean().default(monitorDefaults.alerts).describe('false: shown, but never opens an alert'),
  open_after: times
    .default(monitorDefaults.openAfter)
    .describe('Breaching checks in a row that open an alert'),
  close_after: times.default(monitorDefaults.closeAfter).describe('Good checks in a row that close it'),
  alpha: z
    .number()
    .gt(0)
    .max(0.2)
    .default(monitorDefaults.alpha)
    .describe('Rate of false alarms of one check over all columns'),
});

const columns = unique(text(200)).nullish();

const Drift = entry({
  kind: z.literal('drift'),
  ...common('7d'),
  reference: Reference,
  columns: columns.describe('Default: every feature, the prediction and the score'),
  effect: z.enum(effects).default(monitorDefaults.effect).describe('The effect size that gates'),
  floor: z.number().gt(0).max(100).optional().describe('Default: by effect, 0.2 for psi_corrected'),
  threshold: z
    .enum(['calibrated', 'constant', 'reference-chunks', 'p-value'])
    .default('calibrated')
    .describe('What a column is held against; the others alarm more often'),
  sigmas: z
    .number()
    .gt(0)
    .max(20)
    .optional()
    .describe('For reference-chunks: standard deviations above their mean. Default: 3'),
}).transform(
  (monitor): DriftMonitor => ({
    kind: 'drift',
    ...shared(monitor),
    reference: monitor.reference,
    columns: monitor.columns ?? null,
    effect: monitor.effect,
    floor: monitor.floor ?? defaultFloors[monitor.effect],
    ...(monitor.threshold !== 'calibrated' && { threshold: monitor.threshold }),
    ...(monitor.sigmas !== undefined && { sigmas: monitor.sigmas }),
  }),
);

const LimitValue = z.union([
  z.number(),
  entry({
    floor: z.number().nullish().describe('Crossed: Failing'),
    target: z.number().nullish().describe('Crossed: Warning'),
  }),
]);

const Limits = entry(
  Object.fromEntries(metrics.map((metric) => [metric, LimitValue.optional()])) as Record<
    Metric,
    z.ZodOptional<typeof LimitValue>
  >,
).transform((limits, context): Limit[] => {
  // An unknown metric was said already.
  if (context.issues.length > 0) return z.NEVER;
  const given = Object.entries(limits).map(([metric, limit = {}]): Limit => {
    const { floor = null, target = null } = typeof limit === 'number' ? { floor: limit } : limit;
    if (floor === null && target === null) refuse(context, `${metric} needs a floor, a target, or both`);
    const higher = betterWhen[metric as Metric] === 'higher';
    if (floor !== null && target !== null && (higher ? target <= floor : target >= floor)) {
      refuse(
        context,
        `${metric} is better when ${higher ? 'higher' : 'lower'}, so its target must be ${higher ? 'above' : 'below'} its floor`,
      );
    }
    return { metric: metric as Metric, floor, target };
  });
  return given.length > 0 ? given : refuse(context, 'must name at least one metric, as in { mae: 60 }');
});

const Performance = entry({
  kind: z.literal('performance'),
  ...common('28d'),
  limits: Limits.describe('Per metric its floor, or { floor: , target: }'),
}).transform(
  (monitor): PerformanceMonitor => ({
    kind: 'performance',
    ...shared(monitor),
    limits: monitor.limits,
  }),
);

const Quality = entry({
  kind: z.literal('quality'),
  ...common('1d'),
  reference: Reference,
  columns: columns.describe('Default: every feature, the prediction and the score'),
  missing: share.describe(
    'By how much the share of missing values may exceed the reference. Default 0.05; null: not checked',
  ),
  unseen: share.describe(
    'The same for categories that the reference never saw. Default 0.05; null: not checked',
  ),
  out_of_range: share.describe(
    'The same for numbers outside of the reference. Default 0.05; null: not checked',
  ),
  min_rows: z.int().min(1).nullish().describe('Fewest rows in the window'),
  freshness: duration().nullish().describe('Longest time since the newest row'),
}).transform(
  (monitor): QualityMonitor => ({
    kind: 'quality',
    ...shared(monitor),
    reference: monitor.reference,
    columns: monitor.columns ?? null,
    missing: monitor.missing === undefined ? monitorDefaults.missing : monitor.missing,
    unseen: monitor.unseen === undefined ? monitorDefaults.unseen : monitor.unseen,
    outOfRange: monitor.out_of_range === undefined ? monitorDefaults.outOfRange : monitor.out_of_range,
    minRows: monitor.min_rows ?? null,
    freshnessMs: monitor.freshness ?? null,
  }),
);

type Shared = Pick<z.output<typeof Drift>, 'schedule' | 'alerts' | 'alpha'> & {
  kind: 'drift' | 'performance' | 'quality';
  id?: MonitorId | undefined;
  window?: number | undefined;
  open_after: number;
  close_after: number;
};

const shared = (monitor: Shared) => ({
  id: monitor.id ?? (monitor.kind as string as MonitorId),
  // One spelling per schedule, so that extra blanks are no change.
  schedule: monitor.schedule.trim().split(/\s+/).join(' '),
  windowMs: monitor.window ?? monitorDefaults.windowMs[monitor.kind],
  alerts: monitor.alerts,
  openAfter: monitor.open_after,
  closeAfter: monitor.close_after,
  alpha: monitor.alpha,
});

export const Monitors = unique(
  z.discriminatedUnion('kind', [Drift, Performance, Quality]),
  (monitor) => monitor.id,
);
