/** Starting, finding, following and stopping a run on the team's own trainer. */
import type { Registry, RunState, Trainer, TrainRequest } from '../backends/contract.ts';
import { readCycle, readModel } from '../db/read.ts';
import type { CycleCommand } from '../domain/cycle/messages.ts';
import type { In, OpenedCycle } from '../domain/cycle/state.ts';
import type { Effect } from '../domain/effect.ts';
import type { CycleId, ModelId, RunId } from '../domain/ids.ts';
import { reasons } from '../domain/reasons.ts';
import type { Version } from '../domain/version.ts';
import { worldNow } from '../engine/clock.ts';
import type { Attempt, Ran } from '../engine/outbox.ts';
import type { Told } from '../engine/tell.ts';
import { Fault } from '../lib/fault.ts';
import { second } from '../lib/time.ts';
import { inEnglish } from '../words/kept.ts';
import { cycleReport } from './cycle-report.ts';
import { stopLeftBehind } from './left-behind.ts';
import type { Ports } from './ports.ts';
import { lookAt } from './registered.ts';
import { findableAfterMs, lookAgainMs, runKey, trainerOf } from './trainer.ts';

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

/** Tells the cycle of an effect. */
export const report = (
  ports: Ports,
  effect: { cycle: CycleId; model: ModelId },
  told: { command: CycleCommand; cause: string },
): Promise<Told<'cycle'>> => cycleReport(ports, { id: effect.cycle, model: effect.model }, told);

export async function startTraining(
  ports: Ports,
  effect: Of<'start_training'>,
  attempt: Attempt,
): Promise<Ran> {
  const cycle = await readCycle(ports.db, effect.cycle);
  // An attempt that was cut off may have begun what was cancelled meanwhile.
  if (cycle?.phase === 'closed' && attempt.attempt > 1) return stopLeftBehind(ports, cycle, null);
  if (cycle?.phase !== 'submitting') return 'done';
  const cause = (what: string) => `${attempt.key}:${what}`;
  try {
    const trainer = await trainerOf(ports, effect.model);
    if (attempt.attempt > 1 && cycle.delayed === null) {
      // An earlier attempt may have been cut off after it had started the run: look before anything is sent again.
      const found = trainer.find ? await trainer.find(runKey(cycle)) : undefined;
      if (found === undefined) {
        await report(ports, effect, { command: { type: 'start_unanswered' }, cause: cause('unanswered') });
        return 'done';
      }
      if (found !== null)
        return await confirm(ports, effect, { trainer, run: found, cause: cause('started') });
    }
    const started = await trainer.start(requestOf(cycle), runKey(cycle));
    if (started.outcome === 'started') {
      const { run, link } = started;
      return await confirm(ports, effect, { trainer, run, cause: cause('started'), ...(link && { link }) });
    }
    return await refused(ports, effect, { ...started, cause, attempt });
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    if (thrown.retry === 'unknown') {
      ports.log.warn({ err: thrown, cycle: effect.cycle }, 'a start was not answered');
      await report(ports, effect, { command: { type: 'start_unanswered' }, cause: cause('unanswered') });
      return 'done';
    }
    const { message: reason, retry, afterMs } = thrown;
    return refused(ports, effect, { reason, retry, ...(afterMs !== null && { afterMs }), cause, attempt });
  }
}

/** A start whose cycle was cancelled meanwhile is undone. */
async function confirm(
  ports: Ports,
  effect: Of<'start_training'>,
  { trainer, run, link, cause }: { trainer: Trainer; run: RunId; link?: string; cause: string },
): Promise<Ran> {
  const told = await report(ports, effect, {
    command: { type: 'started', run, ...(link && { link }) },
    cause,
  });
  if (!told.ok) await trainer.cancel?.(run);
  return 'done';
}

async function refused(
  ports: Ports,
  effect: Of<'start_training'>,
  no: {
    reason: string;
    retry: 'later' | 'never';
    /** How long the trainer asked to be left alone. */
    afterMs?: number;
    cause: (what: string) => string;
    attempt: Attempt;
  },
): Promise<Ran> {
  const { reason, retry, afterMs = 0, cause, attempt } = no;
  if (retry === 'never') {
    await report(ports, effect, { command: { type: 'start_refused', reason }, cause: cause('refused') });
    return 'done';
  }
  await report(ports, effect, {
    command: { type: 'delayed', reason },
    cause: cause(`delayed:${attempt.attempt}`),
  });
  return { again: Math.max(afterMs, Math.min(30 * 60, 5 * 2 ** attempt.attempt) * second) };
}

function requestOf(cycle: In<'submitting'>): TrainRequest {
  const { trainBefore, evaluate, champion } = cycle.request;
  return { model: cycle.model, cycle: cycle.id, reason: cycle.reason, champion, trainBefore, evaluate };
}

