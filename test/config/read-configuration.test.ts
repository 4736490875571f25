import { describe, expect, test } from 'vitest';
import { day, hour } from '../../src/lib/time.ts';
import { accepted, model, refused, team } from './world.ts';

const sentences = async (files: Record<string, string | Uint8Array>) =>
  (await refused(files)).map((one) => `${one.file}:${one.line} ${one.path}: ${one.message}`);

describe('a folder of YAML', () => {
  test('becomes one configuration, with a default for everything sensible', async () => {
    const read = await accepted({ 'team.yaml': team, 'models/bridge.yml': model() });
    expect(read.models).toEqual([
      {
        id: 'bridge',
        title: 'bridge',
        task: 'regression',
        tier: 'standard',
        owners: ['ml-eng'],
        tags: [],
        channel: 'alerts',
        store: 'log',
        dataset: {
          predictions: 'predictions/*.parquet',
          key: 'id',
          time: 'at',
          prediction: 'guess',
          features: null,
          segments: [],
          labels: { source: 'labels.csv', key: 'id', label: 'count', time: null, delayMs: 0 },
        },
        registry: 'builtin',
        keyMetric: 'mae',
        monitors: [],
        policy: {
          retrain: { quorum: 1, groups: ['ml-eng'], barRequester: true, expiresMs: 3 * day },
          promote: { quorum: 1, groups: ['ml-eng'], barRequester: true, expiresMs: 3 * day },
          rollback: ['ml-eng'],
          trainMs: 6 * hour,
          evaluateMs: 2 * day,
          holdoutMs: 14 * day,
          watchMs: day,
        },
      },
    ]);
    expect(read.channels).toEqual([
      {
        id: 'alerts',
        title: 'alerts',
        digest: { day: 1, hour: 9, minute: 0, zone: 'UTC' },
        postsPerDay: 5,
        language: 'en',
      },
    ]);
    expect(read.stores).toEqual([
      { id: 'log', kind: 'warehouse', config: { url: 'https://warehouse.example' } },
    ]);
    expect(read.backends).toEqual([{ id: 'builtin', kind: 'builtin', config: {} }]);
    expect(read.people.map((person) => person.name)).toEqual(['ana', 'bob']);
  });

  test("reads monitors with their kind's defaults, a number as a floor, and a span as a window", async () => {
    const monitors = `monitors:
  - { kind: performance, limits: { mae: 60, rmse: { target: 70 } } }
  - { id: shape, kind: drift, reference: 2018-01-01..2019-01-01, effect: hellinger, window: 1d12h }
  - { kind: quality, schedule: " 0  * * * *", reference: 2018-01-01..2018-01-02T06:00, unseen: null, freshness: 6h }`;
    const [bridge] = (await accepted({ 'all.yaml': team + model(monitors) })).models;
    const year = { from: Date.UTC(2018, 0), to: Date.UTC(2019, 0) };
    const common = { alerts: true, openAfter: 1, closeAfter: 2, alpha: 0.01 };
    expect(bridge!.monitors).toEqual([
      {
        id: 'performance',
        kind: 'performance',
        schedule: '0 6 * * *',
        windowMs: 28 * day,
        ...common,
        limits: [
          { metric: 'mae', floor: 60, target: null },
          { metric: 'rmse', floor: null, target: 70 },
        ],
      },
      {
        id: 'shape',
        kind: 'drift',
        schedule: '0 6 * * *',
        windowMs: 1.5 * day,
        ...common,
        reference: year,
        columns: null,
        effect: 'hellinger',
        floor: 0.16,
      },
      {
        id: 'quality',
        kind: 'quality',
        schedule: '0 * * * *',
        windowMs: day,
        ...common,
        reference: { from: year.from, to: year.from + 30 * hour },
        columns: null,
        missing: 0.05,
        unseen: null,
        outOfRange: 0.05,
        minRows: null,
        freshnessMs: 6 * hour,
      },
    ]);
  });

  test('hidden folders, as Kubernetes makes them next to its links, are not read twice', async () => {
    const read = await accepted({ 'team.yaml': team, '..2024_01/team.yaml': team, 'notes.txt': 'no: [yaml' });
    expect(read.groups).toHaveLength(1);
  });

  test('all mistakes come at once, each with file and line', async () => {
    const broken = `models:
  - id: Bridge 1
    titel: Bridge
    task: regresion
    channel: alerts
    store: log
    data: { predictions: p, key: id, time: at, prediction: guess, features: [{ colum: a }] }
    initial_version: 1.10
    tier: 5
    monitors:
      - { kind: drift, reference: 2018-01-01, schedule: "every day", alpha: 0.5, columns: a }
      - { kind: performace }
      - { kind: performance, limits: { mea: 3 }, window: 0d }
`;
    expect(
      await sentences({
        'a.yaml': broken,
        'b.yaml': 'modles: []\npeople: {}\nstores:\n  - { id: l, kind: warehouse, urll: x }\n',
      }),
    ).toEqual([
      'a.yaml:2 models.Bridge 1.id: must be lower-case letters, digits, ".", "_" or "-" (at most 64, starting and ending with a letter or digit)',
      'a.yaml:2 models.Bridge 1.owners: is missing; it must be a list',
      'a.yaml:3 models.Bridge 1: unknown key "titel"; did you mean title?',
      'a.yaml:4 models.Bridge 1.task: cannot be "regresion"; did you mean regression?',
      'a.yaml:7 models.Bridge 1.data.features.0.column: is missing; it must be text',
      'a.yaml:7 models.Bridge 1.data.features.0: unknown key "colum"; did you mean column?',
      'a.yaml:8 models.Bridge 1.initial_version: must be text; put the version in quotes',
      'a.yaml:9 models.Bridge 1.tier: must be one of low, standard, high',
      'a.yaml:11 models.Bridge 1.monitors.0.reference: must be two dates with ".." between them, as in 2018-01-01..2019-01-01',
      'a.yaml:11 models.Bridge 1.monitors.0.schedule: is no schedule; write five cron fields, as in "0 6 * * *" (every day at 06:00 UTC)',
      'a.yaml:11 models.Bridge 1.monitors.0.alpha: must be at most 0.2',
      'a.yaml:11 models.Bridge 1.monitors.0.columns: must be a list',
      'a.yaml:12 models.Bridge 1.monitors.1.kind: cannot be "performace"; did you mean performance?',
      'a.yaml:13 models.Bridge 1.monitors.2.limits: unknown key "mea"; did you mean mae?',
      'a.yaml:13 models.Bridge 1.monitors.2.window: must be longer than nothing',
      'b.yaml:1 : unknown key "modles"; did you mean models?',
      'b.yaml:2 people: must be a list',
      'b.yaml:4 stores.l.url: is missing; it must be text',
      'b.yaml:4 stores.l: unknown key "urll"; did you mean url?',
    ]);
  });

  test('an id that is written twice names both places', async () => {
    expect(await sentences({ 'a.yaml': team, 'b.yaml': '\n\ngroups: [{ id: ml-eng }]' })).toEqual([
      'b.yaml:3 groups.ml-eng: ml-eng is written twice; first in a.yaml:3',
    ]);
  });

  test('a folder that is missing, or has no YAML, is one sentence', async () => {
    expect(await sentences({ 'readme.md': '' })).toEqual([expect.stringContaining('holds no *.yaml file')]);
  });
});

