// Runs one training command in a process group of its own and writes down what became of it. It is a process by itself, so
// that a run outlives a crash of Steward; plain JavaScript, so that it starts without a compiler.
// Usage: node supervisor.js FOLDER, where FOLDER/job.json says what to run.
import { spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = process.argv[2];
const at = (name) => path.join(folder, name);
const write = (name, value) => {
  const temporary = at(`${name}.${process.pid}`);
  writeFileSync(temporary, JSON.stringify(value));
  renameSync(temporary, at(name));
};

/** A process id comes back; together with its start time it does not. Null where the system does not tell. */
const startOf = (pid) => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return null;
  }
};

try {
  // The one claim: whoever comes second, from wherever, changes nothing.
  openSync(at('claim'), 'wx', 0o600);
} catch {
  process.exit(0);
}

const { argv, cwd, timeoutMs, graceMs } = JSON.parse(readFileSync(at('job.json'), 'utf8'));
const tailLength = 4000;
let tail = '';
let cancelled = false;
let timedOut = false;
let over = false;

const child = spawn(argv[0], argv.slice(1), { cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
for (const stream of [child.stdout, child.stderr]) {
  stream.setEncoding('utf8').on('data', (text) => {
    tail = (tail + text).slice(-tailLength);
  });
}
write('supervisor.json', {
  pid: process.pid,
  start: startOf(process.pid),
  group: child.pid ?? null,
  groupStart: child.pid ? startOf(child.pid) : null,
  startedAt: Date.now(),
});

const kill = (signal) => {
  try {
    if (child.pid) process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
};
const stop = () => {
  kill('SIGTERM');
  setTimeout(() => kill('SIGKILL'), graceMs);
};
const finish = (code, signal, problem) => {
  if (over) return;
  over = true;
  // Whatever the command left running belongs to the run and ends with it.
  kill('SIGKILL');
  write('outcome.json', { code, signal, problem, cancelled, timedOut, tail, finishedAt: Date.now() });
  process.exit(0);
};

const timer = setTimeout(() => {
  timedOut = true;
  stop();
}, timeoutMs);
timer.unref();
const cancel = () => {
  if (cancelled) return;
  cancelled = true;
  stop();
};
process.on('SIGTERM', cancel);
process.on('SIGINT', () => {});
process.on('SIGHUP', () => {});
setInterval(() => existsSync(at('cancel')) && cancel(), 200);

child.on('error', (error) => finish(null, null, error.code ?? error.message));
child.on('exit', (code, signal) => finish(code, signal, null));
