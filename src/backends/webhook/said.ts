/** What a trainer says about a run, in an answer or by itself, and what it means. */
import { z } from 'zod';
import type { RunId } from '../../domain/ids.ts';
import type { Instant } from '../../lib/time.ts';
import type { Report, RunState } from '../contract.ts';
import { succeededWith } from '../training-result.ts';

const link = z
  .string()
  .max(2000)
  .refine((url) => /^https?:\/\//.test(url))
  .nullish()
  .catch(null);

export const Said = z.looseObject({
  run: z.union([z.string().min(1).max(200), z.number().transform(String)]).nullish(),
  key: z.string().min(1).max(300).nullish(),
  state: z.string().max(100).nullish(),
  progress: z.number().min(0).max(1).nullish().catch(null),
  step: z.string().max(200).nullish().catch(null),
  reason: z.string().max(2000).nullish().catch(null),
  link,
  /** As a command writes it into its result file; absent when the run made no version. */
  result: z.unknown().optional(),
});
export type Said = z.infer<typeof Said>;

const words: Record<string, 'queued' | 'running' | 'cancelling' | 'succeeded' | 'failed' | 'cancelled'> = {
  queued: 'queued',
  pending: 'queued',
  running: 'running',
  started: 'running',
  cancelling: 'cancelling',
  succeeded: 'succeeded',
  completed: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
  canceled: 'cancelled',
};

/** A word that is not known is shown as it is, and is never success. */
export function runState(said: Said, times: { trainBefore: Instant; now: Instant }): RunState {
  const raw = said.state ?? '';
  const state = words[raw.toLowerCase()];
  const shown = said.link ? { link: said.link } : {};
  switch (state) {
    case undefined:
      return { state: 'unknown', raw: raw.slice(0, 100) };
    case 'succeeded':
      return succeededWith(said.result, { ...times, link: said.link });
    case 'failed':
      return { state, reason: said.reason ?? 'the trainer gave no reason', ...shown };
    case 'cancelled':
      return { state };
    default:
      return {
        state,
        ...shown,
        ...(typeof said.progress === 'number' && { progress: said.progress }),
        ...(said.step && { step: said.step }),
      };
  }
}

export const finals: readonly string[] = ['succeeded', 'failed', 'cancelled'];

/** The newest of what a trainer told, but nothing after an end: deliveries may come late or in another order. */
export function lastSaid(reports: readonly Report[]): Said | null {
  const told = reports.filter(({ kind }) => kind === 'told').map(({ body }) => Said.parse(body));
  return told.find(isEnd) ?? told.at(-1) ?? null;
}

const isEnd = ({ state }: Said): boolean => finals.includes(words[(state ?? '').toLowerCase()] ?? '');

export function hasEnded(reports: readonly Report[]): boolean {
  const last = lastSaid(reports);
  return reports.some(({ kind }) => kind === 'ended') || (last !== null && isEnd(last));
}

/** The address for a run or a key; null for a value that would lead to another path: nothing, or only dots. */
export const placed = (template: string, name: 'run' | 'key', value: RunId | string): string | null =>
  /^\.{0,2}$|\p{Cs}/u.test(value) ? null : template.replaceAll(`{${name}}`, () => encodeURIComponent(value));
