/** Runs of one setting, tallied; tallies of parts add up, so that several processes can share a setting. */
import { seeded } from '../../src/lib/random.ts';
import { judge } from '../../src/methods/calibrated.ts';
import { usualWeeks, weekOf } from './alarm-rows.ts';
import { evidently, gate, nannyml, ours } from './alarm-rules.ts';
import type { Delay, Power, Quiet, Setting } from './alarm-settings.ts';
import { changed } from './alarm-shapes.ts';
import type { Uniform } from './draws.ts';

/** Sums over runs by name. */
export type Tally = Record<string, number>;

export interface Part {
  setting: Setting;
  /** Which part of the setting; its draws depend on it and on nothing else. */
  part: number;
  runs: number;
}

/** Longest wait for a breach, in weeks. */
export const patience = 10;

export function tally({ setting, part, runs }: Part): Tally {
  const uniform = seeded(`alarms ${part} ${JSON.stringify(setting)}`);
  const sums: Tally = { runs };
  for (let run = 0; run < runs; run += 1) {
    for (const [name, value] of Object.entries(once(uniform, setting)))
      sums[name] = (sums[name] ?? 0) + value;
  }
  return sums;
}

function once(uniform: Uniform, setting: Setting): Tally {
  if (setting.kind === 'rates') return alarms(uniform, setting);
  return setting.kind === 'power' ? power(uniform, setting) : wait(uniform, setting);
}

function alarms(uniform: Uniform, setting: Quiet): Tally {
  const columns = Array.from({ length: setting.columns }, () => ({
    ...usualWeeks(uniform, setting),
    current: weekOf(uniform, setting),
  }));
  const { breach, significant } = ours(columns);
  return {
    breach: Number(breach),
    significant: Number(significant),
    evidently: Number(evidently(columns)),
    nannyml: Number(nannyml(columns)),
  };
}

/** Plants, for each reference, what the verdict on a quiet window called its smallest detectable effect. */
function power(uniform: Uniform, setting: Power): Tally {
  const usual = usualWeeks(uniform, setting);
  const { smallest } = judge([{ ...usual, current: weekOf(uniform, setting) }], gate)[0]!;
  const shares =
    smallest === null ? null : changed(setting.distribution, setting.shape, { psi: smallest, n: setting.n });
  if (shares === null) return { planted: 0 };
  const [now] = judge([{ ...usual, current: weekOf(uniform, setting, shares) }], gate);
  const found = now!.qValue !== null && now!.qValue < gate.alpha;
  return { planted: 1, found: Number(found), smallest: smallest! };
}

function wait(uniform: Uniform, setting: Delay): Tally {
  const shares = changed(setting.distribution, setting.shape, setting);
  if (shares === null)
    throw new Error(`${setting.distribution} has no ${setting.shape} of PSI ${setting.psi}`);
  const usual = usualWeeks(uniform, setting);
  for (let week = 1; week <= patience; week += 1) {
    if (ours([{ ...usual, current: weekOf(uniform, setting, shares) }]).breach) return { [`week${week}`]: 1 };
  }
  return {};
}
