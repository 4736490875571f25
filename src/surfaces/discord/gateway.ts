/** The gateway, which hears what people do. The library resumes by itself; what it gives up on is begun anew here. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type SessionInfo, WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import { GatewayIntentBits } from 'discord.js';
import { z } from 'zod';
import type { Log } from '../../lib/log.ts';
import { minute, second } from '../../lib/time.ts';
import { discordFault, openRest } from './rest.ts';

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

const named = z.looseObject({ id: z.string() });
/** Only what is used is asked for: another server may leave the rest out. */
const Ready = z.looseObject({
  application: named.optional(),
  user: named,
  guilds: z.array(named).catch([]),
});

export function openGateway(options: {
  botToken: string;
  apiUrl: string | null;
  log: Log;
  hears: Hears;
}): Gateway {
  const { botToken, apiUrl, log, hears } = options;
  const stop = new AbortController();
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

  function hear(name: string, payload: unknown): void {
    if (name === 'READY') {
      const read = Ready.safeParse(payload);
      if (!read.success) {
        wrong('the gateway does not say who we are');
        return;
      }
      wellAgain(true);
      const { application, user, guilds } = read.data;
      // A bot has the id of its app, but for those of before 2016.
      hears.ready({
        application: (application ?? user).id,
        user: user.id,
        guilds: guilds.map(({ id }) => id),
      });
    }
    // Discord delivers what we missed.
    if (name === 'RESUMED') wellAgain(false);
    if (name === 'GUILD_CREATE') {
      const guild = named.safeParse(payload);
      if (guild.success) hears.guild(guild.data.id);
    }
    if (name === 'INTERACTION_CREATE') hears.interaction(payload);
  }

  function open(): { manager: WebSocketManager; over: Promise<void> } {
    const sessions = new Map<number, SessionInfo | null>();
    const made = new WebSocketManager({
      token: botToken,
      // No privileged intent: presses and commands are delivered to whoever is connected.
      intents: GatewayIntentBits.Guilds,
      rest: openRest(botToken, apiUrl, 10_000),
      // The library's own place for them is shared by everything in this process.
      retrieveSessionInfo: (shard) => sessions.get(shard) ?? null,
      updateSessionInfo: (shard, session) => void sessions.set(shard, session),
    });
    const over = new Promise<void>((resolve) => {
      broken = resolve;
      made.on(WebSocketShardEvents.Closed, ({ code }) => {
        if (stop.signal.aborted) return;
        const final = reasons[code];
        wrong(final ?? `the gateway closed with ${code}; connecting again`);
        if (final !== undefined) resolve();
      });
    });
    made.on(WebSocketShardEvents.Error, ({ error }) => wrong(error.message));
    made.on(WebSocketShardEvents.Dispatch, ({ data }) => hear(data.t, data.d));
    return { manager: made, over };
  }

  async function keep(): Promise<void> {
    for (let failures = 0; !stop.signal.aborted; failures++) {
      const began = Date.now();
      const opened = open();
      try {
        await Promise.race([opened.manager.connect(), opened.over]);
        await opened.over;
      } catch (thrown) {
        wrong(sentence(thrown));
      }
      await end(opened.manager);
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
      await Promise.race([loop, sleep(2000, undefined, { ref: false })]);
      process.off('unhandledRejection', unhandled);
    },
  };
}

/** What was never open does not close. */
async function end(manager: WebSocketManager): Promise<void> {
  try {
    await manager.destroy();
  } catch {
    // It is given up in any case.
  }
}

function sentence(thrown: unknown): string {
  try {
    return discordFault(thrown).message;
  } catch {
    return thrown instanceof Error ? thrown.message : 'no connection';
  }
}

/** Closes after which the library does not come back. https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway */
const reasons: Record<number, string> = {
  4004: 'Discord refuses the token; reset it and set DISCORD_BOT_TOKEN',
  4010: 'Discord knows no such shard',
  4011: 'Discord asks for more shards',
  4012: 'Discord no longer speaks this version of its gateway',
  4013: 'Discord knows no such intents',
  4014: 'Discord refuses the intents',
};
