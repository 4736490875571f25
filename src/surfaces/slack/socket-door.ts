/**
 * Socket Mode over several sockets: Slack sends each delivery to one of them and refreshes them one by one, so that with two
 * there is always one that hears. https://docs.slack.dev/apis/events-api/using-socket-mode
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { App, Receiver } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import type { Log } from '../../lib/log.ts';
import { minute, second } from '../../lib/time.ts';
import { slackLogger, webOptions } from './clients.ts';

export interface SocketDoor {
  receiver: Receiver;
  /** Sockets that hear at the moment. */
  connected(): number;
  /** What Slack said when the last attempt failed; null while all is well. */
  problem(): string | null;
}

interface SlackEvent {
  ack: (response?: unknown) => Promise<void>;
  body: Record<string, unknown>;
  retry_num?: number;
  retry_reason?: string;
}

export function socketDoor(options: {
  appToken: string;
  apiUrl: string | null;
  log: Log;
  sockets?: number;
  /** Nobody heard for so long; called when somebody hears again. */
  onReturn: (sinceMs: number) => Promise<void>;
}): SocketDoor {
  const { appToken, apiUrl, log, sockets = 2, onReturn } = options;
  const clients: SocketModeClient[] = [];
  let app: App | null = null;
  let stopped = false;
  let hearing = 0;
  let deafSince: number | null = null;
  let problem: string | null = null;
  const stop = new AbortController();
  const pause = (ms: number) => sleep(ms, undefined, { signal: stop.signal }).catch(() => {});

  function open(): SocketModeClient {
    const client = new SocketModeClient({
      appToken,
      // Its own reconnecting leaves seconds without a socket, and ends the process when Slack refuses the token.
      autoReconnectEnabled: false,
      clientOptions: webOptions(apiUrl, log, 10 * second),
      logger: slackLogger(log),
    });
    client.on('slack_event', ({ ack, body, retry_num, retry_reason }: SlackEvent) => {
      app!
        .processEvent({
          body,
          ack: (response?: unknown) => ack(response === '' ? undefined : response),
          ...(retry_num !== undefined && { retryNum: retry_num }),
          ...(retry_reason !== undefined && { retryReason: retry_reason }),
        })
        .catch((thrown: unknown) => log.error({ err: thrown }, 'a delivery of Slack could not be handled'));
    });
    return client;
  }

  /** Keeps one socket open for as long as we run. */
  async function keep(): Promise<void> {
    for (let failures = 0; !stopped; ) {
      const client = open();
      clients.push(client);
      try {
        const over = new Promise<void>((resolve) => client.once('disconnected', () => resolve()));
        await client.start();
        failures = 0;
        problem = null;
        hears();
        await over;
        hearing -= 1;
        if (hearing === 0) deafSince = Date.now();
      } catch (thrown) {
        failures += 1;
        problem = thrown instanceof Error ? thrown.message.slice(0, 200) : 'no connection';
        log.warn({ problem, failures }, 'no socket to Slack; trying again');
      }
      clients.splice(clients.indexOf(client), 1);
      // apps.connections.open may be asked about once a minute for long, and a few times in a row.
      if (!stopped && failures > 0) await pause(Math.min(minute, second * 2 ** Math.min(failures, 6)));
    }
  }

  function hears(): void {
    hearing += 1;
    if (deafSince !== null)
      onReturn(deafSince).catch((thrown: unknown) =>
        log.warn({ err: thrown }, 'cards could not say that we were away'),
      );
    deafSince = null;
  }

  let loops: Promise<void>[] = [];
  const receiver: Receiver = {
    init: (given) => {
      app = given;
    },
    async start() {
      loops = Array.from({ length: sockets }, keep);
    },
    async stop() {
      stopped = true;
      stop.abort();
      await Promise.allSettled(clients.map((client) => client.disconnect()));
      await Promise.race([Promise.allSettled(loops), sleep(2000, undefined, { ref: false })]);
    },
  };
  return { receiver, connected: () => hearing, problem: () => problem };
}
