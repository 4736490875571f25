// One training: clones the repository, writes what is asked into a parameter file, runs `dvc exp run`, and registers what came of
// it as a version of GTO. Steward's supervisor runs it; plain JavaScript, so that it needs no compiler.
// Usage: node train.js SETTINGS, with STEWARD_REQUEST, STEWARD_RESULT and STEWARD_PROGRESS set as for a `command`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const settings = JSON.parse(process.argv[2]);
const { STEWARD_REQUEST, STEWARD_RESULT, STEWARD_PROGRESS } = process.env;
const asked = JSON.parse(readFileSync(STEWARD_REQUEST, 'utf8'));
const artifact = (settings.names[asked.model] ?? asked.model).replaceAll(':', '=');
const clone = path.join(path.dirname(STEWARD_REQUEST), 'clone');
const project = path.join(clone, settings.folder);

const write = (file, value) => {
  writeFileSync(`${file}.new`, JSON.stringify(value));
  renameSync(`${file}.new`, file);
};
const step = (words) => write(STEWARD_PROGRESS, { step: words });
/** The last line is what people are told. */
const fail = (words) => {
  console.error(words);
  process.exit(1);
};

// A clone may be large; it goes whatever comes of it, and also when the run is cancelled.
process.on('exit', () => rmSync(clone, { recursive: true, force: true }));
process.on('SIGTERM', () => process.exit(143));

/** Training code sees neither the credentials of git, nor git's language, nor Steward's way to hear of the result. */
const withoutSecrets = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(GIT_|LC_ALL$|STEWARD_RESULT$)/.test(name)),
);

function run(program, args, { cwd = clone, env = process.env, may = false } = {}) {
  const ran = spawnSync(program, args, { cwd, env, encoding: 'utf8', maxBuffer: 1e9 });
  if (ran.error) fail(`${program} could not be run: ${ran.error.code ?? ran.error.message}`);
  if (ran.status === 0 || may) return ran;
  process.stderr.write(ran.stdout.slice(-2000));
  fail(ran.stderr.slice(-3000).trim() || `${program} ${args[0]} ended with ${ran.status ?? ran.signal}`);
}
const git = (...args) => run('git', args).stdout.trim();
const dvc = (args, may = false) => run(settings.dvc, args, { cwd: project, env: withoutSecrets, may });

step('cloning');
mkdirSync(clone, { recursive: true });
const how = ['--quiet', '--depth=1', '--no-tags', '--branch', settings.branch];
git('clone', ...how, '--', settings.url, clone);
if (!existsSync(path.join(project, 'dvc.yaml')))
  fail(`there is no dvc.yaml in ${settings.folder || 'the repository'}`);
// Its name is known before it is trained: the pipeline writes predictions under it.
const version = nextVersion();
// Committed first: the version's commit then holds all that is needed to make it again.
writeFileSync(path.join(project, settings.request), `${JSON.stringify({ ...asked, version }, null, 2)}\n`);
git('-C', project, 'add', '--force', '--', settings.request);
git('commit', '--quiet', '--message', `Steward: train ${asked.model} before ${asked.trainBefore}`);
git('config', 'user.name', 'Steward');
git('config', 'user.email', 'steward@localhost');

const base = git('rev-parse', 'HEAD');

step('dvc exp run');
const stored = dvc(['config', 'core.remote'], true).status === 0;
dvc(['exp', 'run', ...(stored ? ['--pull'] : []), '--name', asked.key, ...settings.targets]);
const commit = git('for-each-ref', '--format=%(objectname)', `refs/exps/*/*/${asked.key}`).split('\n')[0];
if (!commit) fail('dvc exp run left no experiment');
const lock = path.posix.join(settings.folder, 'dvc.lock');
if (run('git', ['diff', '--quiet', base, commit, '--', lock], { may: true }).status === 0) {
  fail(
    `dvc had nothing to train: no stage has ${settings.request} among its params, so nothing had changed for it`,
  );
}

const said = path.join(project, settings.result);
if (!existsSync(said)) fail(`the pipeline wrote no ${settings.result}`);
const result = JSON.parse(readFileSync(said, 'utf8'));
if (!(Date.parse(result.trained_until) <= Date.parse(asked.trainBefore))) {
  fail(`trained_until in ${settings.result} must be an ISO time no later than ${asked.trainBefore}`);
}

step('publishing');
if (stored) dvc(['push']);
publish();
write(STEWARD_RESULT, { ...result, version, lineage: { ...result.lineage, code: commit } });

/** As `gto register` counts. */
function nextVersion() {
  const listed = git('ls-remote', '--tags', '--refs', '--', settings.url, `refs/tags/${artifact}@v*`);
  const numbers = [...listed.matchAll(/@v(\d+)\.(\d+)\.(\d+)/g)].map((one) => one.slice(1).map(Number));
  numbers.sort((a, b) => b[0] - a[0] || b[1] - a[1] || b[2] - a[2]);
  const [major, minor, patch] = numbers[0] ?? [0, 0, 0];
  return `v${major}.${minor}.${patch + 1}`;
}

/** Registers the commit; git refuses a tag that is there. */
function publish() {
  const tag = `${artifact}@${version}`;
  const words = `Registering artifact ${artifact.replaceAll('=', ':')} version ${version}`;
  git('tag', '--annotate', '--message', `${words}\n\nSteward-Key: ${asked.key}`, '--', tag, commit);
  const ref = `refs/tags/${tag}`;
  const alone = ['--porcelain', '--no-verify', `--force-with-lease=${ref}:`];
  const pushed = run('git', ['push', ...alone, '--', settings.url, `${ref}:${ref}`], { may: true });
  if (pushed.status === 0) return;
  if (/stale info|already exists|cannot lock ref/.test(pushed.stdout)) {
    fail(`somebody else registered ${version} while this run trained under that name; train again`);
  }
  fail(pushed.stderr.trim() || 'the git server refused the version');
}
