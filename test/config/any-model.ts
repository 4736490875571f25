// Models that may be configured, each with the team that it needs.
import fc from 'fast-check';
import { stringify } from 'yaml';
import type { Dataset } from '../../src/domain/dataset.ts';
import type { BackendId, ChannelId, ModelId, StoreId, VersionId } from '../../src/domain/ids.ts';
import type { Model } from '../../src/domain/model.ts';
import type {
  BinaryMetric,
  DriftMonitor,
  Effect,
  Limit,
  Metric,
  Monitor,
  Reference,
  RegressionMetric,
} from '../../src/domain/monitor.ts';
import { betterWhen, defaultFloors } from '../../src/domain/monitor.ts';
import { anyPolicy, groups, ms, names, optional, window } from './any-policy.ts';

const words = fc
  .oneof(
    fc.constantFrom(
      'yes',
      'null',
      '1.10',
      '2018-01-01',
      '*all',
      '- a: b',
      'o\'clock "x"',
      'say "so"',
      "it's",
      '# no',
      'a: b',
      ' lead',
      'trail ',
      'ünï 漢字 🚲',
      '<<',
      'line\n\nline\n',
    ),
    fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }),
  )
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the same that configuration refuses.
  .filter((text) => text.length > 0 && !/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text));
const nullable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const common = {
  schedule: fc.constantFrom('0 6 * * *', '0 6 * * 1', '*/15 * * * *'),
  windowMs: ms,
  alerts: fc.boolean(),
  openAfter: fc.integer({ min: 1, max: 5 }),
  closeAfter: fc.integer({ min: 1, max: 5 }),
  alpha: fc.constantFrom(0.01, 0.05, 0.2),
};

const share = nullable(fc.double({ min: 0, max: 1, noNaN: true }).map(Math.abs));

const limit = (metric: Metric): fc.Arbitrary<Limit> =>
  fc
    .tuple(fc.constantFrom('floor', 'target', 'both'), fc.double({ min: -100, max: 100, noNaN: true }))
    .map(([which, at]) => {
      const floor = at + 0;
      const target = betterWhen[metric] === 'higher' ? floor + 1 : floor - 1;
      return { metric, floor: which === 'target' ? null : floor, target: which === 'floor' ? null : target };
    });

const midnights = fc.uniqueArray(fc.constantFrom(0, 5, 90).map((days) => days * 86_400_000));
const reference: fc.Arbitrary<Reference> = fc.oneof(
  window,
  fc.constant({ kind: 'previous' as const }),
  fc.record({ kind: fc.constant('rolling' as const), lengthMs: ms, gapMs: fc.constantFrom(0, 3_600_000) }),
  fc.record({ kind: fc.constant('training' as const), lengthMs: ms }),
  fc.record({ kind: fc.constant('table' as const), table: fc.constant('train/*.parquet') }),
  fc.record({
    kind: fc.constant('season' as const),
    every: fc.constantFrom('week', 'year'),
    times: fc.integer({ min: 1, max: 60 }),
    holidays: midnights.map((days) => days.sort((a, b) => a - b)),
  }),
);

function monitors(metrics: Metric[], labelled: boolean): fc.Arbitrary<Monitor[]> {
  const columns = fc.constant(null);
  const drift = fc
    .record({
      kind: fc.constant('drift' as const),
      ...common,
      reference,
      columns,
      effect: fc.constantFrom(...(Object.keys(defaultFloors) as Effect[])),
    })
    .chain((monitor) =>
      fc
        .tuple(
          fc.constantFrom(defaultFloors[monitor.effect], 0.33),
          fc.constantFrom<Pick<DriftMonitor, 'threshold' | 'sigmas'>>(
            {},
            { threshold: 'constant' },
            { threshold: 'p-value' },
            { threshold: 'reference-chunks', sigmas: 2.5 },
          ),
        )
        .map(([floor, threshold]) => ({ ...monitor, floor, ...threshold })),
    );
  const quality = fc.record({
    kind: fc.constant('quality' as const),
    ...common,
    reference,
    columns,
    missing: share,
    unseen: share,
    outOfRange: share,
    minRows: nullable(fc.integer({ min: 1, max: 9 })),
    freshnessMs: nullable(ms),
  });
  const performance = fc.record({
    kind: fc.constant('performance' as const),
    ...common,
    limits: fc.subarray(metrics, { minLength: 1 }).chain((chosen) => fc.tuple(...chosen.map(limit))),
  });
  const kinds = labelled ? [drift, quality, performance] : [drift, quality];
  return (
    fc
      .array(fc.oneof(...(kinds as fc.Arbitrary<Omit<Monitor, 'id'>>[])), { maxLength: 3 })
      // The first of a kind is called like it, which is the default; others by number.
      .map((list) =>
        list.map(
          (one, index) => ({ ...one, id: index === 0 ? one.kind : `m${index}` }) as unknown as Monitor,
        ),
      )
  );
}

