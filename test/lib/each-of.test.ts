import { expect, test } from 'vitest';
import { eachOf } from '../../src/lib/each-of.ts';

test('results keep their order, and no more than so many run at once', async () => {
  let [running, most] = [0, 0];
  const found = await eachOf([3, 1, 2, 0], 2, async (turns) => {
    running += 1;
    most = Math.max(most, running);
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    running -= 1;
    return turns * 10;
  });
  expect(found).toEqual([30, 10, 20, 0]);
  expect(most).toBe(2);
  expect(await eachOf([], 2, () => Promise.reject(new Error('nobody asked')))).toEqual([]);
});

test('the first failure ends the rest', async () => {
  const begun: number[] = [];
  const work = async (item: number) => {
    begun.push(item);
    if (item === 1) throw new Error('broken');
    return item;
  };
  await expect(eachOf([0, 1, 2, 3, 4, 5], 2, work)).rejects.toThrow('broken');
  expect(begun.length).toBeLessThan(6);
});
