/** `npm run bench:alarms -- [--runs 4000] [--only dependent,power] [--json]`: how often a check cries wolf, and what it finds. */
import { parseArgs } from 'node:util';
import { seeded } from '../../src/lib/random.ts';
import { judge } from '../../src/methods/calibrated.ts';
import { psiBy } from '../../src/methods/zero-rules.ts';
import { type Distribution, distributions, tilted, type Uniform, type Weeks, weeks } from './alarm-rows.ts';
import { evidently, gate, nannyml, ours } from './alarm-rules.ts';
import { percent, sayCount, table } from './report.ts';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '4000' },
    only: { type: 'string', default: 'independent,dependent,wide,power,delay' },
    json: { type: 'boolean', default: false },
  },
});

const runs = Number(options.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs is a whole number of at least 1.');
const wanted = options.only.split(',');

type Setting = Omit<Weeks, 'tilt'> & { columns: number };

const quiet = (part: Partial<Setting>): Setting => ({
  distribution: 'even20',
  n: 500,
  chunks: 10,
  mood: 0,
  columns: 1,
  ...part,
});

const settings: Record<string, Setting[]> = {
  independent: [
    ...[50, 200, 1000, 1e4, 1e6].map((n) => quiet({ n })),
    ...(['skewed10', 'rare2', 'zipf50'] as const).map((distribution) => quiet({ distribution })),
    quiet({ columns: 20 }),
    quiet({ columns: 20, n: 50, distribution: 'zipf50' }),
  ],
  dependent: [
    ...[0.1, 0.3, 0.6].map((mood) => quiet({ mood, columns: 20 })),
    quiet({ mood: 0.3, columns: 20, chunks: 8 }),
    quiet({ mood: 0.3, columns: 20, chunks: 30 }),
    quiet({ mood: 0.3, n: 1e6 }),
    quiet({ mood: 0.3, distribution: 'rare2', n: 5000 }),
  ],
  wide: [quiet({ columns: 500 })],
};

interface Rates extends Setting {
  group: string;
  breach: number;
  significant: number;
  evidently: number;
  nannyml: number;
}

function measure(group: string, setting: Setting): Rates {
  const uniform = seeded(`alarms ${JSON.stringify(setting)}`);
  const count = { breach: 0, significant: 0, evidently: 0, nannyml: 0 };
  for (let run = 0; run < runs; run += 1) {
    const columns = Array.from({ length: setting.columns }, () => weeks(uniform, { ...setting, tilt: 0 }));
    const mine = ours(columns);
    count.breach += Number(mine.breach);
    count.significant += Number(mine.significant);
    count.evidently += Number(evidently(columns));
    count.nannyml += Number(nannyml(columns));
  }
  const rate = (hits: number) => hits / runs;
  return {
    group,
    ...setting,
    breach: rate(count.breach),
    significant: rate(count.significant),
    evidently: rate(count.evidently),
    nannyml: rate(count.nannyml),
  };
}

/** The tilt of a distribution whose PSI is the given one. */
function tiltOf(shares: number[], psi: number): number {
  let [low, high] = [0, 8];
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    const scaled = (parts: number[]) => parts.map((share) => share * 1e9);
    if (psiBy('floor-1e-6', scaled(shares), scaled(tilted(shares, middle))) < psi) low = middle;
    else high = middle;
  }
  return high;
}

interface Power {
  distribution: Distribution;
  n: number;
  chunks: number;
  smallest: number;
  found: number;
}

/** Plants, for each reference, what the verdict on a quiet window called its smallest detectable effect. */
function power(setting: Setting): Power {
  const uniform = seeded(`power ${JSON.stringify(setting)}`);
  let [found, smallest] = [0, 0];
  for (let run = 0; run < runs; run += 1) {
    const usual = weeks(uniform, { ...setting, tilt: 0 });
    const detectable = judge([usual], gate)[0]!.smallest!;
    const tilt = tiltOf(distributions[setting.distribution], detectable);
    const { current } = weeks(uniform, { ...setting, tilt });
    const [now] = judge([{ ...usual, current }], gate);
    if (now!.qValue !== null && now!.qValue < gate.alpha) found += 1;
    smallest += detectable / runs;
  }
  return {
    distribution: setting.distribution,
    n: setting.n,
    chunks: setting.chunks,
    smallest,
    found: found / runs,
  };
}

/** Weeks until a planted shift is a breach, at most ten; the median over runs. */
function delay(uniform: Uniform, setting: Setting, psi: number): number {
  const tilt = tiltOf(distributions[setting.distribution], psi);
  const waits = Array.from({ length: Math.min(runs, 400) }, () => {
    for (let week = 1; week <= 10; week += 1) {
      if (ours([weeks(uniform, { ...setting, tilt })]).breach) return week;
    }
    return 11;
  }).sort((a, b) => a - b);
  return waits[Math.floor(waits.length / 2)]!;
}

const rates = Object.entries(settings).flatMap(([group, all]) =>
  wanted.includes(group) ? all.map((setting) => measure(group, setting)) : [],
);
const powers = wanted.includes('power')
  ? (['skewed10', 'even20'] as const).flatMap((distribution) =>
      [50, 200, 1000, 1e4].map((n) => power(quiet({ n, distribution }))),
    )
  : [];
const delays = wanted.includes('delay')
  ? [0.15, 0.25, 0.4, 0.8].map((psi) => ({
      psi,
      weeks: delay(seeded(`delay ${psi}`), quiet({ n: 500 }), psi),
    }))
  : [];

if (options.json) {
  console.log(JSON.stringify({ runs, rates, powers, delays }));
} else {
  console.log(`Checks without drift that alarm, ${runs} runs a setting:\n`);
  const head = ['rows', 'n', 'columns', 'chunks', 'mood', 'breach', 'test alone', 'Evidently', 'NannyML'];
  const rows = rates.map((rate) => [
    rate.distribution,
    sayCount(rate.n),
    String(rate.columns),
    String(rate.chunks),
    String(rate.mood),
    ...[rate.breach, rate.significant, rate.evidently, rate.nannyml].map((share) => percent(share)),
  ]);
  console.log(table(head, rows));
  for (const { distribution, n, smallest, found } of powers)
    console.log(
      `${distribution}, n ${sayCount(n)}: PSI ${smallest.toFixed(4)} (mean) was called detectable, found in ${percent(found)}`,
    );
  for (const { psi, weeks: wait } of delays)
    console.log(`a shift of PSI ${psi} at n = 500: ${wait > 10 ? 'not within 10 weeks' : `week ${wait}`}`);
}
