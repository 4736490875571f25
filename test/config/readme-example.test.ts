import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { kinds } from '../../src/config/kinds.ts';
import { readConfiguration } from '../../src/config/read-configuration.ts';

test('the team of the README can carry a model as it stands: every question about it has somebody to answer', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'steward-readme-'));
  const team = /```yaml\n( *stores:[\s\S]*?)```/.exec(await readFile('README.md', 'utf8'))![1]!;
  const model = await readFile('src/demo/steward/telco-churn.yaml', 'utf8');
  const owned = model
    .replace('store: log', 'store: warehouse')
    .replace(/^ *trainer: .*\n|^ {4}policy:\n( {6}.*\n)*/gm, '');
  await writeFile(path.join(folder, 'team.yaml'), team.replaceAll(/^ {3}/gm, ''));
  await writeFile(path.join(folder, 'model.yaml'), owned);
  const read = await readConfiguration(folder, kinds);
  await rm(folder, { recursive: true });
  expect(read).toMatchObject({ ok: true, value: { models: [{ id: 'telco-churn', owners: ['ml-eng'] }] } });
});
