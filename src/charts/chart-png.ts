/** Charts as pictures for surfaces that show no SVG. Drawn by WebAssembly with a font of its own: no system needs to have any. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Chart } from './chart.ts';
import { chartSvg } from './chart-svg.ts';

const require = createRequire(import.meta.url);

interface Drawing {
  Resvg: typeof import('@resvg/resvg-wasm').Resvg;
  latin: Uint8Array[];
  chinese: Uint8Array;
}

let loading: Promise<Drawing> | null = null;

async function load(): Promise<Drawing> {
  const { Resvg, initWasm } = await import('@resvg/resvg-wasm');
  await initWasm(await readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
  const font = (name: string) => readFile(require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));
  const [regular, bold, chinese] = await Promise.all([
    font('DejaVuSans'),
    font('DejaVuSans-Bold'),
    readFile(new URL('./font/han.otf', import.meta.url)),
  ]);
  return { Resvg, latin: [regular, bold], chinese };
}

/** Characters and their full-width punctuation, which the other fonts lack. */
const hasChinese = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;

/** A PNG of 1280 pixels on white. */
export async function chartPng(chart: Chart): Promise<Buffer> {
  const svg = await chartSvg(chart);
  loading ??= load();
  const { Resvg, latin, chinese } = await loading;
  const fontBuffers = hasChinese.test(svg) ? [...latin, chinese] : latin;
  const drawing = new Resvg(svg, {
    background: 'white',
    fitTo: { mode: 'width', value: 1280 },
    font: { fontBuffers, defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' },
  });
  try {
    return Buffer.from(drawing.render().asPng());
  } finally {
    drawing.free();
  }
}
