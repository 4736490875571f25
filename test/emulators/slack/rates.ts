import { methods, tier } from './web-api.ts';

type Body = Record<string, unknown>;

/** Slack's rates, kept as sliding minutes; posts are one a second a channel after a few at once. */
export function createRates() {
  const minutes = new Map<string, number[]>();
  return (method: string, body: Body): number | null => {
    const { perMinute } = methods[method] ?? { perMinute: tier.T3 };
    const posting = method === 'chat.postMessage';
    if (perMinute === null && !posting) return null;
    const key = posting ? `${method}:${body.channel}` : method;
    const [windowMs, most] = posting ? [1000, 3] : [60_000, perMinute! * 1.2];
    const now = Date.now();
    const recent = (minutes.get(key) ?? []).filter((at) => now - at < windowMs);
    minutes.set(key, recent);
    if (recent.length >= most) return Math.max(1, Math.ceil((recent[0]! + windowMs - now) / 1000));
    recent.push(now);
    return null;
  };
}
