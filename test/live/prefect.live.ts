import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prefect } from '../../src/backends/prefect.ts';
import { openWith } from '../contract/memory-reports.ts';
import { trainerContract } from '../contract/trainer.ts';
import { freshDatabase } from '../database.ts';
import { demoWorld, trainingVariables, wholeCycle } from './cycle.ts';
import { pythonInstalled } from './installed.ts';
import { live } from './live.ts';
import { forSqlAlchemy } from './postgres.ts';
import { answers, disposables, freePort, startServer, temporaryFolder } from './server.ts';

const flows = path.join(import.meta.dirname, 'prefect', 'flows.py');

await live(
  'prefect',
  () => pythonInstalled('prefect', ['prefect==3.9.1']),
  (bin) => {
    const stack = disposables();
    let url = '';
    let world: Awaited<ReturnType<typeof demoWorld>>;
    const settings = (change: object) => ({
      ...{ url: `${url}/api`, deployment: 'train/live', allow_private: ['127.0.0.1'], timeout: '20s' },
      ...change,
    });
    const open = (at: string, change: object = {}) =>
      prefect.open(prefect.config.parse(settings({ url: `${at}/api`, ...change })), openWith());

    beforeAll(async () => {
      const folder = stack.use(await temporaryFolder('prefect'));
      world = stack.use(await demoWorld());
      // On SQLite a busy server answers 503 to a start, also to a single one.
      const { url: database } = stack.use(await freshDatabase({ migrated: false, poolSize: 1 }));
      const port = await freePort();
      url = `http://127.0.0.1:${port}`;
      const environment = {
        PREFECT_HOME: path.join(folder.path, 'home'),
        PREFECT_API_URL: `${url}/api`,
        PREFECT_SERVER_DATABASE_CONNECTION_URL: forSqlAlchemy(database, 'asyncpg'),
        PREFECT_SERVER_DATABASE_CONNECTION_TIMEOUT: '60',
        PREFECT_SERVER_DATABASE_TIMEOUT: '60',
        PREFECT_SERVER_ANALYTICS_ENABLED: 'false',
        DO_NOT_TRACK: '1',
        ...trainingVariables(world.world),
      };
      const argv = [`${bin}/prefect`, 'server', 'start', '--host', '127.0.0.1', '--port', String(port)];
      const ready = () => answers(`${url}/api/health`);
      stack.use(await startServer(argv, { folder: folder.path, environment, ready }));
      const served = () => answers(`${url}/api/deployments/name/endless/live`);
      stack.use(
        await startServer([`${bin}/python`, flows], { folder: folder.path, environment, ready: served }),
      );
    });
    afterAll(() => stack.dispose());

    /** Runs that began since a world was opened. */
    const count = async () => {
      const answer = await fetch(`${url}/api/flow_runs/count`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      return (await answer.json()) as number;
    };
    async function serve() {
      const before = await count();
      return {
        ...{ url, open },
        trainer: (await open(url)).trainer!,
        endless: (await open(url, { deployment: 'endless/live' })).trainer!,
        begun: async () => (await count()) - before,
        async [Symbol.asyncDispose]() {},
      };
    }
    trainerContract(prefect, serve, { withinMs: 120_000 });

    describe('a whole cycle', () => {
      test('is approved, trained, compared, promoted and rolled back', async () => {
        const { events, champions } = await wholeCycle({
          ...world,
          backend: { kind: 'prefect', config: settings({}) },
        });
        expect(champions).toEqual(['v1', 'v2', 'v1']);
        expect(events).toEqual(
          expect.arrayContaining(['training_finished', 'champion_switched', 'champion_restored']),
        );
      });
    });
  },
);
