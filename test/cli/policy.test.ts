/** What policies mean for people, on the demo's models and decisions that were really made on the database. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { askLinks } from '../../src/cli/diagnose.ts';
import { model, startWorld, type World, watched } from '../commands/world.ts';
import { steward } from './run-verb.ts';

let world: World;
let home: string;
let folder: string;

beforeAll(async () => {
  world = await startWorld();
  home = await mkdtemp(path.join(tmpdir(), 'steward-policy-'));
  folder = path.join(home, 'steward');
  await cp('src/demo/steward', folder, { recursive: true });
  vi.stubEnv('DATABASE_URL', world.db.url);
  vi.stubEnv('STEWARD_HOME', home);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await world[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

describe('policy who-can', () => {
  test('names everybody who may promote, and how many of them must', async () => {
    const { exit, out } = await steward('policy', 'who-can', 'promote', model);
    expect([exit, out]).toEqual([
      0,
      expect.stringMatching(/^promote fremont-bridge: 1 of ml-leads, not whoever asks/),
    ]);
    expect(out).toMatch(/Noor\s+noor\s+ml-leads\s+yes/);
    expect(out).not.toContain('Sam');
  });
  test('says as JSON what it says in words', async () => {
    const { out } = await steward('policy', 'who-can', 'rollback', model, '--json');
    const answer = JSON.parse(out);
    expect(answer).toMatchObject({
      action: 'rollback',
      quorum: 1,
      groups: ['ml-eng', 'ml-leads'],
      lacks: null,
    });
    expect(answer.can.map(({ id }: { id: string }) => id)).toContain('noor');
  });
  test.each([
    [['promot', model], 'Did you mean promote?'],
    [['promote', 'fremont-brige'], 'Did you mean fremont-bridge?'],
  ])('wrong words are one sentence: %j', async (words, says) => {
    const { exit, err } = await steward('policy', 'who-can', ...words);
    expect([exit, err]).toEqual([2, expect.stringContaining(says)]);
  });
});

test('doctor warns of links that only this machine can open, where people approve from chat', () => {
  const home = { url: null, host: '127.0.0.1', slack: null, discord: null };
  const slack = { botToken: 'x', appToken: null, signingSecret: null, apiUrl: null };
  expect(askLinks(home, [{ id: model }]).result).toBe('ok');
  expect(askLinks({ ...home, slack }, [{ id: model }])).toMatchObject({
    result: 'warning',
    says: expect.stringMatching(/fremont-bridge .* STEWARD_URL/),
  });
  expect(askLinks({ ...home, slack, url: 'https://steward.example.com' }, []).result).toBe('ok');
});

describe('policy test', () => {
  test('finds nothing where the policies are those that decided', async () => {
    await watched(world);
    const { exit, out } = await steward('policy', 'test', '-f', folder, '--json');
    expect([exit, JSON.parse(out)]).toEqual([0, { decisions: 2, gone: 0, changed: [] }]);
    expect((await steward('policy', 'test')).out).toContain('0 of 2 past decisions');
  });
  test('says which decision a stricter policy would have left open, and why', async () => {
    const file = path.join(folder, 'fremont-bridge.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('retrain: { quorum: 1,', 'retrain: { quorum: 2,'));
    const { exit, out } = await steward('policy', 'test', '--replay', '90d', '-f', folder);
    expect(exit).toBe(1);
    expect(out).toMatch(/R-\d+\s+fremont-bridge\s+approved\s+undecided\s+1 of 2 would have said yes/);
    expect(out).not.toMatch(/P-\d+/);
    await writeFile(file, text);
  });
  test('looks back no further than it is told to', async () => {
    await world.db.sql`update clock set offset_ms = offset_ms + ${100 * 86_400_000}`;
    expect(JSON.parse((await steward('policy', 'test', '--json')).out).decisions).toBe(0);
    expect(JSON.parse((await steward('policy', 'test', '--replay', '200d', '--json')).out).decisions).toBe(2);
    expect((await steward('policy', 'test', '--replay', 'soon')).err).toContain('is no time');
  });
});
