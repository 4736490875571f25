import fc from 'fast-check';
import { expect, test } from 'vitest';
import { overdueReminders, reminderTimes } from '../../src/domain/reminder-times.ts';
import { day, hour } from '../../src/lib/time.ts';

test.each([
  [12 * hour, [6 * hour]],
  [day, [12 * hour]],
  [3 * day, [2 * day]],
  [7 * day, [day, 3 * day, 6 * day]],
  [14 * day, [day, 3 * day, 7 * day, 13 * day]],
])('a question of %d ms is asked again at %j', (waits, times) => {
  expect(reminderTimes(1000, 1000 + waits)).toEqual(times.map((at) => at + 1000));
});

test('less and less often, always a last time, never at once and never after it expired', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 400 * day }), (waits) => {
      const times = reminderTimes(0, waits);
      const gaps = times.map((at, index) => at - (times[index - 1] ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThan(0);
      for (const [index, gap] of gaps.slice(1, -1).entries()) expect(gap).toBe(2 * gaps[index]!);
      expect(times.at(-1)).toBeLessThan(waits);
      expect(times.at(-1)).toBeGreaterThanOrEqual(waits / 2);
      expect(times.length).toBeLessThan(12);
    }),
  );
});

test.each([
  [-1, 0],
  [0, 1],
  [day - 1, 1],
  [day, 2],
  [3 * day - 1, 2],
  [3 * day, 3],
  [7 * day, 4],
])('what is overdue for %d ms was asked for %d times', (since, times) => {
  expect(overdueReminders(1000, 1000 + since)).toBe(times);
});
