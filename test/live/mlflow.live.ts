import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { mlflow } from '../../src/backends/mlflow.ts';
import type { ModelId, RunId } from '../../src/domain/ids.ts';
import { effectRunner } from '../../src/effects/index.ts';
import { syncRegistry } from '../../src/effects/sync-registry.ts';
import { runNext } from '../../src/engine/outbox.ts';
import { startHttp } from '../../src/http/start-http.ts';
import { silentLog } from '../../src/lib/log.ts';
import { hearBackend } from '../../src/main/hooks.ts';
import { backendFaults } from '../contract/backend-faults.ts';
import { openWith } from '../contract/memory-reports.ts';
import { registryContract } from '../contract/registry.ts';
import { newKey } from '../contract/trainer.ts';
import { wholeCycle } from '../contract/whole-cycle.ts';
import { id, model, registryWorld } from '../effects/registry-world.ts';
import { pythonInstalled } from './installed.ts';
import { live } from './live.ts';
import { answers, disposables, freePort, startServer, temporaryFolder } from './server.ts';

await live(
  'mlflow',
  () => pythonInstalled('mlflow', ['mlflow==3.4.0', 'sqlalchemy==2.0.43']),
  (bin) => {
    const stack = disposables();
    let url = '';
    let home = '';
    let made = 0;
    const key = newKey();

    beforeAll(async () => {
      const folder = stack.use(await temporaryFolder('mlflow'));
      home = folder.path;
      const port = await freePort();
      url = `http://127.0.0.1:${port}`;
      const at = ['--host', '127.0.0.1', '--port', String(port), '--workers', '1'];
      const store = ['--backend-store-uri', `sqlite:///${path.join(folder.path, 'mlflow.db')}`];
      const ready = () => answers(`${url}/health`);
      const argv = [`${bin}/mlflow`, 'server', ...at, ...store];
      const environment = {
        PATH: `${bin}${path.delimiter}${process.env.PATH}`,
        MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY: randomBytes(32).toString('base64url').concat('='),
        // It calls https only, unless this says otherwise.
        MLFLOW_WEBHOOK_ALLOWED_SCHEMES: 'http',
        // A webhook is seen at once, and not a minute after its event was last looked for.
        MLFLOW_WEBHOOK_CACHE_TTL: '0',
      };
      stack.use(await startServer(argv, { folder: folder.path, environment, ready }));
    });
    afterAll(() => stack.dispose());

    async function ask<T>(what: string, body: object): Promise<T> {
      const answer = await fetch(`${url}/api/2.0/mlflow/${what}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${what}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as T;
    }

    /** A model of its own with three versions, each made by a run; the first is its champion. */
    async function serve() {
      made += 1;
      const named = `churn-${made}` as ModelId;
      await ask('registered-models/create', { name: named });
      for (const version of ['1', '2', '3']) {
        const tags = [
          { key: 'steward.key', value: version === '3' ? key : 'another' },
          { key: 'steward.trained_until', value: '2020-03-31T00:00:00Z' },
        ];
        const { run } = await ask<{ run: { info: { run_id: string } } }>('runs/create', {
          ...{ experiment_id: '0', start_time: Date.now(), tags },
        });
        const { run_id } = run.info;
        await ask('runs/log-batch', {
          ...{ run_id, params: [{ key: 'depth', value: '6' }] },
          metrics: [{ key: 'mae', value: 31.9, timestamp: 1, step: 0 }],
        });
        await ask('model-versions/create', { name: named, source: `mlflow-artifacts:/${run_id}/m`, run_id });
      }
      await ask('registered-models/alias', { name: named, alias: 'champion', version: '1' });
      const open = (at: string, hasty?: object) =>
        mlflow.open(
          mlflow.config.parse({ url: at, allow_private: ['127.0.0.1'], timeout: hasty ? '3s' : '60s' }),
          openWith(),
        );
      return {
        ...{ url, open, registry: (await open(url)).registry! },
        filled: { model: named, versions: ['1', '2', '3'] as const },
        async [Symbol.asyncDispose]() {},
      };
    }

    registryContract(mlflow, serve, { lastWriterWins: 'an alias has no condition under which it is set' });
    backendFaults(mlflow, serve);

    // MLflow trains nothing itself: a program of this host does, and logs to it as such programs do.
    const program = path.join(import.meta.dirname, 'mlflow', 'train.py');
    const name = 'rides';
    const variables = () => ({ MLFLOW_TRACKING_URI: url, MODEL: name, GIT_PYTHON_REFRESH: 'quiet' });
    const there = async () => {
      const answer = await fetch(`${url}/api/2.0/mlflow/registered-models/alias?name=${name}&alias=champion`);
      return ((await answer.json()) as { model_version: { version: string } }).model_version.version;
    };
    wholeCycle(
      { id: 'command' },
      async () => {
        const [request, result] = ['request', 'result'].map((file) => path.join(home, `${file}.json`));
        await writeFile(request!, JSON.stringify({ key: 'first', trainBefore: '2020-01-01T00:00:00Z' }));
        const files = { STEWARD_REQUEST: request, STEWARD_RESULT: result };
        await promisify(execFile)(`${bin}/python`, [program], {
          env: { ...process.env, ...variables(), ...files },
        });
        await ask('registered-models/alias', { name, alias: 'champion', version: '1' });
        const names = { churn: name };
        return {
          settings: { argv: [`${bin}/python`, program], folder: home, variables: variables() },
          options: { environment: process.env, workFolder: path.join(home, 'runs') },
          registry: { kind: 'mlflow', settings: { url, names, allow_private: ['127.0.0.1'] } },
          ...{ champion: '1', championThere: there, withinMs: 280_000 },
          async [Symbol.asyncDispose]() {},
        };
      },
      'a program that logs to mlflow',
    );

    test('a champion that somebody moves in MLflow itself is in the log and ends the promotion that it makes pointless', async () => {
      await using served = await serve();
      const there = served.filled.model;
      const { registry } = served;
      await using world = await registryWorld({
        roles: () => registry.roles(there),
        versions: (_, known) => registry.versions(there, known),
      });
      const first = await syncRegistry(world.ports, model);
      expect(first).toMatchObject({ champion: '1', outside: null });
      expect(first.versions[2]).toMatchObject({
        lineage: { params: { depth: '6' } },
        metrics: { mae: 31.9 },
      });
      await world.offer({ champion: id('1'), challenger: id('2') });
      await ask('registered-models/alias', { name: there, alias: 'champion', version: '3' });
      await syncRegistry(world.ports, model);
      expect(await world.events('champion_changed_outside')).toMatchObject([{ from: '1', to: '3' }]);
      expect(await world.state()).toMatchObject({ phase: 'closed', outcome: { result: 'champion_changed' } });
    });

    test('MLflow itself calls Steward when somebody moves the champion, and only its signature is believed', async () => {
      await using served = await serve();
      const there = served.filled.model;
      const settings = { url, names: { [model]: there }, allow_private: ['127.0.0.1'] };
      const opened = await mlflow.open(
        mlflow.config.parse({ ...settings, webhook_secret: 'env:HOOK' }),
        openWith({ 'env:HOOK': 'shared with MLflow' }),
      );
      await using world = await registryWorld();
      const ports = {
        ...world.ports,
        backend: async () => ({ ...(await world.ports.backend(model as never)), ...opened }),
      };
      await syncRegistry(ports, model);
      // What is done from here on is what a delivery asked for.
      await world.db.sql`delete from outbox`;
      const answered: number[] = [];
      const door = async (request: Request) => {
        const answer = await hearBackend(ports)(request);
        answered.push(answer.status);
        return answer;
      };
      const local = { host: '127.0.0.1', port: 0, routes: new Hono(), log: silentLog };
      await using http = await startHttp({ ...local, signed: { '/hooks/:backend': door } });
      const listens = (name: string, secret: string) =>
        ask('webhooks', {
          ...{ name, secret, url: `${http.url}/hooks/mlflow`, status: 'ACTIVE' },
          events: [{ entity: 'MODEL_VERSION_ALIAS', action: 'CREATED' }],
        });
      const heard = (count: number) =>
        vi.waitFor(() => expect(answered).toHaveLength(count), { timeout: 60_000, interval: 50 });
      const work = async () => {
        const run = effectRunner(ports);
        while (await runNext(world.db, run, silentLog));
      };

      await listens('another', 'of somebody else');
      await ask('registered-models/alias', { name: there, alias: 'champion', version: '2' });
      await heard(1);
      expect(answered).toEqual([401]);
      await work();
      expect(await world.events('champion_changed_outside')).toEqual([]);

      await listens('steward', 'shared with MLflow');
      await ask('registered-models/alias', { name: there, alias: 'champion', version: '3' });
      await heard(3);
      expect(answered.toSorted()).toEqual([202, 401, 401]);
      await work();
      expect(await world.events('champion_changed_outside')).toMatchObject([{ from: '1', to: '3' }]);
      expect(await opened.registry!.roles(model)).toMatchObject({ champion: '3' });
    });

    test('finds the version that a run left, with what its run says about it', async () => {
      await using world = await serve();
      const found = await world.registry.produced!(world.filled.model, { run: 'r' as RunId, key });
      expect(found).toMatchObject([
        {
          id: '3',
          lineage: { params: { depth: '6' }, trainedUntil: Date.UTC(2020, 2, 31) },
          metrics: { mae: 31.9 },
        },
      ]);
    });
  },
);
