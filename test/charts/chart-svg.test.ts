import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Chart } from '../../src/charts/chart.ts';
import { chartSvg } from '../../src/charts/chart-svg.ts';
import { chartAlt, chartWords } from '../../src/charts/chart-words.ts';
import { loadVega } from '../../src/charts/load-vega.ts';
import { speaking } from '../../src/words/language.ts';

const chart: Chart = {
  kind: 'line',
  title: 'churn AUC',
  words: 'AUC fell.',
  x: ['2 Mar', '9 Mar', '16 Mar'],
  series: [
    { name: 'AUC', values: [0.871, null, 0.8421234] },
    { name: 'challenger', values: [0.86, 0.87, 0.88] },
  ],
  limit: { name: 'target', value: 0.85 },
};

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('toString', '__proto__', 'constructor', 'datum'),
);

const number = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 1e308, 5e-324, 0));

const texts = (svg: string) =>
  [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]+)(?=<)/g)].map((match) => match[1]);

describe('the words of a chart', () => {
  test('say every number, a missing one too, and the limit', () => {
    expect(chartWords(chart)).toBe(
      'AUC: 2 Mar 0.871, 9 Mar no value, 16 Mar 0.8421. challenger: 2 Mar 0.86, 9 Mar 0.87, 16 Mar 0.88. target: 0.85.',
    );
  });

  test('follow the title in the alternative text', () => {
    expect(chartAlt(chart)).toBe('churn AUC. AUC fell.');
  });
});

describe('the picture of a chart', () => {
  test('shows title, labels, legend and the labelled limit, 640 wide', async () => {
    const svg = await chartSvg(chart);
    expect(svg).toContain('width="640"');
    expect(texts(svg)).toEqual(
      expect.arrayContaining([
        'churn AUC',
        '2 Mar',
        '9 Mar',
        '16 Mar',
        'AUC',
        'challenger',
        'target',
        '0.85',
      ]),
    );
  });

  test('writes numbers as the language does, along the axis too', async () => {
    expect(speaking('de', () => chartWords(chart))).toContain('2 Mar: 0,871, 9 Mar: kein Wert');
    const svg = await speaking('de', () => chartSvg(chart));
    const numbers = texts(svg).flatMap((one) => (/^0\D\d+$/.test(one ?? '') ? one! : []));
    expect(numbers.length).toBeGreaterThan(3);
    expect(numbers.filter((one) => !one.includes(','))).toEqual([]);
  });

  test('tells series apart without colour: lines by dash, bars by fill', async () => {
    const dashes = new Set(
      [...(await chartSvg(chart)).matchAll(/stroke-dasharray="([^"]*)"/g)].map((m) => m[1]),
    );
    expect(dashes.size).toBeGreaterThanOrEqual(3);
    const bars = [
      ...(await chartSvg({ ...chart, kind: 'bar' })).matchAll(
        /aria-roledescription="bar"[^>]*fill="([^"]*)"/g,
      ),
    ];
    expect(new Set(bars.map((m) => m[1])).size).toBe(2);
  });

  test('does not connect a line over a missing value', async () => {
    const svg = await chartSvg({
      ...chart,
      series: [{ name: 'AUC', values: [1, 2, null] }],
      x: ['a', 'b', 'c'],
    });
    const points = [...svg.matchAll(/aria-roledescription="point"/g)];
    expect(points).toHaveLength(2);
  });

  test('escapes what names hold, and never writes markup of theirs', async () => {
    const hostile = `</text><script>alert(1)</script>"'&]]>\u0000\ud800 $1 $&`;
    const svg = await chartSvg({
      ...chart,
      title: hostile,
      words: hostile,
      x: [hostile, `${hostile}b`, '"]; alert(1); ["'],
      series: [
        { name: hostile, values: [1, 2, 3] },
        { name: hostile, values: [3, 2, 1] },
      ],
      limit: { name: hostile, value: 2 },
      unit: hostile,
    });
    expect(svg).not.toContain('<script');
    expect(svg).not.toContain('\u0000');
    expect(svg.match(/<title>/g)).toHaveLength(1);
  });

  test('is drawn for any chart: nothing, one value, sixty, infinities', async () => {
    let empty = 0;
    let odd = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('line' as const, 'bar' as const),
        fc.array(text, { maxLength: 60 }),
        fc.array(
          fc.record({
            name: text,
            values: fc.array(fc.option(number), { maxLength: 60 }),
          }),
          { maxLength: 6 },
        ),
        fc.double(),
        text,
        async (kind, x, series, value, title) => {
          if (x.length === 0 || series.length === 0) empty += 1;
          if (series.some(({ values }) => values.some((v) => v !== null && !Number.isFinite(v)))) odd += 1;
          const svg = await chartSvg({
            kind,
            title,
            words: 'w',
            x,
            series,
            unit: title,
            limit: { name: title, value },
          });
          expect(svg.startsWith('<svg')).toBe(true);
          expect(svg).not.toMatch(/(?:d|x|y|x2|y2|width|height|transform)="[^"]*(?:NaN|Infinity|undefined)/);
        },
      ),
      { numRuns: 60 },
    );
    expect(empty).toBeGreaterThan(0);
    expect(odd).toBeGreaterThan(0);
  });
});

test('what draws leaves no method on sets that others would take for an iterator, so discord.js can be loaded after it', async () => {
  await loadVega();
  const added = Object.getOwnPropertyDescriptor(Set.prototype, 'toJSON');
  expect(added === undefined || added.value.length === 1).toBe(true);
  expect(await import('discord.js')).toHaveProperty('Client');
});
