// A store from an engine: the contract's questions written as aggregate SQL, the same for every dialect.
import type { Dataset, Task } from '../../domain/dataset.ts';
import { Fault } from '../../lib/fault.ts';
import type { Call, Extent, LabelledRows, PairRows, Rows, Store } from '../contract.ts';
import type { Relation } from './dialect.ts';
import { distancesSql, readDistances } from './distances.ts';
import { Bindings, type Engine, numberAt, onceACheck, predictionsOf } from './engine.ts';
import { extentSql, isOfOneVersion, readExtent } from './extent.ts';
import { fitLayouts } from './fit.ts';
import { histogramSql, readHistograms } from './histogram.ts';
import { instantsSql, readInstants } from './instants.ts';
import { type LabelRelation, type Predicted, refuseOtherClasses } from './labelled.ts';
import { momentsSql, readMoments } from './moments.ts';
import { outcomeSql, readOutcome } from './outcome.ts';
import { type Contest, pairedSql, readPaired } from './paired.ts';
import { finiteCountSql, orderStatisticsSql, ranksOf, readQuantiles } from './quantiles.ts';
import { ask, type Scope, scopeOf } from './scope.ts';
import { chunksOf, readStamps, spanOf, stampsSql } from './stamps.ts';
import { summarize, summarizeChunks, summarizeWithParts } from './summarize.ts';

export function sqlStore(
  asked: Engine,
): Store &
  Required<
    Pick<
      Store,
      | 'stamps'
      | 'summarizeEach'
      | 'summarizeWithParts'
      | 'isSmall'
      | 'distances'
      | 'quantiles'
      | 'histogram'
      | 'moments'
      | 'instants'
    >
  > {
  const engine = onceACheck(asked);
  const { dialect, careful } = engine;
  const relationOf = (dataset: Dataset, call: Call) => predictionsOf(engine, dataset, call);
  /** @param found The relation of all scopes of one question; looked up for each where it is not given. */
  const scopes =
    (found?: Relation) =>
    async (rows: Rows, call: Call, bindings = new Bindings(dialect)): Promise<Scope> => {
      const relation = found ?? (await relationOf(rows.dataset, call));
      const { window, dataset } = rows;
      const within = window && (await engine.within?.(relation, window, { time: dataset.time, call }));
      return within
        ? scopeOf(dialect, within, { ...rows, window: null }, bindings)
        : scopeOf(dialect, relation, rows, bindings);
    };
  const scope = scopes();
  const run = (sql: string, wanted: Scope, call: Call) => ask(engine, sql, { scope: wanted, call });
  const counted = async (wanted: Scope, { dataset }: Rows, call: Call): Promise<Extent> =>
    readExtent(await run(extentSql(wanted, dataset), wanted, call));
  const extent = async (relation: Relation, rows: Rows, call: Call): Promise<Extent> => {
    const { dataset, window } = rows;
    const known = isOfOneVersion(rows)
      ? null
      : await engine.extent?.(relation, window, { time: dataset.time, call });
    return known ?? counted(await scopes(relation)(rows, call), rows, call);
  };
  const asking = (scope: Scope, call: Call) => ({
    scope,
    ask: (sql: string) => run(sql, scope, call),
    careful,
  });

  return {
    async describe(dataset, call = {}) {
      return describe(await relationOf(dataset, call), dataset);
    },

    extent: async (rows, call = {}) => extent(await relationOf(rows.dataset, call), rows, call),

    async fit(columns, rows, { extent: known, ...call } = {}) {
      const relation = await relationOf(rows.dataset, call);
      const found = known ?? (await extent(relation, rows, call));
      return fitLayouts(columns, { engine, scope: scopes(relation), rows, extent: found }, call);
    },

    async summarize(layouts, rows, call = {}) {
      if (layouts.length === 0) return [];
      const wanted = await scope(rows, call);
      return summarize(layouts, asking(wanted, call));
    },

    async summarizeEach(layouts, rows, { windows, ...call }) {
      if (windows.length === 0 || layouts.length === 0) return windows.map(() => []);
      const wanted = await scope({ ...rows, window: spanOf(windows) }, call);
      return summarizeChunks(layouts, {
        ...asking(wanted, call),
        chunks: chunksOf(wanted, rows.dataset, windows),
      });
    },

    async summarizeWithParts(layouts, rows, { windows, resolution, ...call }) {
      const wanted = await scope(rows, call);
      const chunks = chunksOf(wanted, rows.dataset, windows);
      return summarizeWithParts(layouts, { ...asking(wanted, call), chunks, resolution });
    },

    async stamps(rows, windows, call = {}) {
      const relation = await relationOf(rows.dataset, call);
      const known = (await engine.stamps?.(relation, windows, { time: rows.dataset.time, call })) ?? [];
      const unknown = windows.filter((_, at) => (known[at] ?? null) === null);
      const wanted = await scope({ ...rows, window: spanOf(unknown) }, call);
      const counted =
        unknown.length === 0
          ? new Map<number, string>()
          : readStamps(unknown, await run(stampsSql(wanted, { rows, windows: unknown }), wanted, call));
      return windows.map(({ from }, at) => known[at] ?? counted.get(from)!);
    },

    // Who cannot reduce a relation does not know its size either: asking the catalog would be in vain.
    isSmall: async (rows, call = {}) =>
      engine.within ? ((await scope(rows, call)).relation.isSmall ?? false) : false,

    async distances(columns, { reference, current }, call = {}) {
      const bindings = new Bindings(dialect);
      const [before, after] = [await scope(reference, call, bindings), await scope(current, call, bindings)];
      const found = [];
      // One after the other: each sorts a whole column, and together they would sort them all in memory.
      for (const column of columns) {
        found.push(readDistances(column, await run(distancesSql(column, before, after), before, call)));
      }
      return found;
    },

    async quantiles(columns, probabilities, rows, call = {}) {
      const wanted = await scope(rows, call);
      const found = [];
      for (const column of columns) {
        const counted = await run(finiteCountSql(wanted, column), wanted, call);
        const ranks = ranksOf(probabilities, numberAt(counted, 'n', 0));
        const values =
          ranks.shares.length === 0
            ? {}
            : await run(orderStatisticsSql(wanted, column, ranks.shares), wanted, call);
        found.push(readQuantiles(ranks, values));
      }
      return found;
    },

    async histogram(columns, rows, call = {}) {
      if (columns.length === 0) return [];
      const wanted = await scope(rows, call);
      return readHistograms(columns, await run(histogramSql(wanted, columns), wanted, call));
    },

    async moments(columns, rows, call = {}) {
      const wanted = await scope(rows, call);
      const found = [];
      for (const column of columns) {
        found.push(readMoments(column, await run(momentsSql(wanted, column), wanted, call)));
      }
      return found;
    },

    async instants(ranks, rows, call = {}) {
      const wanted = await scope(rows, call);
      const { rows: n } = await counted(wanted, rows, call);
      if (ranks.length === 0 || n === 0) return [];
      return readInstants(await run(instantsSql(wanted, rows.dataset.time, { ranks, n }), wanted, call));
    },

    async outcome(task, rows, call = {}) {
      const wanted = await scope(rows, call);
      const predicted = await predictedBy(engine, wanted.relation, { task, rows, call });
      const result = await run(outcomeSql(wanted, predicted), wanted, call);
      if (task === 'binary') refuseOtherClasses(wanted.relation, numberAt(result, 'others', 0));
      return readOutcome(predicted, result);
    },

    async paired(task, rows, call = {}) {
      const contest = await contestOf(engine, { task, rows, call });
      const result = await run(pairedSql(contest), contest.champion.scope, call);
      if (task === 'binary')
        refuseOtherClasses(contest.champion.scope.relation, numberAt(result, 'others', 0));
      return readPaired(contest, result);
    },

    close: () => engine.close(),
  };
}

