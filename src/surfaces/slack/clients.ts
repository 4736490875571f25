/** Web API clients, and what their errors mean to us. */
import {
  LogLevel,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api';
import { Fault } from '../../lib/fault.ts';
import type { Log } from '../../lib/log.ts';

export interface Clients {
  /** Answers to people: short waits, and never behind posts that Slack is holding up. */
  interactive: WebClient;
  /** Cards, edits and pictures. */
  posting: WebClient;
}

/** Slack's own logger speaks to ours, without its arguments: they may hold tokens. */
export const slackLogger = (log: Log) => ({
  debug: () => {},
  info: () => {},
  warn: (...words: unknown[]) => log.warn({ slack: said(words) }, 'Slack'),
  error: (...words: unknown[]) => log.warn({ slack: said(words) }, 'Slack'),
  setLevel: () => {},
  getLevel: () => LogLevel.INFO,
  setName: () => {},
});

const said = (words: unknown[]): string =>
  words
    .map((word) => (word instanceof Error ? word.message : typeof word === 'string' ? word : ''))
    .join(' ')
    .replaceAll(/x(?:ox[a-z]|app)-[A-Za-z0-9-]+/g, 'x…')
    .slice(0, 300);

export const webOptions = (apiUrl: string | null, log: Log, timeout: number) => ({
  ...(apiUrl !== null && { slackApiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/` }),
  // The outbox tries again, and only what certainly did not happen: the client's own retries would post twice.
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout,
  logger: slackLogger(log),
});

export const openClients = (botToken: string, apiUrl: string | null, log: Log): Clients => ({
  interactive: new WebClient(botToken, webOptions(apiUrl, log, 2500)),
  posting: new WebClient(botToken, webOptions(apiUrl, log, 15_000)),
});

/** Slack's word for what it refused; null when Slack was not reached or something else broke. */
export const errorOf = (thrown: unknown): string | null =>
  thrown instanceof WebAPIPlatformError ? thrown.data.error : null;

/** What Slack said about each block that it refused. */
export const detailsOf = (thrown: unknown): string =>
  thrown instanceof WebAPIPlatformError
    ? [
        ...(thrown.data.response_metadata?.messages ?? []),
        ...(('errors' in thrown.data ? (thrown.data.errors as string[]) : null) ?? []),
      ].join(' ')
    : '';

const revoked = [
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'org_login_required',
];
const closed = ['channel_not_found', 'not_in_channel', 'is_archived', 'restricted_action', 'no_permission'];

/** A sentence about a failed call, and whether it may be tried again. */
export function slackFault(thrown: unknown, place = 'the channel'): Fault {
  if (thrown instanceof Fault) return thrown;
  if (thrown instanceof WebAPIRateLimitedError) {
    const seconds = Math.max(1, thrown.retryAfter);
    return new Fault('rate_limited', `Slack is limiting us; this may be ${seconds} s behind.`, {
      retry: 'later',
      afterMs: seconds * 1000,
      cause: thrown,
    });
  }
  if (thrown instanceof WebAPIHTTPError || thrown instanceof WebAPIRequestError) {
    return new Fault('no_answer', 'Slack did not answer.', { retry: 'unknown', cause: redacted(thrown) });
  }
  const error = errorOf(thrown);
  if (error === null) throw thrown;
  if (revoked.includes(error)) {
    return new Fault('unauthorised', `Slack refuses Steward's token (${error}); install the app again.`, {
      retry: 'never',
    });
  }
  if (closed.includes(error)) {
    return new Fault('place_closed', `Steward cannot write into ${place} (${error}); invite it there.`, {
      retry: 'later',
    });
  }
  if (error === 'missing_scope') {
    return new Fault(
      'scope_missing',
      'The Slack app lacks a scope; compare it with manifest.yml and install it again.',
      {
        retry: 'never',
      },
    );
  }
  return new Fault('refused', `Slack refused: ${error.slice(0, 80)}.`, { retry: 'later' });
}

/** Errors of requests hold headers, and headers hold tokens. */
const redacted = (thrown: Error): Error => new Error(said([thrown]));
