/** What became of a run, from the files that it and its supervisor wrote. Final is final: an outcome is written once. */
import { z } from 'zod';
import { parseInstant } from '../../lib/time.ts';
import type { RunState } from '../contract.ts';
import { versionOf } from '../training-result.ts';
import { type RunFolder, type RunOutcome, runs } from './run-folder.ts';

const progress = z.object({ progress: z.number().min(0).max(1).optional(), step: z.string().optional() });
const request = z.object({ trainBefore: z.string() });

export async function stateOf(run: RunFolder): Promise<RunState> {
  const ended = await run.outcome();
  if (ended) return endOf(run, ended);
  const supervisor = await run.supervisor();
  if (supervisor === null) return { state: 'queued' };
  if (runs(supervisor.pid, supervisor.start)) return running(run);
  // It may have written its last word and ended between our two looks.
  const last = await run.outcome();
  if (last) return endOf(run, last);
  const { group, groupStart } = supervisor;
  if (runs(group, groupStart)) process.kill(-group!, 'SIGKILL');
  const problem = 'its supervisor is gone (was the machine restarted?), so nobody knows how it ended';
  await run.write('outcome.json', {
    code: null,
    signal: null,
    problem,
    cancelled: false,
    timedOut: false,
    tail: '',
  });
  return { state: 'failed', reason: problem };
}

async function running(run: RunFolder): Promise<RunState> {
  const state = 'value' in (await run.json('cancel')) ? 'cancelling' : 'running';
  const read = await run.json('progress.json');
  const said = 'value' in read ? progress.safeParse(read.value).data : undefined;
  return {
    state,
    ...(said?.progress !== undefined && { progress: said.progress }),
    ...(said?.step !== undefined && { step: said.step.slice(0, 200) }),
  };
}

async function endOf(run: RunFolder, ended: RunOutcome): Promise<RunState> {
  const { code, signal, problem, cancelled, timedOut, tail } = ended;
  if (cancelled) return { state: 'cancelled' };
  const failed = (reason: string): RunState => ({ state: 'failed', reason });
  if (timedOut) return failed('it ran longer than its timeout and was stopped');
  if (problem !== null) return failed(problem);
  if (code !== 0) {
    const how = code === null ? `it was ended by ${signal}` : `it ended with exit code ${code}`;
    const words = lastWords(tail);
    return failed(words ? `${how}: ${words}` : how);
  }
  const read = await run.json('result.json');
  if ('problem' in read) {
    const problems = {
      missing: 'it ended well but wrote no result file',
      too_large: 'its result file is larger than 1 MB',
      garbage: 'its result file is no JSON',
    };
    return failed(problems[read.problem]);
  }
  const asked = await run.json('request.json');
  const said = 'value' in asked ? request.safeParse(asked.value).data : undefined;
  const trainBefore = said ? parseInstant(said.trainBefore) : null;
  if (trainBefore === null) return failed('what it was asked can no longer be read');
  const version = versionOf(read.value, { trainBefore, now: Date.now() });
  return version.ok ? { state: 'succeeded', version: version.value } : failed(version.error);
}

/** The last line that it printed, which usually is the error; without anything that could steer a terminal. */
const lastWords = (tail: string): string =>
  (tail.trim().split('\n').at(-1) ?? '')
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(-300);
