import type { Chart } from './chart.ts';

/** A value in at most four significant digits: `0.8424`; "no value" for none. */
export function sayNumber(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return 'no value';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-6 || size >= 1e15)) return value.toExponential(3);
  return value.toLocaleString('en-US', { maximumSignificantDigits: 4, useGrouping: false });
}

/**
 * All numbers of a chart in words, label by label, for people who do not see the picture:
 * `AUC: 2 Mar 0.871, 9 Mar 0.842. Limit target 0.85.`
 */
export function chartWords(chart: Omit<Chart, 'words' | 'kind' | 'title'>): string {
  const unit = chart.unit ? ` ${chart.unit}` : '';
  const sentences = chart.series.map((series) => {
    const points = chart.x.map((label, index) => `${label} ${sayNumber(series.values[index] ?? null)}`);
    return `${series.name}: ${points.join(', ')}${unit}.`;
  });
  if (chart.limit) sentences.push(`Limit ${chart.limit.name} ${sayNumber(chart.limit.value)}${unit}.`);
  return sentences.join(' ');
}

/** The alternative text of a chart's picture: its title, then its words. */
export const chartAlt = (chart: Chart): string => `${chart.title}. ${chart.words}`;