/** A time column that is written as text is still a time. */
const describe = ({ columns }: Relation, { time }: Dataset) =>
  columns.map((info) =>
    info.column === time && info.kind === 'categorical' ? { ...info, kind: 'time' as const } : info,
  );

interface Labelled<R> {
  task: Task;
  rows: R;
  call: Call;
}

async function predictedBy(
  engine: Engine,
  relation: Relation,
  asked: Labelled<LabelledRows>,
): Promise<Predicted> {
  const { dataset, labelsUntil } = asked.rows;
  let labels: LabelRelation = null;
  if (dataset.labels) {
    const own = dataset.labels.source === null;
    labels = { own, relation: own ? relation : await engine.relation(dataset.labels.source!, asked.call) };
  }
  return { task: asked.task, dataset, labels, labelsUntil };
}

/** The challenger's rows are found by key alone: they may have been predicted later than the champion's. */
async function contestOf(engine: Engine, { task, rows, call }: Labelled<PairRows>): Promise<Contest> {
  const { dataset, challengerDataset } = rows;
  if (dataset.version === undefined && challengerDataset === undefined) {
    throw new Fault(
      'column_missing',
      `${dataset.predictions} has no version column, so the challenger's predictions cannot be told from the champion's.`,
      { retry: 'never' },
    );
  }
  const bindings = new Bindings(engine.dialect);
  const relation = await predictionsOf(engine, dataset, call);
  const other = challengerDataset ?? dataset;
  const otherRelation = challengerDataset ? await predictionsOf(engine, challengerDataset, call) : relation;
  const predicted = await predictedBy(engine, relation, { task, rows, call });
  return {
    champion: {
      scope: scopeOf(
        engine.dialect,
        relation,
        { dataset, window: rows.window, version: rows.champion },
        bindings,
      ),
      predicted,
    },
    challenger: {
      scope: scopeOf(
        engine.dialect,
        otherRelation,
        { dataset: other, window: null, version: rows.challenger },
        bindings,
      ),
      predicted: { ...predicted, dataset: other, labels: null },
    },
  };
}
