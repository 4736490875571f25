import { randomInt } from 'node:crypto';
import { appendFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { readSettings } from '../config/settings.ts';

// Without letters and digits that are mistaken for each other when read aloud.
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Keeps the stack of a bug in a file and answers what a person is told instead: an id to find it by. */
export async function reportBug(thrown: unknown): Promise<{ id: string; sentence: string }> {
  const id = `E-${Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('')}`;
  const read = readSettings();
  const file = path.join(read.ok ? read.value.home : path.resolve('.steward'), 'errors.log');
  const line = { at: new Date().toISOString(), id, stack: stackOf(thrown) };
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await appendFile(file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
    return { id, sentence: `Something broke on our side (${id}). Details are in ${file}.` };
  } catch {
    // A disk that cannot be written must not hide that something broke.
    return {
      id,
      sentence: `Something broke on our side (${id}). Its details could not be written to ${file}.`,
    };
  }
}

function stackOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const cause = thrown.cause === undefined ? '' : `\ncaused by ${stackOf(thrown.cause)}`;
  return `${thrown.stack ?? thrown.message}${cause}`;
}
