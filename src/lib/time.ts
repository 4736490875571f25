/** A point in time in milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** Half-open span of time `[from, to)`. */
export interface Window {
  from: Instant;
  to: Instant;
}

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
export const week = 7 * day;

const units: Record<string, number> = { ms: 1, s: second, m: minute, h: hour, d: day, w: week };

/** Reads `90s`, `15m`, `24h`, `7d`, `2w`, or a sum of them (`1d12h`), as milliseconds; null when it is none. */
export function parseDuration(text: string): number | null {
  const compact = text.trim().replaceAll(' ', '');
  if (!/^(\d+(\.\d+)?(ms|[smhdw]))+$/.test(compact)) return null;
  let total = 0;
  for (const [, amount, unit] of compact.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g)) {
    total += Number(amount) * units[unit!]!;
  }
  return total;
}

/** Says a duration in its largest whole units: `7 d`, `2 h 10 min`, `30 s`. */
export function sayDuration(ms: number): string {
  const parts: string[] = [];
  let rest = Math.max(0, Math.round(ms / second)) * second;
  for (const [size, name] of [
    [day, 'd'],
    [hour, 'h'],
    [minute, 'min'],
    [second, 's'],
  ] as const) {
    if (rest >= size && parts.length < 2) {
      parts.push(`${Math.floor(rest / size)} ${name}`);
      rest %= size;
    }
  }
  return parts.length > 0 ? parts.join(' ') : '0 s';
}

/** `2020-04-13` for midnights, `2020-04-13 14:02` otherwise; always UTC. */
export function sayInstant(at: Instant): string {
  const text = new Date(at).toISOString();
  return at % day === 0 ? text.slice(0, 10) : text.slice(0, 16).replace('T', ' ');
}

/** Reads an ISO date or date-time; without an offset it is UTC. Null when it is neither. */
export function parseInstant(text: string): Instant | null {
  const match = /^(\d{4}-\d{2}-\d{2})([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(
    text.trim(),
  );
  if (!match) return null;
  const at = Date.parse(`${match[1]}${(match[2] ?? 'T00:00').replace(' ', 'T')}${match[5] ?? 'Z'}`);
  // Date.parse rolls 2021-02-30 over to March: a date that does not exist is a mistake, not another date.
  return Number.isNaN(at) ||
    new Date(Date.parse(`${match[1]}T00:00Z`)).toISOString().slice(0, 10) !== match[1]
    ? null
    : at;
}
