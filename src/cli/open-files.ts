// Files that a person names on the command line, as a store that may read their folders and nothing else.
import { access, constants, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { secret } from '../config/secret.ts';
import type { Dataset } from '../domain/dataset.ts';
import { Fault } from '../lib/fault.ts';
import { parseInstant, type Window } from '../lib/time.ts';
import type { Call, ColumnInfo, Store } from '../stores/contract.ts';
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
    const [found, { size }] = await Promise.all([realpath(file), stat(file)]);
    if (size === 0) throw new Fault('empty_window', `The file ${file} is empty.`, { retry: 'never' });
    return found;
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown;
    const code = (thrown as NodeJS.ErrnoException).code;
    const why = code === 'EACCES' ? 'may not be read' : 'does not exist';
    throw new Fault('file_missing', `The file ${file} ${why}.`, { retry: 'never', cause: thrown });
  }
}

/** The columns of one of several files or tables: what is wrong with it, not with the whole store, is said with its name. */
export async function columnsOf(store: Store, dataset: Dataset, call: Call): Promise<ColumnInfo[]> {
  try {
    return await store.describe(dataset, call);
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.retry !== 'never') throw thrown;
    if (thrown.message.includes(dataset.predictions)) throw thrown;
    const { code, retry } = thrown;
    throw new Fault(code, `${dataset.predictions}: ${thrown.message}`, { retry, cause: thrown });
  }
}

/** Reads `FROM..TO`, half-open, dates or date-times. Throws `usage`. */
export function readWindow(text: string, option: string): Window {
  const [from, to, more] = text.split('..').map(parseInstant);
  if (from == null || to == null || more !== undefined) {
    throw usage(`${option} is FROM..TO with dates or date-times, as in 2020-01-01..2020-02-01.`);
  }
  if (from >= to) throw usage(`${option} must end after it begins.`);
  return { from, to };
}

export const usage = (sentence: string): Fault => new Fault('usage', sentence, { retry: 'never' });
