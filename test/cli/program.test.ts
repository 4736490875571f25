import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { foundSomething } from '../../src/cli/exit.ts';
import { run } from '../../src/cli/program.ts';
import { verbs as realVerbs, type Verb } from '../../src/cli/verbs.ts';
import { Fault } from '../../src/lib/fault.ts';

let loaded: string[] = [];
const verb = (name: string, act: () => void | Promise<void>): Verb => ({
  name,
  summary: `what ${name} does`,
  load: async () => {
    loaded.push(name);
    return (program) => {
      program
        .command(name)
        .description(`Everything that ${name} does.`)
        .argument('[file]')
        .option('--json', 'for machines')
        .addHelpText('after', `\nExamples:\n  $ steward ${name} a.csv`)
        .action(act);
    };
  },
});

const verbs = [
  verb('drift', () => undefined),
  verb('breach', () => foundSomething()),
  verb('fault', () =>
    Promise.reject(
      new Fault('store_down', 'The store does not answer.', { retry: 'later', cause: new Error('hunter2') }),
    ),
  ),
  verb('bug', () => {
    throw new Error('impossible hunter2', { cause: new Error('deeper') });
  }),
];

async function steward(...argv: string[]) {
  const said = { out: '', err: '' };
  const exit = await run(argv, {
    verbs,
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
  });
  process.exitCode = undefined;
  return { exit, ...said };
}

const before = process.env.STEWARD_HOME;
let home = '';
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'steward-cli-'));
  process.env.STEWARD_HOME = home;
});
afterAll(async () => {
  if (before === undefined) delete process.env.STEWARD_HOME;
  else process.env.STEWARD_HOME = before;
  await rm(home, { recursive: true });
});
beforeEach(() => {
  loaded = [];
});

describe('the command line', () => {
  test('shows every verb in the order of the table, and the exit codes, without loading any', async () => {
    const { exit, out, err } = await steward('--help');
    expect({ exit, err, loaded }).toEqual({ exit: 0, err: '', loaded: [] });
    expect(out.match(/what (\w+) does/g)).toEqual([
      'what drift does',
      'what breach does',
      'what fault does',
      'what bug does',
    ]);
    expect(out).toContain('1  something was found');
    expect((await steward()).out).toBe(out);
  });

  test('loads only the verb that was asked for', async () => {
    expect(await steward('drift', 'a.csv')).toEqual({ exit: 0, out: '', err: '' });
    expect(loaded).toEqual(['drift']);
  });

  test("shows a verb's help with examples, both ways of asking", async () => {
    const { exit, out } = await steward('drift', '--help');
    expect(exit).toBe(0);
    expect(out).toContain('Usage: steward drift [options] [file]');
    expect(out).toContain('$ steward drift a.csv');
    expect((await steward('help', 'drift')).out).toBe(out);
  });

  test('says its version', async () => {
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(await steward('--version')).toEqual({ exit: 0, out: `${version}\n`, err: '' });
  });

  test('exits 1 when a verb found something, and not again afterwards', async () => {
    expect((await steward('breach')).exit).toBe(1);
    expect((await steward('drift')).exit).toBe(0);
  });

  test('asks whether another verb or option was meant', async () => {
    expect(await steward('dirft')).toEqual({
      exit: 2,
      out: '',
      err: 'There is no verb "dirft". Did you mean drift?\n',
    });
    expect((await steward('help', 'zzzz')).err).toBe('There is no verb "zzzz". See steward --help.\n');
    expect(await steward('drift', '--jso')).toEqual({
      exit: 2,
      out: '',
      err: "Unknown option '--jso' Did you mean --json?\n",
    });
    expect((await steward('\u001b[31mred')).err).not.toContain('\u001b');
  });

  test('says what failed outside in its own sentence, without the cause', async () => {
    expect(await steward('fault')).toEqual({ exit: 2, out: '', err: 'The store does not answer.\n' });
  });

  test('says errors as JSON to machines', async () => {
    const { exit, out, err } = await steward('fault', '--json');
    expect({ exit, out, err: JSON.parse(err) }).toEqual({
      exit: 2,
      out: '',
      err: { error: { code: 'store_down', message: 'The store does not answer.' } },
    });
    expect(JSON.parse((await steward('dirft', '--json')).err).error.code).toBe('usage');
    expect((await steward('fault', '--', '--json')).err).toBe('The store does not answer.\n');
  });

  test('gives a bug an id and keeps its stack in the log only', async () => {
    const { exit, err } = await steward('bug');
    const id = /^Something broke on our side \((E-[2-9A-Z]{4})\)\. Details are in .*errors\.log\.\n$/.exec(
      err,
    )?.[1];
    expect({ exit, id }).toEqual({ exit: 2, id: expect.any(String) });
    expect(err).not.toContain('hunter2');
    const log = (await readFile(path.join(home, 'errors.log'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(log.at(-1)).toMatchObject({
      id,
      stack: expect.stringMatching(/impossible hunter2[\s\S]*caused by Error: deeper/),
    });
  });
});

describe('the program on disk', () => {
  const start = promisify(execFile);
  const door = path.resolve('src/cli/steward.js');

  test('runs from any folder, through its own sources', async () => {
    const { stdout } = await start(process.execPath, [door, '--help'], { cwd: home });
    expect(stdout).toContain('Usage: steward <verb> [options]');
    for (const { name } of realVerbs) expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
  });

  test('hands the exit code to the shell', async () => {
    await expect(start(process.execPath, [door, 'zzzz'], { cwd: home })).rejects.toMatchObject({
      code: 2,
      stderr: 'There is no verb "zzzz". See steward --help.\n',
    });
  });

  test.each(realVerbs.map((one) => one.name))('every verb has help with an example: %s', async (name) => {
    let out = '';
    const exit = await run([name, '--help'], {
      verbs: realVerbs,
      out: (text) => {
        out += text;
      },
      err: () => undefined,
    });
    expect(exit).toBe(0);
    expect(out).toContain(`Usage: steward ${name}`);
    expect(out).toMatch(/Examples?:/);
  });
});
