// Which files a path or glob may mean: below the allowed folders only, after following symbolic links.
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { Fault } from '../../lib/fault.ts';

const isGlob = (text: string): boolean => /[*?[]/.test(text);

const notAllowed = (name: string): Fault =>
  new Fault(
    'not_allowed',
    `“${name}” is not below a folder that this store may read; STEWARD_DATA_ROOTS names those.`,
    { retry: 'never' },
  );

const missing = (name: string, why: string): Fault =>
  new Fault('table_missing', `“${name}” ${why}.`, { retry: 'never' });

/** The folders that exist, without symbolic links. */
export async function realRoots(roots: string[]): Promise<string[]> {
  const found = await Promise.all(roots.map((root) => realpath(root).catch(() => null)));
  return found.filter((root) => root !== null);
}

const isBelow = (roots: string[], file: string): boolean =>
  roots.some((root) => {
    const relative = path.relative(root, file);
    return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
  });

interface Allowed {
  /** Where relative paths start. */
  folder: string;
  /** Without symbolic links. */
  roots: string[];
  glob(pattern: string): Promise<string[]>;
}

/** A path's files, sorted, as real paths. Throws `not_allowed` or `table_missing`. */
export async function filesOf(name: string, { folder, roots, glob }: Allowed): Promise<string[]> {
  if (/^[a-z][a-z0-9+.-]*:/i.test(name) || name.includes('\0') || name.startsWith('~'))
    throw notAllowed(name);
  const wanted = path.resolve(folder, name);
  // The folder itself may lie behind a link; what it finally means is checked again below.
  const parent = await realpath(fixedPart(wanted)).catch(() => null);
  if (parent === null) {
    if (!isBelow(roots, wanted) && !isBelow(await realRoots([folder]), wanted)) throw notAllowed(name);
    throw missing(name, 'does not exist');
  }
  if (!isBelow(roots, parent)) throw notAllowed(name);
  if (!isGlob(wanted)) {
    if ((await stat(parent)).isDirectory())
      throw missing(name, 'is a folder; name its files, as in folder/*.parquet');
    return [parent];
  }
  const matched = await glob(path.join(parent, path.relative(fixedPart(wanted), wanted)));
  if (matched.length === 0) throw missing(name, 'matches no file');
  const files = await Promise.all(matched.map((file) => realpath(file)));
  if (!files.every((file) => isBelow(roots, file))) throw notAllowed(name);
  return files.sort();
}

/** The part of a path before its first wildcard. */
function fixedPart(wanted: string): string {
  if (!isGlob(wanted)) return wanted;
  const parts = wanted.split(path.sep);
  return parts.slice(0, parts.findIndex(isGlob)).join(path.sep) || path.sep;
}

/** A `.duckdb` file to open. Throws `not_allowed` or `table_missing`. */
export async function databaseFile(name: string, allowed: Omit<Allowed, 'glob'>): Promise<string> {
  const [file] = await filesOf(name, { ...allowed, glob: async () => [] });
  return file!;
}
