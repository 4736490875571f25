/** The gateway, which hears what people do. The library resumes by itself; what it gives up on is begun anew here. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import type { Log } from '../../lib/log.ts';
import { minute, second } from '../../lib/time.ts';
import { apiOf } from './rest.ts';

export interface Gateway {
  start(): void;
  stop(): Promise<void>;
  /** What went wrong with the last attempt; null while we hear. */
  problem(): string | null;
}

export interface Hears {
  ready(session: { application: string; user: string; guilds: string[] }): void;
  guild(id: string): void;
  interaction(payload: unknown): void;
  /** We hear again after so long, and what happened meanwhile will not be delivered. */
  missed(sinceMs: number): void;
}

interface Ready {
  application?: { id?: string };
  user?: { id?: string };
  guilds?: { id: string }[];
}

export function openGateway(options: {
  botToken: string;
  apiUrl: string | null;
  log: Log;
  hears: Hears;
}): Gateway {
  const { botToken, apiUrl, log, hears } = options;
  const stop = new AbortController();
  let client: Client | null = null;
  let problem: string | null = 'Discord was not asked yet.';
  let deafSince: number | null = null;
  let loop: Promise<void> = Promise.resolve();
  let broken: (() => void) | null = null;

  const wrong = (why: string) => {
    problem = why.replaceAll(botToken, '…').slice(0, 200);
    deafSince ??= Date.now();
    log.warn({ problem }, 'no connection to the gateway of Discord');
  };
  const wellAgain = (missed: boolean) => {
    problem = null;
    const since = deafSince;
    deafSince = null;
    if (missed && since !== null) hears.missed(since);
  };

  /** The library leaves some failures of its reconnecting to nobody, which would end the process. */
  const unhandled = (thrown: unknown) => {
    if (!(thrown instanceof Error) || !/@discordjs|discord\.js/.test(thrown.stack ?? '')) throw thrown;
    wrong(thrown.message);
    broken?.();
  };

  function open(): { client: Client; over: Promise<void> } {
    const made = new Client({
      // No privileged intent: presses and commands are delivered to whoever is connected.
      intents: [GatewayIntentBits.Guilds],
      rest: { ...(apiUrl !== null && { api: apiOf(apiUrl) }), retries: 0, timeout: 10_000 },
      allowedMentions: { parse: [] },
      enforceNonce: true,
    });
    const over = new Promise<void>((resolve) => {
      broken = resolve;
      made.on(Events.ShardDisconnect, ({ code }) => {
        wrong(reasons[code] ?? `the gateway closed with ${code}`);
        resolve();
      });
    });
    made.on(Events.Error, (thrown) => wrong(thrown.message));
    made.on(Events.ShardError, (thrown) => wrong(thrown.message));
    made.on(Events.ShardReconnecting, () => wrong('the connection was cut; connecting again'));
    const on = (event: string, listener: (payload: never) => void) =>
      made.ws.on(event as never, listener as never);
    on('READY', (payload: Ready) => {
      wellAgain(true);
      hears.ready({
        application: payload.application?.id ?? '',
        user: payload.user?.id ?? '',
        guilds: (payload.guilds ?? []).map(({ id }) => id),
      });
    });
    // Discord delivers what we missed.
    on('RESUMED', () => wellAgain(false));
    on('GUILD_CREATE', ({ id }: { id: string }) => hears.guild(id));
    on('INTERACTION_CREATE', (payload: unknown) => hears.interaction(payload));
    return { client: made, over };
  }

  async function keep(): Promise<void> {
    for (let failures = 0; !stop.signal.aborted; failures++) {
      const began = Date.now();
      const opened = open();
      client = opened.client;
      try {
        await Promise.race([opened.client.login(botToken), opened.over]);
        await opened.over;
      } catch (thrown) {
        wrong(thrown instanceof Error ? thrown.message : 'no connection');
      }
      await opened.client.destroy().catch(() => {});
      if (Date.now() - began > 5 * minute) failures = 0;
      // A thousand sessions a day may be begun.
      const pauseMs = Math.min(2 * minute, second * 2 ** Math.min(failures, 7));
      await sleep(pauseMs, undefined, { signal: stop.signal }).catch(() => {});
    }
  }

  return {
    problem: () => problem,
    start() {
      process.on('unhandledRejection', unhandled);
      loop = keep();
    },
    async stop() {
      stop.abort();
      broken?.();
      await client?.destroy().catch(() => {});
      await Promise.race([loop, sleep(2000, undefined, { ref: false })]);
      process.off('unhandledRejection', unhandled);
    },
  };
}

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway */
const reasons: Record<number, string> = {
  4004: 'Discord refuses the token; reset it and set DISCORD_BOT_TOKEN',
  4013: 'Discord knows no such intents',
  4014: 'Discord refuses the intents',
};