/** Looks for a run by its key until it is found, certainly absent, or a person decides. Nothing is ever sent here. */
export async function findRun(ports: Ports, effect: Of<'find_run'>, attempt: Attempt): Promise<Ran> {
  const cycle = await readCycle(ports.db, effect.cycle);
  if (cycle?.phase === 'closed') return stopLeftBehind(ports, cycle, null);
  if (cycle?.phase !== 'unknown') return 'done';
  const trainer = await trainerOf(ports, effect.model);
  // Without a search only a person can tell; the card asks.
  if (!trainer.find) return 'done';
  const run = await trainer.find(runKey(cycle));
  if (run !== null) {
    await report(ports, effect, { command: { type: 'found', run }, cause: `${attempt.key}:found` });
    return 'done';
  }
  if ((await worldNow(ports.db.sql)) < cycle.since + findableAfterMs(trainer)) return { again: lookAgainMs };
  const reason = inEnglish(reasons.noRun);
  await report(ports, effect, { command: { type: 'absent', reason }, cause: `${attempt.key}:absent` });
  return 'done';
}

export async function pollTraining(
  ports: Ports,
  effect: Of<'poll_training'>,
  attempt: Attempt,
): Promise<Ran> {
  const cycle = await readCycle(ports.db, effect.cycle);
  if (cycle?.phase !== 'training' && cycle?.phase !== 'cancelling') {
    return cycle?.phase === 'closed' ? stopLeftBehind(ports, cycle, effect.run) : 'done';
  }
  const trainer = await trainerOf(ports, effect.model);
  const state = await trainer.poll(effect.run);
  const command = await commandFor(ports, cycle, state);
  if (command === null) return { again: trainer.pollEveryMs };
  await report(ports, effect, { command, cause: `${attempt.key}:${command.type}:${attempt.attempt}` });
  return command.type === 'progressed' ? { again: trainer.pollEveryMs } : 'done';
}

async function commandFor(ports: Ports, cycle: OpenedCycle, state: RunState): Promise<CycleCommand | null> {
  switch (state.state) {
    case 'queued':
    case 'running':
    case 'cancelling':
      return progressOf(cycle, state);
    case 'unknown':
      return progressOf(cycle, { step: inEnglish(reasons.unknownState, { state: state.raw.slice(0, 60) }) });
    case 'failed':
      return { type: 'training_failed', reason: state.reason };
    case 'cancelled':
      return cycle.phase === 'cancelling'
        ? { type: 'run_ended' }
        : { type: 'training_failed', reason: inEnglish(reasons.cancelledThere) };
    case 'succeeded': {
      const known = await readModel(ports.db, cycle.model);
      const registry = known && (await ports.backend(known.model.registry)).registry;
      const version = state.version ?? (await leftBehind(registry, cycle));
      // Some pipelines name what they had before when there was nothing new to learn from.
      const old = 'request' in cycle ? cycle.request.champion : null;
      if (version === null || version.id === old) {
        return { type: 'training_failed', reason: inEnglish(reasons.noVersion) };
      }
      const { trainedUntil } = version.lineage;
      if (trainedUntil === null) {
        return {
          type: 'training_failed',
          reason: inEnglish(reasons.noTrainedUntil),
        };
      }
      await registry?.register?.(cycle.model, version, 'challenger');
      await lookAt(ports, cycle.model);
      return { type: 'trained', challenger: { version: version.id, trainedUntil } };
    }
  }
}

/** A run that names no version may have left one in the registry, marked with its key. */
async function leftBehind(
  registry: Registry | undefined | null,
  cycle: OpenedCycle,
): Promise<Version | null> {
  if (!registry?.produced || cycle.phase !== 'training') return null;
  const [newest] = await registry.produced(cycle.model, { run: cycle.run.id, key: runKey(cycle) });
  return newest ?? null;
}

/** Only what changed is told, so that an hour of polling is not an hour of log entries. */
function progressOf(
  cycle: OpenedCycle,
  seen: { progress?: number; step?: string; link?: string },
): CycleCommand | null {
  if (cycle.phase !== 'training') return null;
  const progress = seen.progress ?? null;
  const step = seen.step ?? null;
  const moved = Math.abs((progress ?? 0) - (cycle.run.progress ?? 0)) >= 0.1;
  if (!moved && step === cycle.run.step) return null;
  return { type: 'progressed', progress, step, ...(seen.link && { link: seen.link }) };
}

export async function cancelTraining(ports: Ports, effect: Of<'cancel_training'>): Promise<Ran> {
  const cycle = await readCycle(ports.db, effect.cycle);
  if (cycle?.phase === 'cancelling') await (await trainerOf(ports, effect.model)).cancel?.(effect.run);
  return 'done';
}
