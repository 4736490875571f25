import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Alert, type AlertCommand, alert, withoutData } from '../../src/domain/alert.ts';
import type { Verdict } from '../../src/domain/finding.ts';
import { week } from '../../src/lib/time.ts';

type Measured = Extract<AlertCommand, { type: 'measured' }>;

interface Run {
  index: number;
  revision: number;
  verdict: Verdict;
}

const measured = (run: Run, { k, m }: { k: number; m: number }): Measured => ({
  type: 'measured',
  model: 'churn' as never,
  monitor: 'performance' as never,
  window: { from: run.index * week, to: (run.index + 1) * week },
  revision: run.revision,
  verdict: run.verdict,
  findings: [
    {
      metric: `window ${run.index} revision ${run.revision}`,
      value: 1,
      limit: 1,
      n: 9,
      verdict: run.verdict,
      severity: 'warning',
    },
  ],
  version: `v${run.index}` as never,
  openAfter: k,
  closeAfter: m,
});

const tell = (state: Alert, command: Measured): Alert => {
  const decided = alert.decide(state, command, command.window.to);
  if (!decided.ok) throw new Error(decided.error.code);
  return decided.value.reduce(alert.evolve, state);
};

/** The rule said again, in the plainest way: newest revision of each window, in window order, those without verdict left out. */
function verdictsIn(runs: Run[]): Verdict[] {
  const newest = new Map<number, Run>();
  for (const run of runs) {
    const known = newest.get(run.index);
    if (!known || run.revision >= known.revision) newest.set(run.index, run);
  }
  return [...newest.entries()].sort(([a], [b]) => a - b).map(([, { verdict }]) => verdict);
}

const runs = fc.array(
  fc.record({
    index: fc.integer({ min: 0, max: 11 }),
    revision: fc.integer({ min: 1, max: 3 }),
    verdict: fc.constantFrom<Verdict>('ok', 'ok', 'breach', 'breach', 'not_enough_data', 'error'),
  }),
  { maxLength: 40, size: 'max' },
);
const limits = fc.record({ k: fc.integer({ min: 1, max: 3 }), m: fc.integer({ min: 1, max: 3 }) });

test('an alert is open or quiet as the newest revisions in window order say, however late they come', () => {
  const reached = { opened: 0, closed: 0, late: 0, outdated: 0, skipped: 0, blind: 0 };
  fc.assert(
    fc.property(runs, limits, (list, { k, m }) => {
      let state = alert.initial;
      let open = false;
      for (const [at, run] of list.entries()) {
        state = tell(state, measured(run, { k, m }));
        const heard = list.slice(0, at + 1);
        const all = verdictsIn(heard);
        const counted = all.filter((verdict) => verdict === 'ok' || verdict === 'breach');
        const ends = (verdict: Verdict, n: number) =>
          counted.length >= n && counted.slice(-n).every((one) => one === verdict);
        const was: boolean = open;
        if (!open && ends('breach', k)) open = true;
        else if (open && ends('ok', m)) open = false;
        expect(state.phase !== 'quiet').toBe(open);
        expect(withoutData(state)).toBe(all.slice(-3).every((one) => one !== 'ok' && one !== 'breach'));
        if (open && !was) reached.opened += 1;
        if (!open && was) reached.closed += 1;
        if (heard.some(({ index }) => index > run.index)) reached.late += 1;
        if (heard.some(({ index, revision }) => index === run.index && revision > run.revision))
          reached.outdated += 1;
        if (open !== was && counted.length < all.length) reached.skipped += 1;
        if (withoutData(state)) reached.blind += 1;
      }
    }),
    { numRuns: 800 },
  );
  for (const [what, count] of Object.entries(reached)) expect(count, what).toBeGreaterThan(20);
});

test('an alert shows the numbers of its newest window, also after an older one was measured again', () => {
  let late = 0;
  fc.assert(
    fc.property(runs, limits, (list, limit) => {
      let state = alert.initial;
      for (const [at, run] of list.entries()) {
        state = tell(state, measured(run, limit));
        const heard = list.slice(0, at + 1);
        const index = Math.max(...heard.map((one) => one.index));
        const revision = Math.max(...heard.filter((one) => one.index === index).map((one) => one.revision));
        if (index > run.index) late += 1;
        expect(state.findings[0]?.metric).toBe(`window ${index} revision ${revision}`);
        expect(state.version).toBe(`v${index}`);
      }
    }),
    { numRuns: 300 },
  );
  expect(late).toBeGreaterThan(20);
});
