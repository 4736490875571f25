/** Runs the clock and the outbox of one process. Nothing is elected: every claim is a row lock. */
import cron from 'node-cron';
import type { Db } from '../db/connect.ts';
import type { Log } from '../lib/log.ts';
import { type Instant, second } from '../lib/time.ts';
import { advanceTo } from './clock.ts';
import { forget } from './forget.ts';
import { type EffectRunner, leaseMs, runNext } from './outbox.ts';
import { nextDue, tick } from './tick.ts';

export interface Engine {
  /** Runs everything that is due now and waits for what is under way, but not for mere watching or for what was put off. */
  settle(): Promise<void>;
  /** Moves the world forward through everything that falls due on the way. */
  advance(to: Instant): Promise<void>;
  stop(): Promise<void>;
}

export interface StartEngine {
  db: Db;
  run: EffectRunner;
  log: Log;
  /** Effects that one process runs at the same time. */
  workers?: number;
  /** False: only `settle` and `advance` run anything (demo steps, tests). */
  live?: boolean;
}

/** These only look at the world again and again, so nobody waits for them. */
const watchers = ['watch_registry'];

const silent = { info() {}, warn() {}, debug() {} };

export function startEngine({ db, run, log, workers = 4, live = true }: StartEngine): Engine {
  let stopped = false;
  let wake: () => void = () => {};
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function work(): Promise<void> {
    while (!stopped) {
      try {
        if (await runNext(db, run, log)) continue;
      } catch (cause) {
        // The database may be away for a while; the work is still there when it is back.
        log.error({ err: cause }, 'the outbox could not be read');
      }
      await pause(250);
    }
  }
  async function beat(): Promise<void> {
    try {
      await tick(db);
    } catch (cause) {
      log.error({ err: cause }, 'the clock could not be read');
    }
  }
  const loops = live ? Array.from({ length: workers }, work) : [];
  // A busy machine leaves out a beat now and then, and the next one finds whatever is due.
  const logger = { ...silent, error: (err: unknown) => log.error({ err }, 'the clock could not run') };
  const clock = live ? cron.schedule('* * * * * *', beat, { noOverlap: true, logger }) : null;
  const tidy = () =>
    forget(db).catch((cause: unknown) => log.warn({ err: cause }, 'what is old could not be forgotten'));
  const hourly = live ? cron.schedule('41 * * * *', tidy, { noOverlap: true, logger }) : null;

  async function drain(): Promise<void> {
    await Promise.all(
      Array.from({ length: workers }, async () => {
        while (!stopped && (await runNext(db, run, log)));
      }),
    );
  }
  async function settle(): Promise<void> {
    while (!stopped) {
      const handled = await tick(db);
      await drain();
      const [row] = await db.sql<{ waiting: number; ms: number }[]>`
        select count(*)::int as waiting,
          coalesce(greatest(0, extract(epoch from min(due_at) - clock_timestamp()) * 1000), 0)::float8 as ms
        from outbox where kind not in ${db.sql(watchers)}
          and due_at <= clock_timestamp() + make_interval(secs => ${leaseMs / second})`;
      if (handled === 0 && row!.waiting === 0) return;
      if (handled === 0) await new Promise((resolve) => setTimeout(resolve, Math.min(row!.ms + 5, second)));
    }
  }
  return {
    settle,
    async advance(to) {
      for (;;) {
        await settle();
        const due = await nextDue(db);
        if (due === null || due > to) break;
        await advanceTo(db.sql, due);
      }
      await advanceTo(db.sql, to);
      await settle();
    },
    async stop() {
      stopped = true;
      wake();
      await Promise.all([clock?.destroy(), hourly?.destroy()]);
      await Promise.allSettled(loops);
    },
  };
}
