/** A trainer whose runs live in another system: begun once, looked at in its own words, stopped while they go on. */
import type { RunId } from '../domain/ids.ts';
import type { Version } from '../domain/version.ts';
import { second } from '../lib/time.ts';
import { askedAbout, startOnce } from './asked.ts';
import type { ReportRows, RunState, Started, Trainer, TrainRequest } from './contract.ts';
import { parsed, wordFor } from './outbound/api.ts';
import { succeededWith } from './training-result.ts';

/** What a word of a system means for a run. */
export type Meaning = Extract<RunState, { step?: string }> | 'succeeded' | 'failed' | 'cancelled';

/** A run as its system shows it. */
export interface Seen {
  /** The system's own word for its state; one that is not in `words` is shown as it is. */
  word: string;
  /** Why it failed, where the system says so. */
  reason?: string | null | undefined;
  /** What it does or waits for, where the system says so. */
  step?: string | null | undefined;
  link?: string | undefined;
}

export interface RunSystem<Run extends Seen> {
  /** How sentences name it: `Argo`. */
  who: string;
  reports: ReportRows;
  words: Readonly<Record<string, Meaning>>;
  pollEveryMs?: number;
  findableAfterMs?: number;
  /** The system knows each key once: what it is sent again starts nothing new. */
  knowsKeys?: boolean;
  send(request: TrainRequest, key: string): Promise<Started>;
  find?: (key: string) => Promise<RunId | null>;
  /** Throws Fault `not_found` (never) for a run that it does not know. */
  look(run: RunId): Promise<Run>;
  /** The result of a trainer that a run left, as JSON or its text; nothing where it left none. */
  made?(seen: Run, run: RunId): Promise<unknown>;
  /** Instead of a result, the version that a run registered, as the system itself describes it. */
  registered?(seen: Run, run: RunId): Promise<Version | null>;
  /** Asks for the end of a run that goes on. */
  stop?(run: RunId, seen: Run): Promise<void>;
}

export function trainerOf<Run extends Seen>(system: RunSystem<Run>): Trainer {
  const { who, reports, words, knowsKeys, send, find, look, made, registered, stop } = system;
  return {
    pollEveryMs: system.pollEveryMs ?? 10 * second,
    ...(system.findableAfterMs && { findableAfterMs: system.findableAfterMs }),
    start: (request, key) =>
      startOnce({
        ...{ reports, request, key, find },
        ...(knowsKeys && { knowsKeys }),
        send: () => send(request, key),
      }),
    ...(find && { find }),
    async poll(run) {
      const seen = await look(run);
      const { word, reason, step, link } = seen;
      const shown = link ? { link } : {};
      const known = wordFor(word, words);
      if (known === 'cancelled') return { state: known };
      if (known === 'failed') {
        const why = reason?.slice(0, 500) || `the run failed in ${who}; its log has the reason`;
        return { state: known, reason: why, ...shown };
      }
      if (known !== 'succeeded') return { ...known, ...(step && { step: step.slice(0, 100) }), ...shown };
      if (registered) return { state: known, version: await registered(seen, run), ...shown };
      const said = await made?.(seen, run);
      const raw = typeof said === 'string' ? (parsed(said) ?? (said || null)) : said;
      const { trainBefore } = await askedAbout(reports, run);
      return succeededWith(raw, { trainBefore, now: Date.now(), ...shown });
    },
    ...(stop && {
      async cancel(run: RunId) {
        const seen = await look(run);
        const known = wordFor(seen.word, words);
        // What is over would be written over by some, and refused by others.
        if (typeof known === 'string' || known.state === 'cancelling') return;
        await stop(run, seen);
      },
    }),
  };
}
