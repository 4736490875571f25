import type { Chart } from './chart.ts';
import { chartSpec } from './chart-spec.ts';
import { chartAlt } from './chart-words.ts';
import { darkRules } from './palette.ts';

/** Characters that XML 1.0 forbids would make the whole picture unreadable. */
const readable = (text: string): string =>
  text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd');

const escaped = (text: string): string =>
  readable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function cleaned(chart: Chart): Chart {
  return {
    ...chart,
    title: readable(chart.title),
    x: chart.x.slice(0, 60).map(readable),
    series: chart.series.map((series) => ({ ...series, name: readable(series.name) })),
    ...(chart.limit ? { limit: { ...chart.limit, name: readable(chart.limit.name) } } : {}),
    ...(chart.unit === undefined ? {} : { unit: readable(chart.unit) }),
  };
}

/** Draws a chart as a self-contained SVG of 640 pixels, without a browser or a canvas; dark where the reader prefers dark. */
export async function chartSvg(chart: Chart): Promise<string> {
  // Half a second of loading that only those who draw should pay.
  const [vega, vegaLite] = await Promise.all([import('vega'), import('vega-lite')]);
  const { spec } = vegaLite.compile(chartSpec(cleaned(chart), 640), { logger: vega.logger(vega.Error) });
  const view = new vega.View(vega.parse(spec), { renderer: 'none', logLevel: vega.Error });
  try {
    const drawn = await view.toSVG();
    const title = `<title>${escaped(chartAlt(chart))}</title><style>${darkRules}</style>`;
    return drawn.replace(/^<svg([^>]*)>/, (_tag, attributes) => `<svg${attributes} role="img">${title}`);
  } finally {
    view.finalize();
  }
}
