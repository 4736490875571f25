/** What cards are drawn from, in every phase that a cycle can be in. */
import path from 'node:path';
import fc from 'fast-check';
import { kinds } from '../../src/config/kinds.ts';
import { readConfiguration } from '../../src/config/read-configuration.ts';
import { type Alert, alert } from '../../src/domain/alert.ts';
import type { Check } from '../../src/domain/check.ts';
import type { OpenedCycle } from '../../src/domain/cycle/state.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { Model } from '../../src/domain/model.ts';
import type { Situation } from '../../src/domain/situation.ts';
import { week } from '../../src/lib/time.ts';
import { begin, live, openings, step } from '../domain/cycle-world.ts';
import { anyAlerts, anyName, anyPeople, anyReason, anyVersion, longId, reworded } from './hostile.ts';

const read = await readConfiguration(path.resolve('src/demo/steward'), kinds);
if (!read.ok) throw new Error('the demo cannot be read');
export const fremont: Model = read.value.models.find(({ id }) => id === ('fremont-bridge' as never))!;

export const finding: Finding = {
  metric: 'mae',
  value: 62.3,
  limit: 60,
  n: 672,
  verdict: 'breach',
  severity: 'failing',
};
const window = { from: begin - 4 * week, to: begin };
const check = (value: number, weeksAgo: number): Check => ({
  monitor: 'performance' as never,
  window: { from: window.from - weeksAgo * week, to: window.to - weeksAgo * week },
  revision: 1,
  version: 'v1' as never,
  at: begin - weeksAgo * week,
  verdict: value > 60 ? 'breach' : 'ok',
  findings: [{ ...finding, value, verdict: value > 60 ? 'breach' : 'ok' }],
});
export const openAlert: Alert = {
  ...alert.initial,
  model: 'fremont-bridge' as never,
  monitor: 'performance' as never,
  phase: 'open',
  openedAt: begin,
  severity: 'failing',
  findings: [finding],
  version: 'v1' as never,
  windows: [{ window, revision: 1, verdict: 'breach' }],
};

export const situation = (with_: Partial<Situation> = {}): Situation => ({
  now: begin,
  model: fremont,
  managedBy: 'file',
  mutes: [],
  reviews: [],
  registered: {
    champion: 'v1' as never,
    since: begin - 7 * week,
    versions: [],
    challengers: [],
    outside: null,
    resolved: {},
    problem: null,
    answeredAt: null,
    lacks: [],
  },
  alerts: [openAlert],
  monitors: fremont.monitors.map((monitor) => ({
    monitor,
    checks: monitor.kind === 'performance' ? [62.3, 52.9, 42.6].map(check) : [],
    nextAt: begin + week,
  })),
  cycle: null,
  episode: { id: 7, startedAt: begin },
  people: [
    { id: 'ada' as never, name: 'Ada <b>Lovelace</b>', groups: ['eng' as never] },
    { id: 'bob' as never, name: 'Bob', groups: ['leads' as never] },
    { id: 'cyd' as never, name: 'Cyd', groups: ['leads' as never] },
    { id: 'dee' as never, name: 'Dee', groups: ['leads' as never] },
  ],
  groups: [
    { id: 'eng', title: 'ML engineers' },
    { id: 'leads', title: 'ML leads' },
  ],
  ...with_,
});

/** Cycles as random lives leave them. */
export const anyCycle: fc.Arbitrary<OpenedCycle> = fc
  .tuple(openings, fc.array(step, { maxLength: 25, size: 'max' }))
  .map(([first, steps]) => live(first, steps).at(-1)!.after)
  .map((state) => {
    if (state.phase === 'none') throw new Error('never opened');
    return state;
  });

const anyId = fc.constantFrom('fremont-bridge', longId('x'), `${'x'.repeat(45)}.b-c_d9`);
const long = { ...fremont.monitors[1]!, id: longId('m') as never };

export const anySituation: fc.Arbitrary<Situation> = fc
  .record({
    cycle: fc.option(anyCycle, { nil: null, freq: 9 }),
    words: fc.record({
      reason: anyReason,
      version: anyVersion,
      link: fc.constantFrom(null, 'https://mlflow.example/run'),
    }),
    alerts: fc.oneof(
      fc.constantFrom<Alert[]>([], [openAlert], [{ ...openAlert, phase: 'acknowledged' }]),
      anyAlerts([fremont.monitors[0]!, long]),
    ),
    id: anyId,
    people: anyPeople,
    groupTitle: anyName,
    mute: fc.option(fc.tuple(fc.constantFrom('all', longId('m')), anyReason), { nil: null }),
    problem: fc.constantFrom(null, 'MLflow has not answered since 13:41 (tried four times).'),
    trainer: fc.boolean(),
  })
  .map(({ cycle, words, alerts, id, people, groupTitle, mute, problem, trainer }) => {
    const { trainer: named, ...untrained } = fremont;
    return situation({
      cycle: cycle && { ...reworded(cycle, words), model: id as never },
      alerts: alerts.map((one) => ({ ...one, model: id as never })),
      model: {
        ...untrained,
        ...(trainer && named ? { trainer: named } : {}),
        id: id as never,
        owners: ['eng' as never],
        monitors: [...fremont.monitors, long],
      },
      people,
      groups: [
        { id: 'eng', title: groupTitle },
        { id: 'leads', title: groupTitle },
      ],
      mutes: mute
        ? [{ what: mute[0], until: begin + week, why: mute[1], by: 'ada' as never, from: begin }]
        : [],
      registered: { ...situation().registered, champion: words.version as never, problem },
    });
  });
