/** The trainer of a model, and how a cycle's run is known there. */
import type { Trainer } from '../backends/contract.ts';
import { readModel } from '../db/read.ts';
import type { OpenedCycle } from '../domain/cycle/state.ts';
import type { ModelId } from '../domain/ids.ts';
import { Fault } from '../lib/fault.ts';
import { sha256 } from '../lib/hash.ts';
import { minute, second } from '../lib/time.ts';
import type { Ports } from './ports.ts';

/**
 * One key per cycle, not per attempt: whoever starts this cycle's training again starts nothing new. Its form (`mo-` and a
 * UUID, version 8 of RFC 9562) is one that every trainer takes, and no other installation has it.
 */
export function runKey({ id, openedAt }: Pick<OpenedCycle, 'id' | 'openedAt'>): string {
  const [, a, b, c, d, e] = /^(.{8})(.{4})(.{3})(.{3})(.{12})/.exec(sha256(`${id}:${openedAt}`))!;
  return `mo-${a}-${b}-8${c}-8${d}-${e}`;
}

export async function trainerOf(ports: Ports, model: ModelId): Promise<Trainer> {
  const known = await readModel(ports.db, model);
  const trainer = known?.model.trainer && (await ports.backend(known.model.trainer)).trainer;
  if (!trainer) throw new Fault('no_trainer', `${model} has no trainer any more.`, { retry: 'never' });
  return trainer;
}

export const lookAgainMs = 20 * second;

/** Some trainers list a run only after a while: how often it was looked for before says nothing. */
export const findableAfterMs = (trainer: Trainer): number => trainer.findableAfterMs ?? minute;
