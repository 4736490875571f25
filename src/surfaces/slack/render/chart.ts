/** Charts: Slack's own block where it holds them and the workspace takes it. Their numbers are in words in any case. */
import type { Chart } from '../../../charts/chart.ts';
import { chartAlt } from '../../../charts/chart-words.ts';
import { t } from '../../../words/t.ts';
import { clip } from '../../chat/words.ts';

/** https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
const mostSeries = 6;
const mostCategories = 20;
const longestLabel = 20;

/** Null when the chart does not fit into Slack's own block. */
export function nativeChart(chart: Chart): object | null {
  const categories = chart.x.map((label) => clip(label.trim() || '–', longestLabel));
  const names = chart.series.map(({ name }) => clip(name.trim() || '–', longestLabel));
  const limit = chart.limit ? clip(chart.limit.name.trim() || t('Limit'), longestLabel) : null;
  const all = limit === null ? names : [...names, limit];
  if (categories.length < 1 || categories.length > mostCategories || all.length > mostSeries) return null;
  // Points find their category by its label, and series are told apart by their names.
  if (new Set(categories).size < categories.length || new Set(all).size < all.length) return null;
  const series = chart.series.map(({ values }, index) => ({
    name: names[index]!,
    data: categories.flatMap((label, i) => {
      const value = values[i];
      return typeof value === 'number' && Number.isFinite(value) ? [{ label, value }] : [];
    }),
  }));
  if (series.length === 0 || series.some(({ data }) => data.length === 0)) return null;
  const { value } = chart.limit ?? { value: Number.NaN };
  const line = limit === null ? [] : [{ name: limit, data: categories.map((label) => ({ label, value })) }];
  if (limit !== null && !Number.isFinite(value)) return null;
  return {
    type: 'data_visualization',
    title: clip(chart.title.trim() || t('Chart'), 50),
    chart: {
      type: chart.kind,
      series: [...series, ...line],
      axis_config: { categories, ...(chart.unit && { y_label: clip(chart.unit, 50) }) },
    },
  };
}

/** A picture that was uploaded before. */
export const pictureBlock = (chart: Chart, file: string): object => ({
  type: 'image',
  slack_file: { id: file },
  alt_text: clip(chartAlt(chart), 1900),
  title: { type: 'plain_text', text: clip(chart.title.trim() || t('Chart'), 200), emoji: false },
});
