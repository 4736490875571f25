import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toYaml } from '../../src/config/model-entry.ts';
import { anyModel, teamOf } from './any-model.ts';
import { accepted } from './world.ts';

describe('the YAML of a model', () => {
  test('read back is the same model', async () => {
    const seen = {
      drift: 0,
      performance: 0,
      quality: 0,
      high: 0,
      labels: 0,
      features: 0,
      target: 0,
      quoted: 0,
      automatic: 0,
    };
    await fc.assert(
      fc.asyncProperty(anyModel, async (model) => {
        const yaml = toYaml(model);
        const read = await accepted({ 'models.yaml': yaml, 'team.yaml': teamOf(model) });
        expect(read.models).toEqual([model]);
        for (const monitor of model.monitors) seen[monitor.kind]++;
        if (model.tier === 'high') seen.high++;
        if (model.dataset.labels) seen.labels++;
        if (model.dataset.features?.some((feature) => feature.type !== null)) seen.features++;
        if (model.policy.automatic?.retrain) seen.automatic++;
        if (yaml.includes('target:')) seen.target++;
        if (/["']/.test(model.problem ?? '')) seen.quoted++;
      }),
      { numRuns: 150 },
    );
    for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(0);
  });

  test('leaves out what the defaults say anyway', async () => {
    const shortest = `models:
  - id: bridge
    task: regression
    owners:
      - ml-eng
    channel: alerts
    store: log
    data:
      predictions: p.parquet
      key: id
      time: at
      prediction: guess
      labels:
        label: count
    monitors:
      - kind: performance
        limits:
          mae: 60
`;
    const team = `groups: [{ id: ml-eng }]
people: [{ id: a, groups: [ml-eng] }, { id: b, groups: [ml-eng] }]
channels: [{ id: alerts }]
stores: [{ id: log, kind: warehouse, url: "https://w.example" }]
`;
    const read = await accepted({ 'models.yaml': shortest, 'team.yaml': team });
    expect(toYaml(read.models[0]!)).toBe(shortest);
  });
});
