import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dvc } from '../../src/backends/dvc.ts';
import type { ModelId, VersionId } from '../../src/domain/ids.ts';
import { openWith } from '../contract/memory-reports.ts';
import { registryContract } from '../contract/registry.ts';
import { trainerContract } from '../contract/trainer.ts';
import { wholeCycle } from '../contract/whole-cycle.ts';
import { pythonInstalled } from './installed.ts';
import { live } from './live.ts';
import { disposables, temporaryFolder } from './server.ts';

const model = 'churn' as ModelId;
const pipeline = path.join(import.meta.dirname, 'dvc');
const rides = Array.from({ length: 1000 }, (_, hour) => 100 + (hour % 24)).join('\n');

await live(
  'dvc',
  () => pythonInstalled('dvc', ['dvc==3.67.1', 'gto==1.10.1']),
  (bin) => {
    const stack = disposables();
    let folder = '';
    let made = 0;
    const environment = {
      ...{
        PATH: `${bin}${path.delimiter}${process.env.PATH}`,
        HOME: process.env.HOME,
        DVC_NO_ANALYTICS: '1',
      },
      ...{ GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@example.com' },
      ...{ GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@example.com' },
    };
    const run = (cwd: string, program: string, ...args: string[]): string =>
      execFileSync(program, args, { cwd, env: environment, encoding: 'utf8', stdio: 'pipe' }).trim();

    /** A team's project with three versions, made by DVC and GTO themselves; the first is the champion. */
    beforeAll(async () => {
      folder = stack.use(await temporaryFolder('dvc')).path;
      const project = path.join(folder, 'project');
      await cp(pipeline, project, { recursive: true });
      await mkdir(path.join(project, 'data'));
      await writeFile(path.join(project, 'data', 'rides.csv'), rides);
      await writeFile(path.join(project, 'requirements.txt'), 'numpy==2.3.5\n');
      run(project, 'git', 'init', '--quiet', '--initial-branch=main');
      run(project, 'dvc', 'init', '--quiet');
      run(project, 'dvc', 'remote', 'add', '--default', 'storage', path.join(folder, 'storage'));
      run(project, 'dvc', 'add', '--quiet', 'data/rides.csv');
      const asked = { key: 'by hand', trainBefore: '2020-01-01T00:00:00Z', evaluate: {}, version: '' };
      for (const depth of [1, 2, 3]) {
        await writeFile(path.join(project, 'params.yaml'), `depth: ${depth}\n`);
        await writeFile(path.join(project, 'steward.json'), JSON.stringify(asked));
        run(project, 'dvc', 'repro', '--quiet');
        run(project, 'git', 'add', '.');
        run(project, 'git', 'commit', '--quiet', '--message', `depth ${depth}`);
        run(project, 'gto', 'register', model);
      }
      run(project, 'gto', 'assign', model, '--version', 'v0.0.1', '--stage', 'champion');
      run(project, 'dvc', 'push', '--quiet');
      run(folder, 'git', 'clone', '--quiet', '--bare', project, 'template.git');
    });
    afterAll(() => stack.dispose());

    async function serve() {
      made += 1;
      const origin = path.join(folder, `${made}.git`);
      const begun = path.join(folder, `${made}.begun`);
      await cp(path.join(folder, 'template.git'), origin, { recursive: true });
      const shown = ['DVC_NO_ANALYTICS', 'BEGUN', 'MODE'];
      const settings = { repository: origin, names: { "o'hara": model }, train: {}, environment: shown };
      let opened = 0;
      const options = (change: Record<string, string> = {}) => {
        opened += 1;
        const variables = { ...environment, BEGUN: begun, ...change };
        return { workFolder: path.join(folder, `${made}-${opened}`), environment: variables };
      };
      const open = (change?: Record<string, string>) =>
        dvc.open(dvc.config.parse(settings), { ...openWith(), ...options(change) });
      const backends = [await open(), await open({ MODE: 'endless' })] as const;
      return {
        ...{ origin, settings, options, open },
        ...{ registry: backends[0].registry!, trainer: backends[0].trainer!, endless: backends[1].trainer! },
        filled: { model, versions: ['v0.0.1', 'v0.0.2', 'v0.0.3'] as const },
        begun: async () => (await readFile(begun, 'utf8').catch(() => '')).split('\n').length - 1,
        async [Symbol.asyncDispose]() {
          for (const one of backends) await one.close();
        },
      };
    }
    /** What GTO itself says is in a stage. */
    const champion = (origin: string) =>
      run(folder, 'gto', 'show', `${model}#champion`, '--version', '--repo', origin);

    registryContract(dvc, serve);
    trainerContract(dvc, serve, { withinMs: 240_000 });
    wholeCycle(dvc, async () => {
      const { origin, settings, options, ...world } = await serve();
      return {
        ...{ settings, options: options(), champion: 'v0.0.1', withinMs: 280_000 },
        championThere: () => champion(origin),
        [Symbol.asyncDispose]: world[Symbol.asyncDispose],
      };
    });

    describe('dvc and gto', () => {
      test('say of a version what Steward says', async () => {
        await using world = await serve();
        const pointer = await readFile(path.join(folder, 'project', 'data', 'rides.csv.dvc'), 'utf8');
        expect((await world.registry.versions(model))[1]).toMatchObject({
          id: 'v0.0.2',
          lineage: {
            ...{
              data: /md5: ([0-9a-f]{32})/.exec(pointer)?.[1],
              environment: expect.stringMatching(/^requirements.txt /),
            },
            ...{ code: run(world.origin, 'git', 'rev-parse', 'churn@v0.0.2^{}'), params: { depth: 2 } },
          },
          metrics: { 'fit.rows': 1000, mae: expect.any(Number) },
        });
      });
      test('can make a version again while its data are in the remote', async () => {
        await using world = await serve();
        const [version] = await world.registry.versions(model);
        const there = { code: 'there', params: 'there', environment: 'there' };
        expect(await world.registry.resolve!(model, version!)).toEqual({ ...there, data: 'there' });
        const storage = path.join(folder, 'storage');
        await rename(storage, `${storage}.away`);
        const other = await world.open();
        expect(await other.registry!.resolve!(model, version!)).toEqual({ ...there, data: 'gone' });
        await other.close();
        await rename(`${storage}.away`, storage);
      });
      test('agree with Steward on the champion, whoever moved it', async () => {
        await using world = await serve();
        const assign = (to: string, expected: string) =>
          world.registry.assign!(
            { model, role: 'champion', to: to as VersionId, expected: expected as VersionId },
            'k',
          );
        expect(await assign('v0.0.3', 'v0.0.1')).toEqual({ outcome: 'done' });
        expect(champion(world.origin)).toBe('v0.0.3');
        expect(await assign('v0.0.1', 'v0.0.3')).toEqual({ outcome: 'done' });
        expect(champion(world.origin)).toBe('v0.0.1');
        const clone = `${world.origin}.clone`;
        run(folder, 'git', 'clone', '--quiet', world.origin, clone);
        // GTO's tags have whole seconds, and Steward's are never earlier than the newest that it saw.
        await new Promise((resolve) => setTimeout(resolve, 5000));
        run(clone, 'gto', 'assign', model, '--version', 'v0.0.2', '--stage', 'champion');
        run(clone, 'git', 'push', '--quiet', '--tags');
        expect((await world.registry.roles(model)).champion).toBe('v0.0.2');
        expect(await assign('v0.0.3', 'v0.0.1')).toEqual({ outcome: 'conflict', actual: 'v0.0.2' });
        run(clone, 'gto', 'deprecate', model, 'v0.0.2', 'champion');
        run(clone, 'git', 'push', '--quiet', '--tags');
        expect((await world.registry.roles(model)).champion).toBe(champion(clone));
      });
    });
  },
);
