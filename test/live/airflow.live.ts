import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { airflow } from '../../src/backends/airflow.ts';
import { openWith } from '../contract/memory-reports.ts';
import { trainerContract } from '../contract/trainer.ts';
import { freshDatabase } from '../database.ts';
import { demoWorld, trainingVariables, wholeCycle } from './cycle.ts';
import { pythonInstalled } from './installed.ts';
import { live } from './live.ts';
import { forSqlAlchemy } from './postgres.ts';
import { disposables, freePort, startServer, temporaryFolder } from './server.ts';

const dags = path.join(import.meta.dirname, 'airflow');

await live(
  'airflow',
  () => pythonInstalled('airflow', ['apache-airflow==3.3.2', 'psycopg2-binary==2.9.13', 'asyncpg==0.32.0']),
  (bin) => {
    const stack = disposables();
    let url = '';
    let password = '';
    let world: Awaited<ReturnType<typeof demoWorld>>;
    const settings = (change: object = {}) => ({
      ...{ url, dag: 'train', result_task: 'fit', username: 'steward', password: `file:${password}` },
      ...{ allow_private: ['127.0.0.1'], timeout: '60s', ...change },
    });
    const open = (change: object = {}) =>
      airflow.open(airflow.config.parse(settings(change)), openWith({ [`file:${password}`]: 'secret' }));

    beforeAll(async () => {
      const folder = stack.use(await temporaryFolder('airflow'));
      world = stack.use(await demoWorld());
      // On SQLite a busy server answers 500 to a start.
      const { url: database } = stack.use(await freshDatabase({ migrated: false, poolSize: 1 }));
      const passwords = path.join(folder.path, 'passwords.json');
      await writeFile(passwords, JSON.stringify({ steward: 'secret' }));
      password = path.join(folder.path, 'password');
      await writeFile(password, 'secret');
      const port = await freePort();
      url = `http://127.0.0.1:${port}`;
      const configured = {
        ...{ CORE__DAGS_FOLDER: dags, CORE__LOAD_EXAMPLES: 'False', CORE__PARALLELISM: '4' },
        CORE__DAGS_ARE_PAUSED_AT_CREATION: 'False',
        DATABASE__SQL_ALCHEMY_CONN: forSqlAlchemy(database, 'psycopg2'),
        CORE__EXECUTION_API_SERVER_URL: `${url}/execution/`,
        CORE__SIMPLE_AUTH_MANAGER_USERS: 'steward:admin',
        CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE: passwords,
        ...{ API__HOST: '127.0.0.1', API__PORT: String(port), API__BASE_URL: url, API__WORKERS: '1' },
        API_AUTH__JWT_SECRET: 'shared by the processes of this one test',
        USAGE_DATA_COLLECTION__ENABLED: 'False',
      };
      const environment = {
        ...{
          AIRFLOW_HOME: path.join(folder.path, 'home'),
          PATH: `${bin}${path.delimiter}${process.env.PATH}`,
        },
        ...Object.fromEntries(Object.entries(configured).map(([key, value]) => [`AIRFLOW__${key}`, value])),
        ...trainingVariables(world.world),
      };
      const ready = async () => {
        const answers = [await open(), await open({ dag: 'endless' })].map((one) => one.probe());
        return (await Promise.all(answers)).every((said) => said.endsWith('is there'));
      };
      const argv = [`${bin}/airflow`, 'standalone'];
      stack.use(await startServer(argv, { folder: folder.path, environment, ready, withinMs: 480_000 }));
    });
    afterAll(() => stack.dispose());

    const count = async (): Promise<number> => {
      const login = await fetch(`${url}/auth/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username: 'steward', password: 'secret' }),
      });
      const { access_token: token } = (await login.json()) as { access_token: string };
      const answer = await fetch(`${url}/api/v2/dags/~/dagRuns?limit=1`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return ((await answer.json()) as { total_entries: number }).total_entries;
    };
    async function serve() {
      const before = await count();
      return {
        trainer: (await open()).trainer!,
        endless: (await open({ dag: 'endless' })).trainer!,
        begun: async () => (await count()) - before,
        async [Symbol.asyncDispose]() {},
      };
    }
    trainerContract(airflow, serve, { withinMs: 240_000 });

    describe('a whole cycle', () => {
      test('is approved, trained, compared, promoted and rolled back', async () => {
        const { events, champions } = await wholeCycle({
          ...world,
          backend: { kind: 'airflow', config: settings() },
        });
        expect(champions).toEqual(['v1', 'v2', 'v1']);
        expect(events).toEqual(
          expect.arrayContaining(['training_finished', 'champion_switched', 'champion_restored']),
        );
      });
    });
  },
);
