import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { secret } from '../../src/config/secret.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'steward-secret-'));
});
afterAll(() => rm(folder, { recursive: true }));

const fault = (message: unknown) =>
  expect.objectContaining({ name: 'Fault', code: 'secret_missing', retry: 'never', message });

test('a secret comes from a variable or a file, without its last line break', async () => {
  const file = path.join(folder, 'token');
  await writeFile(file, ' hunter2 \r\n');
  expect(await secret('env:TOKEN', { TOKEN: 'hunter2' })).toBe('hunter2');
  expect(await secret(`file:${file}`, {})).toBe(' hunter2 ');
});

test('what is missing is named, what may be a secret is not', async () => {
  const [empty, large] = [path.join(folder, 'empty'), path.join(folder, 'large')];
  await writeFile(empty, '\n');
  await writeFile(large, 'x'.repeat(64_001));
  await expect(secret('env:TOKEN', {})).rejects.toEqual(
    fault(expect.stringContaining('variable TOKEN is not set')),
  );
  await expect(secret('env:TOKEN', { TOKEN: '' })).rejects.toEqual(
    fault(expect.stringContaining('is not set')),
  );
  await expect(secret('hunter2', {})).rejects.toEqual(fault(expect.not.stringContaining('hunter2')));
  await expect(secret('env:hunter-2', {})).rejects.toEqual(fault(expect.not.stringContaining('hunter')));
  await expect(secret(`file:${empty}`, {})).rejects.toEqual(
    fault(`The file ${empty} is empty, but a secret is expected there.`),
  );
  await expect(secret(`file:${large}`, {})).rejects.toEqual(fault(expect.stringContaining('too large')));
  await expect(secret(`file:${folder}/none`, {})).rejects.toEqual(fault(expect.stringContaining('(ENOENT)')));
  await expect(secret(`file:${folder}`, {})).rejects.toEqual(fault(expect.stringContaining('(EISDIR)')));
});
