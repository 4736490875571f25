import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { command } from '../../src/backends/command.ts';
import { nameOfRun } from '../../src/backends/host-run/run-folder.ts';
import { resultSchema } from '../../src/backends/training-result.ts';
import type { RunId } from '../../src/domain/ids.ts';
import { ended, request, trainerContract } from '../contract/trainer.ts';
import { forever, isRunning, startCommands, until } from './command-world.ts';

trainerContract(command, async () => {
  const world = await startCommands();
  return {
    trainer: await world.trainer('result(good);'),
    endless: await world.trainer(forever),
    begun: async () => (await world.begun()).length,
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
});

const runOf = async (
  world: Awaited<ReturnType<typeof startCommands>>,
  program: string,
  settings = {},
  environment = {},
) => {
  const trainer = await world.trainer(program, settings, environment);
  const answer = await trainer.start(request, 'k');
  if (answer.outcome !== 'started') throw new Error(answer.reason);
  return { trainer, run: answer.run };
};
const stateOf = async (
  world: Awaited<ReturnType<typeof startCommands>>,
  program: string,
  settings = {},
  environment = {},
) => {
  const { trainer, run } = await runOf(world, program, settings, environment);
  return ended(trainer, run);
};

describe('a training command that goes wrong says how', () => {
  test.each([
    ['ends with an error', "console.error('out of memory'); process.exit(3);", /exit code 3: out of memory/],
    ['is killed', 'process.kill(process.pid, "SIGKILL");', /ended by SIGKILL/],
    ['writes no result', '', /wrote no result file/],
    ['writes no JSON', "result('{');", /no JSON/],
    ['writes far too much', "result('x'.repeat(2_000_000));", /larger than 1 MB/],
    ['forgets the version', 'result({ ...good, version: undefined });', /result cannot be used: version/],
    [
      'forgets what it saw',
      'result({ ...good, trained_until: undefined });',
      /result cannot be used: trained_until/,
    ],
    ['has no idea of time', "result({ ...good, trained_until: 'yesterday' });", /"yesterday" is no ISO time/],
    [
      'trains on what it is compared on',
      'result({ ...good, trained_until: request.evaluate.to });',
      /but the comparison begins at 2025-12-22/,
    ],
  ])('%s', async (_, program, says) => {
    await using world = await startCommands();
    const state = await stateOf(world, program);
    expect(state).toMatchObject({ state: 'failed', reason: expect.stringMatching(says) });
  });
  test('prints without end, and only its last words are kept', async () => {
    await using world = await startCommands();
    const program =
      "for (let i = 0; i < 500; i += 1) process.stdout.write('y'.repeat(100_000)); console.log('\\nlast \\u001b[31mwords'); process.exitCode = 1;";
    const state = await stateOf(world, program);
    expect(state).toMatchObject({ state: 'failed', reason: expect.stringMatching(/last .\[31mwords$/) });
    expect((state as { reason: string }).reason).not.toContain('\u001b');
  });
  test('hangs, and ends with everything that it started', async () => {
    await using world = await startCommands();
    const program = `const child = spawn(process.execPath, ['-e', ${JSON.stringify(forever)}]); appendFileSync(new URL('./begun', import.meta.url), child.pid + '\\n'); process.on('SIGTERM', () => {}); ${forever}`;
    const state = await stateOf(world, program, { timeout: '1s' });
    expect(state).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/longer than its timeout/),
    });
    const pids = await world.begun();
    expect(pids).toHaveLength(2);
    for (const pid of pids) await until(async () => !(await isRunning(pid)));
  });
  test('is not there: refused, for good', async () => {
    await using world = await startCommands();
    const missing = await world.trainer('', { argv: ['no-such-program'] });
    expect(await missing.start(request, 'k')).toMatchObject({ outcome: 'refused', retry: 'never' });
    const nowhere = await world.trainer('', { folder: path.join(world.folder, 'gone') });
    expect(await nowhere.start(request, 'k')).toMatchObject({ outcome: 'refused', retry: 'never' });
    expect(await nowhere.find?.('k')).toBeNull();
  });
});

describe('a training command', () => {
  test('sees the variables that are named, and no others', async () => {
    await using world = await startCommands();
    const program =
      "const { NAMED, SECRET, FIXED } = process.env; result({ ...good, version: [NAMED, SECRET, FIXED].map(String).join('-') });";
    const settings = { environment: ['NAMED'], variables: { FIXED: 'c' } };
    const state = await stateOf(world, program, settings, { NAMED: 'a', SECRET: 'b' });
    expect(state).toMatchObject({ state: 'succeeded', version: { id: 'a-undefined-c' } });
    const { folder } = world;
    const texts = await Promise.all(
      (await readdir(path.join(folder, 'work', 'runs', nameOfRun('k')))).map((file) =>
        readFile(path.join(folder, 'work', 'runs', nameOfRun('k'), file), 'utf8'),
      ),
    );
    expect(texts.join('')).not.toContain('"b"');
  });
  test('shows how far it is', async () => {
    await using world = await startCommands();
    const program = `writeFileSync(process.env.STEWARD_PROGRESS, JSON.stringify({ progress: 0.4, step: 'fitting' })); ${forever}`;
    const { trainer, run } = await runOf(world, program);
    await until(async () => 'progress' in (await trainer.poll(run)));
    expect(await trainer.poll(run)).toEqual({ state: 'running', progress: 0.4, step: 'fitting' });
    await trainer.cancel?.(run);
    expect((await ended(trainer, run)).state).toBe('cancelled');
  });
  test('whose supervisor was killed is failed, and does not run on', async () => {
    await using world = await startCommands();
    const { trainer, run } = await runOf(world, forever);
    await until(async () => (await world.begun()).length === 1);
    const file = path.join(world.folder, 'work', 'runs', run, 'supervisor.json');
    process.kill(JSON.parse(await readFile(file, 'utf8')).pid, 'SIGKILL');
    const state = await ended(trainer, run);
    expect(state).toMatchObject({ state: 'failed', reason: expect.stringMatching(/supervisor is gone/) });
    const [pid] = await world.begun();
    await until(async () => !(await isRunning(pid!)));
    expect(await trainer.poll(run)).toEqual(state);
  });
  test('that whoever started it did not live to see goes on, and is found', async () => {
    await using world = await startCommands();
    const trainer = await world.trainer('setTimeout(() => result(good), 1500);');
    const script = `
      import { command } from './src/backends/command.ts';
      const opened = await command.open(command.config.parse(${JSON.stringify({
        argv: [process.execPath, path.join(world.folder, 'train-1.mjs')],
        folder: world.folder,
      })}), { id: 'trainer', workFolder: ${JSON.stringify(path.join(world.folder, 'work'))}, environment: process.env });
      opened.trainer.start(${JSON.stringify(request)}, 'k');
      setInterval(() => {}, 1000);`;
    const starter = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: 'ignore',
    });
    await until(async () => (await world.begun()).length === 1);
    starter.kill('SIGKILL');
    const run = (await trainer.find?.('k')) as RunId;
    expect(run).toBe(nameOfRun('k'));
    expect(await trainer.start(request, 'k')).toEqual({ outcome: 'started', run });
    expect((await ended(trainer, run)).state).toBe('succeeded');
    expect(await world.begun()).toHaveLength(1);
  });
});

describe('the README', () => {
  test('shows a result that is taken', async () => {
    const text = await readFile('src/backends/command.md', 'utf8');
    const example = /```json\n([\s\S]*?)```/.exec(text)![1]!;
    expect(resultSchema.safeParse(JSON.parse(example)).success).toBe(true);
  });
});