const dataset = (binary: boolean): fc.Arbitrary<Dataset> =>
  fc
    .record({
      predictions: words,
      version: optional(fc.constant('"version"')),
      score: binary ? optional(fc.constant('p')) : fc.constant(undefined),
      features: nullable(
        fc.uniqueArray(
          fc.record({
            column: words.map((text) => `f ${text}`),
            type: fc.constantFrom(null, 'numeric' as const, 'categorical' as const),
            importance: optional(fc.constantFrom(0, 0.3, 1)),
          }),
          { selector: (feature) => feature.column, maxLength: 4 },
        ),
      ),
      segments: fc.uniqueArray(words, { maxLength: 2 }),
      chunks: optional(
        fc.record({
          lengthMs: fc.constantFrom(3_600_000, 86_400_000),
          latenessMs: ms,
          keepMs: fc.constant(9 * 86_400_000),
        }),
      ),
      labels: optional(
        fc.record({
          source: fc.constant('labels.csv'),
          key: fc.constantFrom('id', 'other'),
          label: words,
          time: nullable(words),
          delayMs: fc.oneof(fc.constant(0), ms),
        }),
      ),
    })
    .map(({ version, score, labels, features, chunks, ...rest }) => ({
      ...rest,
      key: 'id',
      time: 'at',
      prediction: 'guess',
      features:
        features?.map(({ importance, ...feature }) =>
          importance === undefined ? feature : { ...feature, importance },
        ) ?? null,
      ...(version === undefined ? {} : { version }),
      ...(score === undefined ? {} : { score }),
      ...(labels === undefined ? {} : { labels }),
      ...(chunks === undefined ? {} : { chunks }),
    }));

const regression: RegressionMetric[] = ['mae', 'rmse', 'bias'];
// In the order that reading gives to limits, so that the order in YAML does not matter.
const withScore: BinaryMetric[] = ['auroc', 'accuracy', 'f1', 'log_loss', 'brier', 'precision', 'recall'];
const withoutScore: BinaryMetric[] = ['accuracy', 'f1', 'precision', 'recall'];

export const anyModel: fc.Arbitrary<Model> = fc
  .constantFrom('regression' as const, 'binary' as const)
  .chain((task) => fc.tuple(fc.constant(task), dataset(task === 'binary')))
  .chain(([task, data]) => {
    const metrics: Metric[] =
      task === 'regression' ? regression : data.score === undefined ? withoutScore : withScore;
    return (
      fc
        .record({
          title: fc.oneof(fc.constant('bridge'), words),
          problem: optional(words),
          adverseEffects: optional(words),
          owners: groups,
          tags: fc.uniqueArray(words, { maxLength: 2 }),
          tier: fc.constantFrom('low' as const, 'standard' as const, 'high' as const),
          trainer: optional(fc.constant('train' as BackendId)),
          initialVersion: optional(words as fc.Arbitrary<string>),
          keyMetric: fc.constantFrom(...metrics),
          monitors: monitors(metrics, data.labels !== undefined),
          policy: anyPolicy(metrics),
        })
        // What nothing trains is refused where it is to be retrained by itself.
        .filter(({ trainer, policy }) => trainer !== undefined || !policy.automatic?.retrain)
        .map(({ problem, adverseEffects, trainer, initialVersion, ...rest }) => ({
          ...rest,
          id: 'bridge' as ModelId,
          task,
          channel: 'alerts' as ChannelId,
          store: 'log' as StoreId,
          registry: 'builtin' as BackendId,
          dataset: data,
          ...(problem === undefined ? {} : { problem }),
          ...(adverseEffects === undefined ? {} : { adverseEffects }),
          ...(trainer === undefined ? {} : { trainer }),
          ...(initialVersion === undefined ? {} : { initialVersion: initialVersion as VersionId }),
        }))
    );
  });

/** Groups with enough people for every rule, and the places that the model names. */
export const teamOf = (model: Pick<Model, 'channel' | 'store'>): string =>
  stringify(
    {
      groups: names.map((id) => ({ id })),
      people: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, groups: names })),
      channels: [{ id: model.channel }],
      stores: [{ id: model.store, kind: 'warehouse', url: 'https://warehouse.example' }],
      backends: [{ id: 'train', kind: 'command' }],
    },
    { aliasDuplicateObjects: false },
  );
