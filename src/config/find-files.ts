import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

const deepest = 8;

/**
 * Every `*.yaml` and `*.yml` below a folder, sorted; a file is itself. Hidden names are skipped: Kubernetes keeps the
 * real files of a mounted ConfigMap in `..2024_…` next to links to them, and they would be read twice.
 * Rejects as `node:fs` does when the folder cannot be read.
 */
export async function findFiles(place: string): Promise<string[]> {
  if ((await stat(place)).isFile()) return [place];
  return (await below(place, 0)).sort();
}

async function below(folder: string, depth: number): Promise<string[]> {
  const found: string[] = [];
  for (const item of await readdir(folder, { withFileTypes: true })) {
    if (item.name.startsWith('.') || item.name === 'node_modules') continue;
    const place = path.join(folder, item.name);
    // Links to folders are not followed: they could lead in circles.
    if (item.isDirectory() && depth < deepest) found.push(...(await below(place, depth + 1)));
    else if (/\.ya?ml$/.test(item.name) && !item.isDirectory() && (await stat(place)).isFile())
      found.push(place);
  }
  return found;
}
