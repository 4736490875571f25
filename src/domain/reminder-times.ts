import { day, type Instant } from '../lib/time.ts';

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
