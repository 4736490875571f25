/** A real bare git repository with versions as GTO registers them, and a `dvc` that does of `exp run` what the adapter relies on. */
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dvc } from '../../src/backends/dvc.ts';
import type { ModelId } from '../../src/domain/ids.ts';
import { openWith } from '../contract/memory-reports.ts';

export const model = 'churn' as ModelId;

const who = { GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@example.com' };
const committer = { GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@example.com' };

export const run = (program: string, args: string[], cwd: string, environment: Record<string, string> = {}) =>
  execFileSync(program, args, {
    cwd,
    env: { ...process.env, ...who, ...committer, ...environment },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();

const firstTag = Date.UTC(2026, 0, 5) / 1000;

const lock = (depth: number) => `schema: '2.0'
stages:
  prepare:
    cmd: python prepare.py
    deps:
    - {path: data/raw.csv, hash: md5, md5: 53d025127ae99ab79e8502aae2d9bea6, size: 3893}
    - {path: prepare.py, hash: md5, md5: e66978da43aec5debd3689fe9ff8fd70, size: 242}
    outs:
    - {path: data/rows.csv, hash: md5, md5: aa6cb5c68df4652941caf652a366f2d8, size: 7}
  train:
    cmd: python train.py
    deps:
    - {path: data/rows.csv, hash: md5, md5: aa6cb5c68df4652941caf652a366f2d8, size: 7}
    params:
      params.yaml: {depth: ${depth}, layers: [8, 4]}
    outs:
    - {path: model.pkl, hash: md5, md5: bb6cb5c68df4652941caf652a366f2d8, size: 7}
`;
const pipeline = `stages:
  train: {cmd: python train.py, metrics: [{metrics/train.json: {cache: false}}]}
`;

/** Stands in for DVC: commits a result under the experiment's name, as `dvc exp run --name` does. Endless on request. */
const fakeDvc = `#!${process.execPath}
import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
const [first, second, ...rest] = process.argv.slice(2);
const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim();
if (first === 'config') process.exit(251);
if (first === 'status') {
  const word = { none: 'missing', broken: 'no word' }[process.env.STORED] ?? 'deleted';
  console.log(process.env.STORED === 'broken' ? 'ERROR' : JSON.stringify({ 'data/raw.csv': word, 'model.pkl': 'missing' }));
  process.exit(0);
}
if (first !== 'exp' || second !== 'run') throw new Error('not what DVC is asked');
if (Object.keys(process.env).some((name) => name.startsWith('GIT_'))) throw new Error('it sees what git gets');
appendFileSync(process.env.BEGUN, process.pid + '\\n');
const said = JSON.parse(readFileSync('steward.json', 'utf8'));
if (process.env.MODE === 'endless') await new Promise(() => setInterval(() => {}, 1000));
if (process.env.MODE === 'overtaken') git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '--git-dir', process.env.ORIGIN, 'tag', '-a', '-m', 'me first', 'churn@v0.0.4', 'main');
if (process.env.MODE === 'broken') { console.error("ERROR: failed to reproduce 'train'"); process.exit(1); }
const until = process.env.MODE === 'leaky' ? said.evaluate.to : said.trainBefore;
writeFileSync('steward-result.json', JSON.stringify({ trained_until: until, metrics: { mae: 3 }, lineage: { environment: 'python 3.11' } }));
if (process.env.MODE !== 'same') writeFileSync('dvc.lock', readFileSync('dvc.lock', 'utf8') + '# ' + said.key + '\\n');
git('add', '.');
git('commit', '--quiet', '--message', 'dvc: commit experiment');
git('update-ref', 'refs/exps/ab/cdef/' + rest[rest.indexOf('--name') + 1], 'HEAD');
`;

/** Commits and tags of a project with three versions, the first its champion, as `git fast-import` reads them. */
function history(): string {
  const stamp = (seconds: number) => `Ada <ada@example.com> ${firstTag + seconds} +0000`;
  const text = (value: string) => `data ${Buffer.byteLength(value)}\n${value}\n`;
  const commits = ['v0.0.1', 'v0.0.2', 'v0.0.3'].map((version, index) => {
    const files = {
      'prepare.py': '# none',
      'dvc.yaml': pipeline,
      'requirements.txt': 'scikit-learn==1.7.2\n',
      'dvc.lock': lock(index + 1),
      'data/raw.csv.dvc': 'outs:\n- {md5: 53d025127ae99ab79e8502aae2d9bea6, path: raw.csv}\n',
      'metrics/train.json': JSON.stringify({ auc: 0.9, fold: { best: index + 1 } }),
    };
    const changes = Object.entries(files).map(([file, value]) => `M 100644 inline ${file}\n${text(value)}`);
    const head = `commit refs/heads/main\nmark :${index + 1}\ncommitter ${stamp(index * 10)}\n${text(version)}`;
    const tag = `tag ${model}@${version}\nfrom :${index + 1}\ntagger ${stamp(index * 10)}\n${text('by hand')}`;
    return `${head}${changes.join('')}\n${tag}`;
  });
  return `${commits.join('')}tag ${model}#champion#1\nfrom :1\ntagger ${stamp(30)}\n${text('by hand')}`;
}

export async function startRepository() {
  const folder = await mkdtemp(path.join(tmpdir(), 'steward-dvc-'));
  const [origin, bin] = ['origin.git', 'bin'].map((name) => path.join(folder, name)) as [string, string];
  run('git', ['init', '--quiet', '--bare', '--initial-branch=main', origin], folder);
  run('git', ['config', 'http.receivepack', 'true'], origin);
  execFileSync('git', ['fast-import', '--quiet'], { cwd: origin, input: history() });
  await mkdir(bin);
  await writeFile(path.join(bin, 'package.json'), '{"type": "module"}');
  await writeFile(path.join(bin, 'dvc'), fakeDvc);
  await chmod(path.join(bin, 'dvc'), 0o755);
  let seconds = firstTag + 30;
  /** A tag that a person makes, later than all before. */
  const tag = (name: string, target: string, message = 'by hand') => {
    seconds += 10;
    run('git', ['tag', '-a', '-m', message, name, target], origin, {
      GIT_COMMITTER_DATE: `${seconds} +0000`,
    });
  };
  const begun = path.join(folder, 'begun');
  let work = 0;
  /** Variables and a folder of this host, for one who opens the adapter. */
  const options = (environment: Record<string, string> = {}) => {
    work += 1;
    return {
      workFolder: path.join(folder, `work-${work}`),
      environment: {
        ...process.env,
        PATH: `${bin}${path.delimiter}${process.env.PATH}`,
        ...{ BEGUN: begun, ORIGIN: origin, ...environment },
      },
    };
  };
  return {
    ...{ folder, origin, tag, options },
    /** The adapter on this repository, or on another address of it. */
    open: (change: Record<string, unknown> = {}, environment: Record<string, string> = {}, secrets = {}) =>
      dvc.open(dvc.config.parse({ repository: origin, ...change }), {
        ...openWith(secrets),
        ...options(environment),
      }),
    begun: async () => (await readFile(begun, 'utf8').catch(() => '')).split('\n').filter(Boolean).length,
    tags: () => run('git', ['for-each-ref', '--format=%(refname:strip=2)', 'refs/tags'], origin).split('\n'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}
