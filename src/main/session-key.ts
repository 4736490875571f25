import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Settings } from '../config/settings.ts';

/** The configured key, or one that is made once and kept below the home folder, so that sessions survive a restart. */
export async function sessionKey({ sessionKey: given, home }: Settings): Promise<string> {
  if (given !== null) return given;
  const file = path.join(home, 'session-key');
  await mkdir(home, { recursive: true });
  try {
    // Whoever comes second reads what the first wrote.
    await writeFile(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
  }
  return readFile(file, 'utf8');
}
