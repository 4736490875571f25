/** Keeps to the pace that Slack asks for: https://docs.slack.dev/apis/web-api/rate-limits */
import { Fault } from '../../lib/fault.ts';
import { minute, second } from '../../lib/time.ts';

export interface Pace {
  /** Waits for the turn of a post into a place; throws `rate_limited` (later) when that would take long. */
  post(place: string): Promise<void>;
  edit(): Promise<void>;
  /** Slack said when it wants to hear from us again. */
  pause(what: string, ms: number): void;
}

/** A worker must not sleep for long: the outbox comes back by itself. */
const patienceMs = 1500;

interface Lane {
  /** Earliest moment of the next call. */
  next: number;
  gapMs: number;
  /** Calls that may come at once after a rest. */
  burst: number;
}

export function createPace(clock: () => number = Date.now): Pace {
  const lanes = new Map<string, Lane>();
  const lane = (name: string, gapMs: number, burst: number): Lane => {
    const known = lanes.get(name) ?? { next: 0, gapMs, burst };
    lanes.set(name, known);
    return known;
  };
  async function turn(one: Lane): Promise<void> {
    const now = clock();
    const at = Math.max(one.next, now - one.gapMs * (one.burst - 1));
    const waitMs = at - now;
    if (waitMs > patienceMs) {
      throw new Fault(
        'rate_limited',
        `Slack wants less from us; this waits ${Math.ceil(waitMs / second)} s.`,
        {
          retry: 'later',
          afterMs: waitMs,
        },
      );
    }
    one.next = at + one.gapMs;
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
  return {
    post: (place) => turn(lane(`post:${place}`, 1.05 * second, 1)),
    // Tier 3: fifty a minute over all messages, after a few at once.
    edit: () => turn(lane('edit', minute / 50, 10)),
    pause(what, ms) {
      const one = lane(what, second, 1);
      one.next = Math.max(one.next, clock() + ms);
    },
  };
}
