/** Slack's request signature: https://docs.slack.dev/authentication/verifying-requests-from-slack */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { minute } from '../../lib/time.ts';

const toleranceMs = 5 * minute;

/** @param timestamp seconds, as the header has them @param nowMs wall clock; five minutes off in either direction is refused */
export function isSigned(
  raw: string,
  {
    signature,
    timestamp,
    secret,
    nowMs,
  }: { signature: string; timestamp: string; secret: string; nowMs: number },
): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(nowMs - Number(timestamp) * 1000) > toleranceMs) return false;
  const wanted = Buffer.from(
    `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${raw}`).digest('hex')}`,
  );
  const given = Buffer.from(signature);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
