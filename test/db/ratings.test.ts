import { expect, test } from 'vitest';
import { readRatings } from '../../src/db/read.ts';
import { freshDatabase } from '../database.ts';

test('the least useful rules come first, and those that many said so of before others', async () => {
  await using db = await freshDatabase();
  let seq = 0;
  const rate = async (monitor: string, useful: string, at = 10) => {
    seq += 1;
    const body = JSON.stringify({ event: { type: 'alert_rated', useful } });
    await db.db.sql`insert into events (stream, seq, type, body, at, model, hash, cause)
      values (${`alert:churn/${monitor}`}, ${seq}, 'alert_rated', ${body}, ${at}, 'churn', '', 'test')`;
  };
  for (const useful of ['yes', 'yes', 'yes', 'no']) await rate('mostly', useful);
  for (const useful of ['no', 'no']) await rate('never', useful);
  await rate('noise', 'no');
  await rate('always', 'yes');
  await rate('always', 'no', 4);
  const found = await readRatings(db.db, ['churn' as never], 5);
  expect(found.map(({ monitor, useful, rated }) => [monitor, useful, rated])).toEqual([
    ['never', 0, 2],
    ['noise', 0, 1],
    ['mostly', 3, 4],
    ['always', 1, 1],
  ]);
});
