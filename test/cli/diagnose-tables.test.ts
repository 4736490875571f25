import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askLabels, askPredictions, askReference, tablesOf } from '../../src/cli/diagnose-tables.ts';
import type { Dataset, Labels } from '../../src/domain/dataset.ts';
import type { Monitor } from '../../src/domain/monitor.ts';
import { day } from '../../src/lib/time.ts';
import type { Store } from '../../src/stores/contract.ts';
import { duckdb } from '../../src/stores/duckdb.ts';

const days = 30;
const begin = Date.UTC(2024, 0, 1);
const dayOf = (at: number) => new Date(begin + at * day).toISOString().slice(0, 10);
const each = (row: (at: number) => string) =>
  Array.from({ length: days }, (_, at) => `${row(at)}\n`).join('');
const files = {
  'log.csv': `id,at,said,size,label\n${each((at) => `k${at},${dayOf(at)},${at % 2},${at * 1.5},${at % 2}`)}`,
  'labels.csv': `id,label,seen\n${each((at) => `k${at},${at % 2},${dayOf(at + 10)}`)}`,
  'foreign.csv': 'id,label\nnobody,1\n',
  'header.csv': 'id,label\n',
  'broken.parquet': 'not at all',
};
const dataset: Dataset = {
  ...{ predictions: 'log.csv', key: 'id', time: 'at', prediction: 'said', segments: [] },
  features: [{ column: 'size', type: null }],
};
const now = begin + days * day;

let home = '';
let store: Store;
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'steward-doctor-'));
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(home, name), text);
  const secret = () => Promise.reject(new Error('none is asked for'));
  store = await duckdb.open({ folder: home }, { roots: [home], secret });
});
afterAll(async () => {
  await store.close();
  await rm(home, { recursive: true });
});

const asked = (labels: Partial<Labels>) =>
  askLabels(store, {
    ...{ dataset, task: 'binary', now },
    labels: { source: 'labels.csv', key: 'id', label: 'label', time: null, delayMs: 0, ...labels },
  });

test('predictions have rows and every column that is named', async () => {
  expect(await askPredictions(store, { dataset })).toEqual({
    ...{ result: 'ok', says: '30 rows, the newest 2024-01-30' },
  });
  const features = [{ column: 'sise', type: null }];
  expect(await askPredictions(store, { dataset: { ...dataset, features, segments: ['kind'] } })).toEqual({
    ...{ result: 'fail', says: 'log.csv has no column kind, sise; it has id, at, said, size, label' },
  });
});

test('labels find the predictions that should have one by now', async () => {
  const all = '30 rows; 7 of the 7 predictions of the week to 2024-01-30 have one';
  expect(await asked({})).toEqual({ result: 'ok', says: all });
  expect(await asked({ source: null })).toEqual({ result: 'ok', says: all });
  // Seen ten days after the prediction: of the newest week none, of the week ten days before all.
  const late = '30 rows, the newest 2024-02-09; ';
  expect(await asked({ time: 'seen' })).toMatchObject({
    result: 'warning',
    says: expect.stringContaining('none of'),
  });
  expect(await asked({ time: 'seen', delayMs: 10 * day })).toEqual({
    ...{ result: 'ok', says: `${late}7 of the 7 predictions of the week to 2024-01-20 have one` },
  });
  expect(await asked({ delayMs: 90 * day })).toMatchObject({ says: expect.stringContaining('old enough') });
});

test('labels that are missing, broken or of other keys are said', async () => {
  expect(await asked({ label: 'truth', time: 'when' })).toEqual({
    ...{ result: 'fail', says: 'labels.csv has no column truth, when; it has id, label, seen' },
  });
  expect(await asked({ source: null, label: 'truth' })).toMatchObject({ result: 'fail' });
  expect(await asked({ source: 'foreign.csv' })).toEqual({
    result: 'warning',
    says: '1 rows; none of the 7 predictions of the week to 2024-01-30 has one; look at the key id and at delay',
  });
  expect(await asked({ source: 'header.csv' })).toEqual({ result: 'warning', says: 'no rows yet' });
  await expect(asked({ source: 'nowhere.csv' })).rejects.toThrow('“nowhere.csv” does not exist.');
  await expect(asked({ source: 'broken.parquet' })).rejects.toThrow(/^broken\.parquet: .*broken/);
});

test('the table of a reference has what its monitor compares', async () => {
  const table = { kind: 'table', table: 'labels.csv' };
  const monitors = [
    { id: 'drift', kind: 'drift', reference: table, columns: null },
    { id: 'before', kind: 'drift', reference: { kind: 'previous' }, columns: null },
    { id: 'year', kind: 'quality', reference: { from: begin, to: now }, columns: null },
    { id: 'performance', kind: 'performance' },
  ] as unknown as Monitor[];
  const [reference, ...others] = tablesOf({ monitors });
  expect([reference, others]).toEqual([{ monitor: 'drift', table: 'labels.csv', columns: [] }, []]);
  expect(await askReference(store, { dataset }, reference!)).toEqual({
    ...{ result: 'fail', says: 'labels.csv has no column size; it has id, label, seen' },
  });
  expect(await askReference(store, { dataset }, { ...reference!, columns: ['label'] })).toEqual({
    ...{ result: 'ok', says: '30 rows' },
  });
});
