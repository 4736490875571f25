import type { Chart } from './chart.ts';
import { chartSpec } from './chart-spec.ts';
import { chartAlt } from './chart-words.ts';
import { drawable, readable } from './drawable.ts';
import { loadVega } from './load-vega.ts';
import { darkRules } from './palette.ts';

const escaped = (text: string): string =>
  readable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Draws a chart as a self-contained SVG of 640 pixels, without a browser or a canvas; dark where the reader prefers dark. */
export async function chartSvg(chart: Chart): Promise<string> {
  const [vega, vegaLite] = await loadVega();
  const { spec } = vegaLite.compile(chartSpec(drawable(chart), 640), { logger: vega.logger(vega.Error) });
  const view = new vega.View(vega.parse(spec), { renderer: 'none', logLevel: vega.Error });
  try {
    const drawn = await view.toSVG();
    const title = `<title>${escaped(chartAlt(chart))}</title><style>${darkRules}</style>`;
    return drawn.replace(/^<svg([^>]*)>/, (_tag, attributes) => `<svg${attributes} role="img">${title}`);
  } finally {
    view.finalize();
  }
}
