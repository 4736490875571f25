/** A chart as a Vega-Lite specification: https://vega.github.io/vega-lite/docs/spec.html */
import type { TopLevelSpec } from 'vega-lite';
import { speech } from '../words/language.ts';
import { t } from '../words/t.ts';
import type { Chart } from './chart.ts';
import { sayNumber } from './chart-words.ts';
import { palette } from './palette.ts';

const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const dashes = [
  [1, 0],
  [6, 3],
  [2, 2],
  [8, 3, 2, 3],
  [1, 3],
  [10, 4],
];
const shapes = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down'];
const height = 280;
const colors = palette.series.map((pair) => pair.light);

interface Drawing {
  names: string[];
  legend: object | null;
  few: boolean;
}

/** How numbers along an axis are written: https://github.com/d3/d3-format#formatLocale */
function numberFormat(): object {
  const parts = new Intl.NumberFormat(speech().locale).formatToParts(1234567.8);
  const written = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return { decimal: written('decimal'), thousands: written('group'), grouping: [3], currency: ['', ''] };
}

const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

/** Series go by number, because two may be called the same. */
const seriesIds = (chart: Chart): string[] => chart.series.map((_series, index) => `s${index}`);

/** An expression that looks up a text by number. */
const lookup = (texts: string[], at: string): string => `${JSON.stringify(texts)}[${at}]`;

function rowsOf(chart: Chart, names: string[]) {
  return chart.series.flatMap((series, s) =>
    chart.x.map((_label, i) => {
      const value = series.values[i];
      return { i, series: names[s]!, value: value ?? null };
    }),
  );
}

function lineMarks(x: object, y: object, { names, legend, few }: Drawing) {
  const by = (range: readonly unknown[], shown: object | null) => ({
    field: 'series',
    type: 'nominal',
    scale: { domain: names, range: names.map((_name, index) => range[index % range.length]) },
    legend: shown,
  });
  const color = by(colors, legend);
  return [
    {
      mark: { type: 'line', strokeWidth: 2.5, strokeJoin: 'round', invalid: 'break-paths-filter-domains' },
      encoding: { x, y, color, strokeDash: by(dashes, null) },
    },
    {
      mark: { type: 'point', filled: true, size: few ? 60 : 22, opacity: 1, invalid: 'filter' },
      encoding: { x, y, color, shape: by(shapes, legend) },
    },
  ];
}

function barMarks(x: object, y: object, { names, legend }: Drawing) {
  const scale = (range: string[]) => ({ domain: names, range });
  const strokes = names.map((_name, index) => colors[index % colors.length]!);
  const fills = strokes.map((stroke, index) => (index % 2 === 0 ? stroke : palette.tint.light));
  const field = { field: 'series', type: 'nominal' };
  return [
    {
      mark: { type: 'bar', cornerRadiusEnd: 2, strokeWidth: 1.5 },
      encoding: {
        x,
        y,
        fill: { ...field, scale: scale(fills), legend },
        stroke: { ...field, scale: scale(strokes), legend },
        ...(names.length > 1 ? { xOffset: { field: 'series', sort: names } } : {}),
      },
    },
  ];
}

function limitMarks({ limit }: Chart) {
  if (!limit) return [];
  const y = { field: 'value', type: 'quantitative' };
  const color = palette.limit.light;
  return [
    {
      data: { values: [{ value: limit.value }] },
      mark: { type: 'rule', color, strokeDash: [5, 4], strokeWidth: 1.5 },
      encoding: { y },
    },
    {
      // Beside the plot, where no point can hide it.
      data: { values: [{ value: limit.value, label: [cut(limit.name, 16), sayNumber(limit.value)] }] },
      mark: { type: 'text', align: 'left', baseline: 'middle', dx: 6, x: 'width', color, fontWeight: 600 },
      encoding: { y, text: { field: 'label' } },
    },
  ];
}

const nothing = () => ({
  mark: { type: 'text', text: t('No values'), fontSize: 13, color: palette.text.light },
  data: { values: [{}] },
});

/** @param chart made `drawable` before
 * @param width of the whole picture in pixels */
export function chartSpec(chart: Chart, width: number): TopLevelSpec {
  const names = seriesIds(chart);
  const drawing: Drawing = {
    names,
    few: chart.x.length <= 30,
    legend:
      names.length > 1
        ? {
            orient: 'top',
            direction: 'horizontal',
            title: null,
            columns: 3,
            labelExpr: lookup(
              chart.series.map(({ name }) => cut(name, 40)),
              'toNumber(slice(datum.value, 1))',
            ),
            symbolSize: 90,
          }
        : null,
  };
  // Labels may repeat ("0.5" twice), so bars stand at their index and only look up what to say.
  const labels = chart.x.map((label) => cut(label, 18));
  const long = Math.max(0, ...labels.map((label) => label.length)) * labels.length > 84;
  const x = {
    field: 'i',
    type: 'ordinal',
    ...(chart.kind === 'bar'
      ? { scale: { paddingInner: names.length > 1 ? 0.3 : 0.5, paddingOuter: 0.2 } }
      : {}),
    axis: {
      title: null,
      labelExpr: lookup(labels, 'datum.value'),
      labelAngle: long ? -40 : 0,
      labelOverlap: true,
      labelLimit: 130,
      grid: false,
    },
  };
  const y = {
    field: 'value',
    type: 'quantitative',
    scale: { zero: chart.kind === 'bar', nice: true, padding: chart.kind === 'line' ? 8 : 0 },
    axis: { title: chart.unit ? cut(chart.unit, 30) : null, tickCount: 5, domain: false, ticks: false },
  };
  const rows = rowsOf(chart, names);
  const marks = [...(chart.kind === 'line' ? lineMarks : barMarks)(x, y, drawing), ...limitMarks(chart)];
  const spec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    height,
    autosize: { type: 'fit', contains: 'padding' },
    padding: 12,
    background: palette.background.light,
    title: { text: cut(chart.title, 90), anchor: 'start', offset: 10 },
    data: { values: rows },
    ...(rows.some((row) => row.value !== null) ? { layer: marks } : nothing()),
    config: {
      locale: { number: numberFormat() },
      font,
      text: { fontSize: 12, font },
      view: { stroke: null },
      title: { color: palette.strong.light, fontSize: 14, fontWeight: 600, font },
      axis: {
        labelColor: palette.text.light,
        titleColor: palette.text.light,
        gridColor: palette.grid.light,
        domainColor: palette.grid.light,
        tickColor: palette.grid.light,
        labelFontSize: 12,
        titleFontSize: 12,
        titleFontWeight: 400,
        labelPadding: 6,
      },
      legend: { labelColor: palette.text.light, labelFontSize: 12, labelLimit: 240 },
    },
  };
  // Vega-Lite's own type is a union too wide for the checker to follow through computed layers; compile() refuses what is wrong.
  return spec as unknown as TopLevelSpec;
}
