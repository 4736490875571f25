import { expect, test } from 'vitest';
import type { Chart } from '../../src/charts/chart.ts';
import { chartPng } from '../../src/charts/chart-png.ts';
import { zhCN } from '../../src/words/zh-cn/index.ts';

const picture = async (title: string): Promise<string> => {
  const chart: Chart = { kind: 'line', title, words: '', x: ['1'], series: [{ name: 'MAE', values: [1] }] };
  return (await chartPng(chart)).toString('base64');
};

test('pictures have the characters of Chinese', async () => {
  const [models, champions, box] = await Promise.all(['模型', '冠军', '\u{20000}\u{20001}'].map(picture));
  // What a font lacks is a box, whatever it is.
  expect(new Set([models, champions, box]).size).toBe(3);
});

test('the font has every character that the catalog says', () => {
  const characters = [...new Set(Object.values(zhCN).join(''))].filter((one) => /\p{Script=Han}/u.test(one));
  expect(characters.length).toBeGreaterThan(200);
  // The first level of GB 2312, row by row: what the font was reduced to.
  const bytes = Array.from({ length: 40 * 94 }, (_, i) => [
    0xb0 + Math.floor(i / 94),
    0xa1 + (i % 94),
  ]).flat();
  const level = new TextDecoder('gb2312').decode(Uint8Array.from(bytes));
  expect(characters.filter((one) => !level.includes(one))).toEqual([]);
});
