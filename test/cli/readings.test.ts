import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { freshDatabase } from '../database.ts';
import { dataRobotSettings, startDataRobot } from '../emulators/datarobot.ts';
import { steward } from './run-verb.ts';

let home: string;
let fresh: Awaited<ReturnType<typeof freshDatabase>>;
let fake: Awaited<ReturnType<typeof startDataRobot>>;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'steward-readings-'));
  fresh = await freshDatabase();
  fake = await startDataRobot();
  fake.fill();
  vi.stubEnv('DATABASE_URL', fresh.url);
  vi.stubEnv('STEWARD_HOME', home);
  vi.stubEnv('STEWARD_DATA_ROOTS', home);
  vi.stubEnv('TOKEN', 'key1');
  const model = (id: string, backend: string) => ({
    ...{ id, task: 'regression', owners: ['ml'], channel: 'ml', store: 'log' },
    ...{ trainer: backend, registry: backend === 'robot' ? backend : undefined, initial_version: 'm1' },
    data: {
      ...{ predictions: 'p.parquet', key: 'id', time: 'made', version: 'version', prediction: 'prediction' },
      labels: { source: 'l.parquet', label: 'label', time: 'known', delay: '1h' },
    },
  });
  const file = path.join(home, 'steward.yaml');
  const written = {
    groups: [{ id: 'ml', title: 'ML' }],
    people: ['ada', 'bob', 'cem'].map((id) => ({ id, name: id, groups: ['ml'] })),
    channels: [{ id: 'ml', title: 'ML' }],
    stores: [{ id: 'log', kind: 'duckdb', folder: home }],
    backends: [
      { id: 'robot', kind: 'datarobot', ...dataRobotSettings(fake.url) },
      { id: 'here', kind: 'command', argv: ['true'] },
    ],
    models: [model('churn', 'robot'), model('plain', 'here')],
  };
  await writeFile(file, stringify(written));
  expect(await steward('apply', '-f', file)).toMatchObject({ exit: 0, err: '' });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await fake[Symbol.asyncDispose]();
  await fresh[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

test('what the system of a model measured by itself, as a table and as JSON', async () => {
  const words = ['readings', 'churn', '--from', '2026-01-01', '--to', '2026-01-02'];
  const said = await steward(...words);
  expect([said.exit, said.err]).toEqual([0, '']);
  expect(said.out).toMatch(/robot +psi +temperature +0\.1 +500/);
  expect(said.out).toMatch(/robot +RMSE +the model +44\.1/);
  const { readings } = JSON.parse((await steward(...words, '--json')).out) as { readings: object[] };
  expect(readings[0]).toMatchObject({ backend: 'robot', metric: 'psi', at: Date.UTC(2026, 0, 2) });
});
test('says what to do where nothing is measured, and how times are written', async () => {
  const none = await steward('readings', 'plain');
  expect(none.exit).toBe(2);
  expect(none.err).toContain('None of the systems behind plain measures models by itself');
  expect((await steward('readings', 'churn', '--from', '2026-01-02', '--to', '2026-01-01')).err).toContain(
    '--to must be later than --from',
  );
});
