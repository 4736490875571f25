import { day, hour, type Instant } from '../lib/time.ts';

/** Nobody is told of the same thing more often, whoever asks for it. */
export const remindAgainMs = 4 * hour;

/**
 * When those who must act are asked once more: after a day, and then each time after twice as long; and a last time a day before the
 * question expires, or half-way where it has less than two days.
 */
export function reminderTimes(askedAt: Instant, deadline: Instant): Instant[] {
  const last = deadline - Math.min(day, (deadline - askedAt) / 2);
  const times: Instant[] = [];
  // One that the last would follow soon is left out.
  for (let gap = day, at = askedAt + day; at + gap < last; gap *= 2, at += gap) times.push(at);
  return [...times, last];
}

/** How many reminders of something overdue were due until now: one when it was due, one a day later, then each after twice as long. */
export function overdueReminders(due: Instant, now: Instant): number {
  let count = 0;
  for (let at = due, gap = day; at <= now; at += gap, gap *= 2) count += 1;
  return count;
}
