// Files that a person names on the command line, as a store that may read their folders and nothing else.
import { access, constants, realpath } from 'node:fs/promises';
import path from 'node:path';
import { secret } from '../config/secret.ts';
import { Fault } from '../lib/fault.ts';
import { parseInstant, type Window } from '../lib/time.ts';
import type { Store } from '../stores/contract.ts';
import { duckdb } from '../stores/duckdb.ts';

const wildcard = /[*?[]/;

/** Throws `file_missing` before anything is opened. */
export async function openFiles(files: string[]): Promise<Store> {
  const folders: string[] = [];
  for (const file of files) {
    const glob = file.search(wildcard);
    // A link may lead elsewhere: whoever names it means the file behind it.
    if (glob < 0) folders.push(path.dirname(await realFile(file)));
    folders.push(path.dirname(path.resolve(glob < 0 ? file : `${file.slice(0, glob)}x`)));
  }
  return duckdb.open({ folder: process.cwd() }, { roots: [...new Set(folders)], secret });
}

async function realFile(file: string): Promise<string> {
  try {
    await access(file, constants.R_OK);
    return await realpath(file);
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code;
    const why = code === 'EACCES' ? 'may not be read' : 'does not exist';
    throw new Fault('file_missing', `The file ${file} ${why}.`, { retry: 'never', cause: thrown });
  }
}

/** Reads `FROM..TO`, half-open, dates or date-times. Throws `usage`. */
export function readWindow(text: string, option: string): Window {
  const [from, to, more] = text.split('..').map(parseInstant);
  if (from == null || to == null || more !== undefined) {
    throw usage(`${option} is FROM..TO with dates or date-times, as in 2020-01-01..2020-02-01.`);
  }
  if (from >= to) throw usage(`${option} ends before it begins.`);
  return { from, to };
}

export const usage = (sentence: string): Fault => new Fault('usage', sentence, { retry: 'never' });
