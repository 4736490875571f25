/** A chart made safe to draw: no character that breaks XML, no number that breaks the arithmetic of an axis. */
import type { Chart } from './chart.ts';

/** Characters that XML 1.0 forbids would make the whole picture unreadable: https://www.w3.org/TR/xml/#charsets */
export const readable = (text: string): string =>
  text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd');

/** Vega looks texts up in plain objects, where `toString` is always found and breaks the picture: a zero-width space tells them apart. */
const named = (text: string): string => {
  const clean = readable(text);
  return clean in Object.prototype ? `${clean}\u200b` : clean;
};

/** Beyond this, or all below it, the steps of an axis overflow or vanish, and nothing at all would be drawn. */
const largest = 1e15;
const smallest = 1e-12;

const usable = (value: number | null | undefined): value is number =>
  typeof value === 'number' && Math.abs(value) < largest;

/** Differences that no eye can see (a billionth of the largest value) would ask an axis for steps finer than numbers are. */
function rounder(values: number[]): (value: number) => number {
  const grain = Math.max(smallest, ...values.map(Math.abs)) * 1e-9;
  return (value) => Math.round(value / grain) * grain;
}

export function drawable(chart: Chart): Chart {
  const { limit, unit } = chart;
  const shown = limit && usable(limit.value) ? limit : undefined;
  const values = chart.series.flatMap((series) => series.values.filter(usable));
  const round = rounder(shown ? [...values, shown.value] : values);
  const { limit: _limit, unit: _unit, ...rest } = chart;
  return {
    ...rest,
    title: named(chart.title),
    x: chart.x.slice(0, 60).map(named),
    series: chart.series.map((series) => ({
      name: named(series.name),
      values: series.values.slice(0, 60).map((value) => (usable(value) ? round(value) : null)),
    })),
    ...(shown ? { limit: { name: named(shown.name), value: round(shown.value) } } : {}),
    ...(unit === undefined ? {} : { unit: named(unit) }),
  };
}
