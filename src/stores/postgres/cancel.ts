import { setTimeout as pause } from 'node:timers/promises';
import type postgres from 'postgres';

const firstPauseMs = 50;
const longestPauseMs = 5_000;

/** What postgres.js 3.4.9 calls to cancel a query; its own `cancel` does so once and keeps the promise, so that its failure ends the process. */
type Canceller = (query: unknown) => Promise<void>;

/**
 * Waits for a statement that was sent, and cancels it on the server once nobody waits for it any more. A server that is between two
 * messages ignores a cancel, so it is asked until the statement has ended; and only when the last cancel has arrived is the connection
 * given back, because it would end the statement of somebody else.
 */
export async function unlessStopped<T>(
  asked: postgres.PendingQuery<never>,
  stopped: AbortSignal,
): Promise<T> {
  const { canceller } = asked as unknown as { canceller: Canceller };
  const ended = asked.then(
    () => true,
    () => true,
  );
  let cancelling = Promise.resolve();
  const cancel = async () => {
    // A query that is cancelled before it was sent would keep its connection busy for ever: a pause comes first.
    let ms = firstPauseMs;
    while (!(await Promise.race([ended, pause(ms, false, { ref: false })]))) {
      await canceller(asked).catch(() => {});
      ms = Math.min(2 * ms, longestPauseMs);
    }
  };
  const stop = () => {
    cancelling = cancel();
  };
  stopped.addEventListener('abort', stop, { once: true });
  try {
    return (await asked) as T;
  } finally {
    stopped.removeEventListener('abort', stop);
    await cancelling;
  }
}
