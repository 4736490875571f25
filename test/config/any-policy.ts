// Policies that may be configured.
import fc from 'fast-check';
import type { Automatic, Blackout } from '../../src/domain/automatic.ts';
import type { GroupId } from '../../src/domain/ids.ts';
import type { Policy, Rule } from '../../src/domain/model.ts';
import type { Metric } from '../../src/domain/monitor.ts';

export const names = ['ml-eng', 'leads', 'on.call'] as GroupId[];
export const groups = fc.subarray(names, { minLength: 1 });
export const ms = fc.oneof(
  fc.integer({ min: 1, max: 10 ** 10 }),
  fc.integer({ min: 1, max: 60 }).map((days) => days * 86_400_000),
);
export const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
export const window = fc
  .tuple(fc.integer({ min: 0, max: 2 * 10 ** 12 }), fc.integer({ min: 1, max: 10 ** 11 }))
  .map(([from, length]) => ({ from, to: from + length }));

const cron = fc.constantFrom('0 6 * * *', '30 4 * * 1');
const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/Los_Angeles');
const point = fc.integer({ min: 0, max: 7 * 1440 - 1 });
const blackout: fc.Arbitrary<Blackout> = fc.oneof(
  window,
  fc
    .tuple(point, point, zone)
    .filter(([from, to]) => from !== to)
    .map(([from, to, zone]) => ({ weekly: { from, to, zone } })),
);
const automatic = (metrics: Metric[]): fc.Arbitrary<Automatic> =>
  fc.record(
    {
      retrain: fc
        .record({
          onAlert: fc.boolean(),
          schedule: optional(cron),
          newLabels: optional(fc.integer({ min: 1, max: 10 ** 6 })),
          perWeek: fc.integer({ min: 1, max: 50 }),
          coolDownMs: ms,
          blackouts: fc.array(blackout, { maxLength: 2 }),
        })
        .filter(
          ({ onAlert, schedule, newLabels }) => onAlert || schedule !== undefined || newLabels !== undefined,
        )
        .map(({ schedule, newLabels, ...rest }) => ({
          ...rest,
          ...(schedule !== undefined && { schedule }),
          ...(newLabels !== undefined && { newLabels }),
        })),
      promote: fc.record({
        guards: fc.oneof(fc.constant('all' as const), fc.subarray(metrics, { minLength: 1 })),
        rollBack: fc.boolean(),
      }),
    },
    { requiredKeys: [] },
  );

const rule = (fewest: number): fc.Arbitrary<Rule> =>
  fc.record({
    quorum: fc.integer({ min: fewest, max: 3 }),
    groups,
    barRequester: fc.boolean(),
    secondFactor: fc.boolean(),
    expiresMs: ms,
  });

export const anyPolicy = (metrics: Metric[]): fc.Arbitrary<Policy> =>
  fc
    .record({
      retrain: rule(0),
      promote: rule(1),
      rollback: groups,
      trainMs: ms,
      evaluateMs: ms,
      holdoutMs: ms,
      watchMs: ms,
      breakGlass: optional(groups),
      automatic: optional(automatic(metrics)),
    })
    .map(({ automatic, breakGlass, ...policy }) => ({
      ...policy,
      ...(breakGlass && { breakGlass }),
      ...(automatic && { automatic }),
    }));
