/** Champion against challenger on the same rows, which the challenger never saw. */
import { readCycle, readModel } from '../db/read.ts';
import type { In } from '../domain/cycle/state.ts';
import type { Effect } from '../domain/effect.ts';
import type { Evaluation } from '../domain/evaluation.ts';
import type { ModelId, VersionId } from '../domain/ids.ts';
import { reasons } from '../domain/reasons.ts';
import { type Decided, no } from '../domain/rejection.ts';
import { worldNow } from '../engine/clock.ts';
import type { Attempt, Ran } from '../engine/outbox.ts';
import { Fault } from '../lib/fault.ts';
import { ok } from '../lib/result.ts';
import { minute, sayInstant, type Window } from '../lib/time.ts';
import { compare } from '../methods/compare.ts';
import { inEnglish } from '../words/kept.ts';
import { saidPlain } from '../words/t.ts';
import type { Ports } from './ports.ts';
import { registryOf } from './registered.ts';
import { syncRegistry } from './sync-registry.ts';
import { report } from './training.ts';

/** Fewer paired rows than this decide nothing. */
export const fewestPairs = 30;

interface Asked {
  champion: VersionId;
  challenger: VersionId;
  window: Window;
}

/** Compares two versions of a model; `bad_words` says what is missing. Throws `Fault` when the store does. */
export async function evaluate(ports: Ports, model: ModelId, asked: Asked): Promise<Decided<Evaluation>> {
  const known = await readModel(ports.db, model);
  if (known === null) return no('unknown_model', { model });
  const { champion, challenger, window } = asked;
  const version = (await (await registryOf(ports, model)).versions(model)).find(
    ({ id }) => id === challenger,
  );
  const trainedUntil = version?.lineage.trainedUntil ?? null;
  if (trainedUntil === null) {
    const problem = saidPlain(reasons.rowsUnknown, { version: challenger });
    return no('bad_words', { problem });
  }
  if (trainedUntil > window.from) {
    const [until, from] = [sayInstant(trainedUntil), sayInstant(window.from)];
    return no('trained_on_rows', { version: challenger, until, from });
  }
  const { task, dataset, keyMetric } = known.model;
  const labelsUntil = await worldNow(ports.db.sql);
  const store = await ports.store(known.model);
  const paired = await store.paired(task, {
    dataset,
    window,
    version: null,
    champion,
    challenger,
    labelsUntil,
  });
  if (paired.n < fewestPairs) {
    const problem = saidPlain(reasons.fewRows, {
      n: paired.n,
      champion,
      challenger,
      fewest: fewestPairs,
    });
    return no('bad_words', { problem });
  }
  return ok({ champion, challenger, window, trainedUntil, comparison: compare(paired, keyMetric) });
}

type Due = Extract<Effect, { kind: 'evaluate_challenger' }>;

export async function evaluateChallenger(ports: Ports, effect: Due, attempt: Attempt): Promise<Ran> {
  const cycle = await readCycle(ports.db, effect.cycle);
  if (cycle?.phase !== 'evaluating') return 'done';
  const tellIt = (command: Parameters<typeof report>[2]['command']) =>
    report(ports, effect, { command, cause: `${attempt.key}:${command.type}:${attempt.attempt}` });
  const { champion } = await syncRegistry(ports, effect.model);
  if (champion === null || champion !== cycle.request.champion) {
    await tellIt({ type: 'champion_moved', champion });
    return 'done';
  }
  try {
    const challenger = cycle.challenger.version;
    const window = cycle.request.evaluate;
    const evaluated = await evaluate(ports, effect.model, { champion, challenger, window });
    if (evaluated.ok) {
      await tellIt({ type: 'evaluated', evaluation: evaluated.value });
      return 'done';
    }
    if (evaluated.error.code === 'bad_words') {
      const reason = evaluated.error.facts.problem ?? '';
      if (cycle.waiting !== reason) await tellIt({ type: 'rows_awaited', reason });
      return { again: minute };
    }
    await tellIt({ type: 'not_comparable', reason: reasonOf(evaluated.error.facts, cycle) });
    return 'done';
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.retry !== 'never') throw thrown;
    await tellIt({ type: 'not_comparable', reason: thrown.message });
    return 'done';
  }
}

const reasonOf = (facts: Record<string, string>, cycle: In<'evaluating'>): string =>
  facts.until && facts.from
    ? inEnglish(reasons.trainedOnRows, {
        version: cycle.challenger.version,
        until: facts.until,
        from: facts.from,
      })
    : inEnglish(reasons.modelGone);