describe('hostile files', () => {
  const one = async (content: string | Uint8Array) =>
    (await refused({ 'a.yaml': content })).map(({ line, message }) => `${line} ${message}`);

  test('are refused in one sentence', async () => {
    expect(await one('a: &x [1]\ngroups: [*x, *x]')).toEqual([
      '2 aliases (*name) are not read here; write the value again',
      '2 aliases (*name) are not read here; write the value again',
    ]);
    expect(await one('groups:\n  - <<: { id: x }')).toEqual([
      '2 merge keys (<<) are not read here; write the keys again',
    ]);
    expect(await one('__proto__: { polluted: true }')).toEqual(['1 no key may be called __proto__']);
    expect(await one('groups: !!js/function x')).toEqual(['1 tags like !name are not read here']);
    expect(await one('groups: []\ngroups: []')).toEqual(['2 this key is written twice']);
    expect(await one('groups: []\n---\npeople: []')).toEqual([
      '2 a file holds one document; remove "---" or split the file',
    ]);
    expect(await one('? [a]\n: 1')).toEqual(['1 keys must be words; put numbers in quotes']);
    expect(await one('- a')).toEqual([
      '1 must be a mapping with the keys stores, backends, groups, people, channels, policies, models',
    ]);
    expect(await one(new Uint8Array([0xff, 0xfe, 0x00]))).toEqual(['1 is not UTF-8 text']);
    expect(await one(`a: ${'x'.repeat(1_000_001)}`)).toEqual([
      '1 is larger than 1 MB; split it into several files',
    ]);
    expect(await one('groups: [{ id: a, title: "x\\0y" }]')).toContain('1 must not hold control characters');
  });

  test('broken syntax is named with its line', async () => {
    expect(await one('groups: []\npeople: [1,\nb: }')).toEqual(
      expect.arrayContaining([expect.stringMatching(/^3 is no valid YAML: /)]),
    );
  });

  test('nesting without end is refused before it costs anything', async () => {
    const dashes = '- '.repeat(100_000);
    const indents = Array.from({ length: 1300 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');
    for (const bomb of ['['.repeat(900_000), '{a: '.repeat(200_000), dashes, '? '.repeat(100_000), indents]) {
      expect(await one(bomb)).toEqual(['1 is nested too deeply']);
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    // Parsing any of them takes minutes, where it ends at all.
  }, 20_000);
});
