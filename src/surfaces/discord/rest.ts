/** Discord's REST API, and what its errors mean to us. */
import { setTimeout as sleep } from 'node:timers/promises';
import { DiscordAPIError, HTTPError, RateLimitError, REST, type RESTOptions } from 'discord.js';
import { Fault } from '../../lib/fault.ts';

/** A worker must not sleep for long: the outbox comes back by itself. */
const patienceMs = 1500;

/** Where the API is; an address may end with its version, as Discord's own documents write it. */
export const apiOf = (url: string): string => url.replace(/\/+$/, '').replace(/\/v\d+$/, '');

/** An answer may say only how long to wait, and nothing about the limit itself. */
const pauseOf = ({ timeToReset, retryAfter }: { timeToReset: number; retryAfter: number }): number =>
  Math.max(timeToReset, retryAfter);

/**
 * Node's own client, forms included: the library's sends no files once another package has brought a newer one, as Slack's does.
 * Their types differ, what is read of them does not.
 */
const send = (url: string, init: RequestInit): Promise<Response> =>
  fetch(url, { ...init, redirect: 'error' });

/** Waits by itself for what Discord's rate limits say, unless that is long. */
export const openRest = (botToken: string, apiUrl: string | null, timeout: number): REST =>
  new REST({
    version: '10',
    ...(apiUrl !== null && { api: apiOf(apiUrl) }),
    // Sent again by us where that is safe, and only there.
    retries: 0,
    timeout,
    makeRequest: send as unknown as RESTOptions['makeRequest'],
    rejectOnRateLimit: (limit) => pauseOf(limit) > patienceMs,
  }).setToken(botToken);

/** Discord's number for what it refused; null when Discord was not reached or something else broke. */
export const codeOf = (thrown: unknown): number | null =>
  thrown instanceof DiscordAPIError ? Number(thrown.code) : null;

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes */
export const codes = {
  unknownChannel: 10003,
  unknownMember: 10007,
  unknownMessage: 10008,
  unknownWebhook: 10015,
  unknownInteraction: 10062,
  tooManyEdits: 30046,
  alreadyAnswered: 40060,
  missingAccess: 50001,
  notOurMessage: 50005,
  cannotTell: 50007,
  missingPermissions: 50013,
  invalidWebhookToken: 50027,
  invalidForm: 50035,
};

const closed: Record<number, string> = {
  [codes.unknownChannel]: 'the channel is gone; set up another one with /model channel',
  [codes.missingAccess]: 'it may not see it; give its role View Channel there',
  [codes.missingPermissions]:
    'it lacks a permission; give its role Send Messages, Embed Links, Attach Files and Read Message History there',
};

/** A sentence about a failed call, and whether it may be tried again. */
export function discordFault(thrown: unknown, place = 'the channel'): Fault {
  if (thrown instanceof Fault) return thrown;
  if (thrown instanceof RateLimitError) {
    const afterMs = Math.max(500, pauseOf(thrown));
    const seconds = Math.ceil(afterMs / 1000);
    return new Fault('rate_limited', `Discord is limiting us; this may be ${seconds} s behind.`, {
      retry: 'later',
      afterMs,
    });
  }
  if (!(thrown instanceof DiscordAPIError)) {
    if (!isUnanswered(thrown)) throw thrown;
    return new Fault('no_answer', 'Discord did not answer.', { retry: 'unknown' });
  }
  const code = Number(thrown.code);
  if (thrown.status === 401) {
    return new Fault('unauthorised', "Discord refuses Steward's token; reset it and set DISCORD_BOT_TOKEN.", {
      retry: 'never',
    });
  }
  const why = closed[code];
  if (why !== undefined) {
    return new Fault('place_closed', `Steward cannot write into ${place}: ${why}.`, { retry: 'later' });
  }
  if (code === codes.cannotTell) {
    return new Fault('untold', 'They take no direct messages from this server.', { retry: 'never' });
  }
  if (code === codes.tooManyEdits) {
    return new Fault('rate_limited', 'Discord allows no more edits of this old message for now.', {
      retry: 'later',
      afterMs: 60_000,
    });
  }
  return new Fault('refused', `Discord refused with code ${code}.`, { retry: 'later' });
}

/** Errors of requests hold addresses, and addresses hold the tokens of interactions. */
export const plainly = (thrown: unknown): unknown =>
  thrown instanceof DiscordAPIError
    ? new Error(`Discord refused with ${thrown.status}, code ${thrown.code}`)
    : thrown;

/** Nobody knows whether it happened: the server broke, or the connection did. */
export const isUnanswered = (thrown: unknown): boolean =>
  thrown instanceof HTTPError ||
  (thrown instanceof Error &&
    !(thrown instanceof DiscordAPIError) &&
    !(thrown instanceof RateLimitError) &&
    // `fetch` tells a broken connection as a TypeError with its cause; one without is a mistake of ours.
    (thrown.name === 'AbortError' || 'code' in thrown || (thrown.name === 'TypeError' && 'cause' in thrown)));

/** For calls that may be made twice without harm: a cut connection is no reason to give up. */
export async function again<T>(call: () => Promise<T>, times = 3): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (thrown) {
      if (attempt >= times || !isUnanswered(thrown)) throw thrown;
      await sleep(150 * attempt);
    }
  }
}
