/** Software of the live suites, fetched once into a folder of the machine and found there again. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { fingerprint } from '../../src/lib/hash.ts';
import { Unavailable } from './live.ts';

const minute = 60_000;

/** Where fetched software is kept: `STEWARD_LIVE_CACHE`, or `steward-live` below the temporary folder. */
export async function cacheFolder(): Promise<string> {
  const folder = process.env.STEWARD_LIVE_CACHE ?? path.join(tmpdir(), 'steward-live');
  await mkdir(folder, { recursive: true });
  return await realpath(folder);
}

/** The folder that `install` filled, now or in an earlier run; one that was left half full is emptied first. */
export async function installed(name: string, install: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(await cacheFolder(), name);
  const mark = path.join(folder, '.complete');
  if (existsSync(mark)) return folder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await install(folder);
  await writeFile(mark, '');
  return folder;
}

/** Installs packages of npm (`chdb@3.4.0`), without their scripts; the folder that holds `node_modules`. */
export const npmInstalled = (name: string, packages: string[]): Promise<string> =>
  installed(folderOf(name, packages), async (folder) => {
    await writeFile(path.join(folder, 'package.json'), '{"private": true}');
    const options = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];
    await run('npm', ['install', ...options, ...packages]);
  });

/**
 * Installs packages of PyPI (`mlflow==3.4.0`) into a virtual environment; its folder of programs, with `python` in it. What
 * they need is what `<name>/constraints.txt` names, the versions that were tried; where there are none of these for this
 * Python, what fits.
 */
export async function pythonInstalled(name: string, packages: string[]): Promise<string> {
  await needsPython();
  const tried = path.join(import.meta.dirname, name, 'constraints.txt');
  const known = existsSync(tried) ? await readFile(tried, 'utf8') : null;
  const folder = await installed(folderOf(name, [...packages, known ?? '']), async (made) => {
    await run('python3', ['-m', 'venv', made]);
    const options = ['-m', 'pip', 'install', '--quiet', '--retries', '10', ...packages];
    const install = (more: string[]) => run(path.join(binOf(made), 'python'), [...options, ...more]);
    if (known === null) await install([]);
    else await install(['--constraint', tried]).catch(() => install([]));
  });
  return binOf(folder);
}

/** All packages here run on Python 3.10; Debian has `venv` in a package of its own. */
async function needsPython(): Promise<void> {
  const probe = 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))';
  await promisify(execFile)('python3', ['-c', probe], { timeout: minute }).catch(({ code }) => {
    const found =
      code === 'ENOENT'
        ? 'there is no python3 on PATH'
        : 'python3 on PATH is older, or has no venv or ensurepip';
    throw new Unavailable(`Python 3.10 or newer with venv is needed: ${found}`);
  });
}

/** Another set of packages is another folder, so that a change here is never tried with yesterday's software. */
const folderOf = (name: string, packages: string[]): string =>
  `${name}-${fingerprint(packages.join(' ')).slice(0, 8)}`;

const binOf = (folder: string): string => path.join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');

async function run(program: string, args: string[]): Promise<void> {
  try {
    await promisify(execFile)(program, args, { timeout: 20 * minute, maxBuffer: 1e8 });
  } catch (thrown) {
    const { code, stderr = '' } = thrown as { code?: string | number; stderr?: string };
    if (code === 'ENOENT') throw new Unavailable(`there is no program ${program}`);
    const lines = stderr.trim().split('\n');
    const said = lines.findLast((line) => line.startsWith('ERROR')) ?? lines.at(-1) ?? '';
    throw new Unavailable(`${program} could not install it: ${said.slice(0, 160) || `exit ${code}`}`);
  }
}
