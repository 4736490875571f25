/** The longest and nastiest that configuration, registries, trainers and people may send; none of it may break a card. */
import fc from 'fast-check';
import { type Alert, alert } from '../../src/domain/alert.ts';
import type { OpenedCycle } from '../../src/domain/cycle/state.ts';
import type { ComparedMetric } from '../../src/domain/evaluation.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { Monitor } from '../../src/domain/monitor.ts';
import type { Person } from '../../src/domain/person.ts';
import { begin } from '../domain/cycle-world.ts';

/** As long as a name in YAML may be: 64 characters. */
export const longId = (letter: string): string => letter.repeat(64);

export const anyName = fc.constantFrom(
  'Bob',
  'Ada <b>Lovelace</b>',
  'O\'Hara "the & boss"',
  '<script>alert(1)</script>',
  '*bold* _it_ `code` <!channel>',
  'W'.repeat(80),
  '名前'.repeat(40),
);

/** What people and backends write is cut at 500 characters at most. */
export const anyReason = fc.constantFrom(
  'it drifted',
  'HTTP 503 <html><body>"no"</body></html>',
  'line one\nline two',
  'because '.repeat(60).trim(),
  'x'.repeat(500),
  '🚲'.repeat(250),
);

export const anyVersion = fc.constantFrom('v1', '12', `models:/${'m'.repeat(120)}/7`, '<v2>');

export const anyPeople: fc.Arbitrary<Person[]> = fc
  .tuple(anyName, anyName, anyName, anyName)
  .map(([ada, bob, cyd, dee]) => [
    { id: 'ada' as never, name: ada, groups: ['eng' as never] },
    { id: 'bob' as never, name: bob, groups: ['leads' as never] },
    { id: 'cyd' as never, name: cyd, groups: ['leads' as never] },
    { id: 'dee' as never, name: dee, groups: ['leads' as never] },
  ]);

const anyFinding: fc.Arbitrary<Finding> = fc.record({
  metric: fc.constantFrom('psi_corrected', 'missing', 'freshness', 'mae'),
  column: fc.constantFrom('Latitude', 'a "quoted" <col>', longId('c'), 'c'.repeat(200)),
  segment: fc.option(fc.record({ column: fc.constant('region'), value: anyName }), { nil: undefined }),
  value: fc.option(fc.constantFrom(0.4, 62.3, 3_600_000_000), { nil: null }),
  limit: fc.option(fc.constantFrom(0.2, 60, 172_800_000), { nil: null }),
  n: fc.nat(1e9),
  verdict: fc.constantFrom('breach', 'breach', 'ok', 'not_enough_data'),
  severity: fc.constantFrom('warning', 'failing'),
}) as fc.Arbitrary<Finding>;

/** At most one alert a monitor, as in the database. */
export const anyAlerts = (monitors: Monitor[]): fc.Arbitrary<Alert[]> =>
  fc.tuple(
    ...monitors.map(({ id }) =>
      fc
        .record({
          phase: fc.constantFrom('quiet', 'open', 'acknowledged'),
          severity: fc.constantFrom('warning', 'failing'),
          acknowledgedBy: fc.constantFrom(null, 'ada'),
          assignee: fc.constantFrom(null, 'cyd', longId('p')),
          useful: fc.constantFrom(null, 'yes', 'no'),
          findings: fc.array(anyFinding, { maxLength: 10 }),
          closedAt: fc.constantFrom(null, begin),
        })
        .map(
          (drawn): Alert => ({
            ...alert.initial,
            ...(drawn as Partial<Alert>),
            model: 'fremont-bridge' as never,
            monitor: id,
            openedAt: begin,
            version: 'v1' as never,
            windows: [{ window: { from: begin - 1e9, to: begin }, revision: 1, verdict: 'breach' }],
          }),
        ),
    ),
  );

const written = new Set(['reason', 'why', 'step', 'delayed', 'waiting', 'regressed']);
const versions = new Set(['champion', 'challenger', 'from', 'to', 'version']);

const compared = (metric: ComparedMetric['metric'], interval: [number, number] | null): ComparedMetric => ({
  metric,
  champion: 1234.5678,
  challenger: 31.9,
  difference: -1202.6678,
  interval,
  pValue: 0.0004,
  method: 'day_cluster_bootstrap',
  verdict: 'better',
});
const measured = [compared('mae', [-1300.25, -1100.125]), compared('rmse', null)];

/** The same life with other words: every text that people or backends wrote, every version, the run's link. */
export function reworded(
  cycle: OpenedCycle,
  words: { reason: string; version: string; link: string | null },
): OpenedCycle {
  const walk = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string' && written.has(key)) return words.reason;
    if (typeof value === 'string' && versions.has(key)) return `${words.version}${value === 'v1' ? '' : '0'}`;
    if (key === 'link') return words.link;
    if (key === 'metrics') return measured;
    if (Array.isArray(value)) return value.map((one) => walk(one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one, name)]));
  };
  // Only texts were replaced by texts, so it is a cycle still.
  return walk(cycle) as OpenedCycle;
}
