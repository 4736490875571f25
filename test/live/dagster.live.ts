import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dagster } from '../../src/backends/dagster.ts';
import { openWith } from '../contract/memory-reports.ts';
import { trainerContract } from '../contract/trainer.ts';
import { demoWorld, trainingVariables, wholeCycle } from './cycle.ts';
import { pythonInstalled } from './installed.ts';
import { live } from './live.ts';
import { disposables, freePort, startServer, temporaryFolder } from './server.ts';

const jobs = path.join(import.meta.dirname, 'dagster', 'jobs.py');

await live(
  'dagster',
  () => pythonInstalled('dagster', ['dagster==1.13.28', 'dagster-webserver==1.13.28']),
  (bin) => {
    const stack = disposables();
    let url = '';
    let world: Awaited<ReturnType<typeof demoWorld>>;
    const settings = (change: object = {}) => ({
      ...{ url, location: 'jobs.py', job: 'train', allow_private: ['127.0.0.1'], timeout: '60s' },
      ...change,
    });
    const open = (change: object = {}) => dagster.open(dagster.config.parse(settings(change)), openWith());

    beforeAll(async () => {
      const folder = stack.use(await temporaryFolder('dagster'));
      world = stack.use(await demoWorld());
      const home = path.join(folder.path, 'home');
      await mkdir(home);
      await writeFile(path.join(home, 'dagster.yaml'), 'telemetry: { enabled: false }\n');
      const port = await freePort();
      url = `http://127.0.0.1:${port}`;
      const environment = {
        ...{ DAGSTER_HOME: home, PATH: `${bin}${path.delimiter}${process.env.PATH}` },
        ...trainingVariables(world.world),
      };
      const at = ['--host', '127.0.0.1', '--port', String(port)];
      const ready = async () => (await (await open()).probe()).includes('has the job');
      const argv = [`${bin}/dagster`, 'dev', '--python-file', jobs, ...at];
      stack.use(await startServer(argv, { folder: folder.path, environment, ready, withinMs: 480_000 }));
    });
    afterAll(() => stack.dispose());

    const count = async (): Promise<number> => {
      const query = '{ runsOrError { ... on Runs { results { runId } } } }';
      const answer = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      const { data } = (await answer.json()) as { data: { runsOrError: { results: unknown[] } } };
      return data.runsOrError.results.length;
    };
    async function serve() {
      const before = await count();
      return {
        trainer: (await open()).trainer!,
        endless: (await open({ job: 'endless' })).trainer!,
        begun: async () => (await count()) - before,
        async [Symbol.asyncDispose]() {},
      };
    }
    trainerContract(dagster, serve, { withinMs: 240_000 });

    describe('a whole cycle', () => {
      test('is approved, trained, compared, promoted and rolled back', async () => {
        const { events, champions } = await wholeCycle({
          ...world,
          backend: { kind: 'dagster', config: settings() },
        });
        expect(champions).toEqual(['v1', 'v2', 'v1']);
        expect(events).toEqual(
          expect.arrayContaining(['training_finished', 'champion_switched', 'champion_restored']),
        );
      });
    });
  },
);
