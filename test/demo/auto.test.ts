/** The whole story as a newcomer would start it: one command, its output and its exit code. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';

interface Step {
  step: string;
  at: string;
  model: string | null;
  monitor?: string;
  outcome?: string;
  [fact: string]: unknown;
}

let steps: Step[];
let left: string[];

beforeAll(async () => {
  const home = await mkdtemp(path.join(tmpdir(), 'steward-auto-'));
  const { DATABASE_URL: _, ...environment } = process.env;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['src/cli/steward.js', 'demo', '--auto', '--json'],
    { env: { ...environment, STEWARD_HOME: home } },
  );
  steps = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Step);
  left = await readdir(home);
  await rm(home, { recursive: true, force: true });
}, 400_000);

const of = (step: string, model = 'fremont-bridge') =>
  steps.filter((one) => one.step === step && one.model === model);

describe('the demo plays the main job by itself', () => {
  test('its alert opens with the window that ends in mid April 2020, once', () => {
    expect(of('alert')).toHaveLength(1);
    expect(of('alert')[0]).toMatchObject({
      at: expect.stringMatching(/^2020-04-13T06:00/),
      monitor: 'performance',
    });
  });
  test('and closes on the good checks of the version that was promoted', () => {
    expect(of('alert_closed')).toHaveLength(1);
    expect(of('alert_closed')[0]!.at > of('promoted')[0]!.at).toBe(true);
  });
  test('nothing ever alarms where nothing changes', () => {
    expect(of('alert', 'telco-churn')).toEqual([]);
    expect(of('quiet', 'telco-churn')).toHaveLength(1);
  });
  test('every step was observed, in order', () => {
    const order = [
      'retrain_requested',
      'own_approval_refused',
      'approved',
      'second_press_refused',
      'trained',
      'compared',
      'promotion_approved',
      'promoted',
      'watched',
      'rolled_back',
    ];
    const seen = steps.map(({ step }) => step).filter((step) => order.includes(step));
    expect([...new Set(seen)]).toEqual(order);
  });
  test('the challenger is better on rows that it never saw, with an interval that excludes 0', () => {
    const [compared] = of('compared');
    const [low, high] = compared!.interval as [number, number];
    expect(high).toBeLessThan(0);
    expect(low).toBeLessThan(high);
    expect(compared).toMatchObject({ metric: 'mae', verdict: 'better', champion: 'v1', challenger: 'v2' });
  });
  test('a digest was posted, and the log chains', () => {
    expect(steps.some(({ step }) => step === 'digest')).toBe(true);
    expect(steps.at(-1)).toMatchObject({ step: 'verified' });
  });
  test('it leaves nothing behind', () => {
    expect(left).toEqual([]);
  });
});
