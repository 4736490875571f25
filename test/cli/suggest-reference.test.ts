import { expect, test } from 'vitest';
import { suggestReference } from '../../src/cli/suggest-reference.ts';
import type { Model } from '../../src/domain/model.ts';
import { day } from '../../src/lib/time.ts';
import { dataset, monitor, rows, start } from '../monitors/drift-world.ts';
import { memoryStore } from '../monitors/memory-store.ts';

const columns = { at: 'time', version: 'categorical', amount: 'numeric', prediction: 'numeric' } as const;
const ask = (days: number) => {
  const said: string[] = [];
  const store = memoryStore(rows(days), columns);
  const given = {
    model: { id: 'churn', dataset } as Model,
    monitor: { ...monitor, columns: ['amount', 'prediction'] },
    store,
    now: start + 2000 * day,
    trainedUntil: start + 30 * day,
    progress: (line: string) => said.push(line),
  };
  return { store, said, suggested: suggestReference(given) };
};

test('history is read once, references are ranked, and what history is too short for is said', async () => {
  const { store, said, suggested } = ask(112);
  const { tried, untried } = await suggested;
  expect(said[0]).toBe('reading 1 of 15');
  expect(tried.map(({ rate }) => rate)).toEqual(tried.map(({ rate }) => rate).toSorted((a, b) => a - b));
  expect(tried.map(({ reference }) => 'kind' in reference && reference.kind)).toContain('previous');
  expect(untried).toContainEqual({ kind: 'season', every: 'year', times: 1, holidays: [] });
  const weeks = store.read.filter(({ from, to }) => to - from === 7 * day).map(({ from }) => from);
  expect(new Set(weeks).size).toBe(weeks.length);
});

test('too little history for any answer is one sentence', async () => {
  await expect(ask(20).suggested).rejects.toThrow(
    'churn has 2 windows of its monitor inputs since 2024-01-04; at least 5 are needed to compare references.',
  );
});
