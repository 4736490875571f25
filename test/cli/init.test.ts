import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Slack, startSlack } from '../emulators/slack/slack.ts';
import { steward } from './run-verb.ts';

let folder: string;
let slack: Slack;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'steward-init-'));
  slack = await startSlack();
  vi.stubEnv('SLACK_API_URL', slack.url);
  vi.stubEnv('SLACK_BOT_TOKEN', slack.botToken);
  vi.stubEnv('SLACK_APP_TOKEN', slack.appToken);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await slack[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const file = () => path.join(folder, 'steward.env');

describe('steward init', () => {
  test('says so when nobody is there to type a token', async () => {
    vi.stubEnv('SLACK_APP_TOKEN', '');
    const stdin = vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from([]) as never);
    const { exit, err } = await steward('init', '--out', file(), '--wait', '0');
    stdin.mockRestore();
    expect([exit, err]).toEqual([2, expect.stringContaining('No token was given')]);
  });

  test('checks the tokens and writes them where only their owner reads them', async () => {
    const { exit, out } = await steward('init', '--out', file(), '--wait', '0');
    expect(exit).toBe(0);
    expect(out).toContain('https://api.slack.com/apps?new_app=1&manifest_yaml=');
    expect(out).toMatch(/ok +Slack, bot token: it is steward of workspace Acme/);
    expect(out).toMatch(/ok +Slack, scopes: all 8 are there/);
    expect(out).not.toContain(slack.botToken);
    expect(await readFile(file(), 'utf8')).toContain(`SLACK_BOT_TOKEN=${slack.botToken}`);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect(await steward('init', '--out', file(), '--wait', '0')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('exists already'),
    });
  });

  test('waits for a first command and a first press', async () => {
    const ran = steward('init', '--out', file(), '--wait', '20');
    await slack.sockets(1);
    const reply = await slack.command('/model', { by: 'ada', in: 'ml' });
    expect(JSON.stringify(reply.payload)).toContain('Press the button');
    await slack.press({ type: 'button', action_id: 'try', value: 'try' }, { by: 'ada', in: 'ml' });
    expect((await ran).out).toContain('commands and presses arrive');
  });

  test('says that Interactivity is off when a command arrives and no press does', async () => {
    const ran = steward('init', '--out', file(), '--wait', '2');
    await slack.sockets(1);
    await slack.command('/model', { by: 'ada', in: 'ml' });
    const { exit, out } = await ran;
    expect(exit).toBe(1);
    expect(out).toContain('switch Interactivity on');
    await expect(stat(file())).rejects.toThrow();
  });

  test.each([
    ['SLACK_BOT_TOKEN', 'xapp-wrong', 2, 'must begin with xoxb-'],
    ['SLACK_BOT_TOKEN', 'xoxb-wrong', 1, 'install the app again'],
    ['SLACK_APP_TOKEN', 'xapp-wrong', 1, 'Slack, way in'],
  ])('refuses %s %s', async (name, token, code, words) => {
    vi.stubEnv(name, token);
    const { exit, out, err } = await steward('init', '--out', file(), '--wait', '0');
    expect(exit).toBe(code);
    expect(`${out}${err}`).toContain(words);
    expect(`${out}${err}`).not.toContain(token);
    await expect(stat(file())).rejects.toThrow();
  });

  test('names a scope that is missing', async () => {
    await using narrow = await startSlack({ scopes: ['commands', 'chat:write'] });
    vi.stubEnv('SLACK_API_URL', narrow.url);
    const { exit, out } = await steward('init', '--out', file(), '--wait', '0');
    expect([exit, out]).toEqual([1, expect.stringMatching(/fail +Slack, scopes: users:read, .*missing/)]);
  });
});
