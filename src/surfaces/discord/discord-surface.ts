/** Discord: cards in channels, presses, words and forms from people. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelId } from '../../domain/ids.ts';
import { Fault } from '../../lib/fault.ts';
import { createDrafts } from '../chat/drafts.ts';
import { createOffline } from '../chat/offline.ts';
import { createPlaces } from '../chat/places.ts';
import type { Surface } from '../contract.ts';
import { registerCommands } from './commands.ts';
import { openGateway } from './gateway.ts';
import { createGuilds } from './guilds.ts';
import { listen } from './listen.ts';
import type { DiscordOptions } from './options.ts';
import { createPeople } from './people.ts';
import { createPosts } from './posts.ts';
import { createReplies } from './replies.ts';
import { openRest, plainly } from './rest.ts';

export interface DiscordSurface {
  surface: Surface;
  /** Begins to listen; comes back at once when Discord is away, and goes on trying. */
  start(): Promise<void>;
  /** What is wrong, in a sentence; null when people can be heard. */
  problem(): string | null;
}

const pulseMs = 20_000;
const syncMs = 5 * 60_000;
const firstWaitMs = 5000;

export function createDiscordSurface(options: DiscordOptions): DiscordSurface {
  const { router, directory, log, verbs, botToken, apiUrl, guild } = options;
  // Answers to people never wait behind posts that Discord is holding up.
  const interactive = openRest(botToken, apiUrl, 4000);
  const posting = openRest(botToken, apiUrl, 15_000);
  let self = '';
  const models = async () => (await directory.models()).map(({ id }) => id as string);
  const guilds = createGuilds({ rest: posting, directory, only: guild });
  const places = createPlaces(directory, 'discord');
  const people = createPeople({ rest: interactive, directory, ours: guilds.ours, log });
  const replies = createReplies({
    rest: interactive,
    claim: (interaction) => directory.claim(interaction),
    models,
    log,
  });
  const posts = createPosts({
    rest: posting,
    callsOf: async (groups) =>
      (await directory.groups())
        .filter(({ id }) => groups.includes(id))
        .map(({ account }) => account.split('/').at(-1)!),
    models,
    self: () => self,
    log,
  });
  const offline = createOffline({ directory, places, show: posts.show, platform: 'Discord', log });
  const drafts = createDrafts(directory);
  const hear = listen({ router, directory, people, places, replies, drafts, verbs, log });
  const background = (work: Promise<unknown>, what: string) =>
    void work.catch((thrown: unknown) => log.warn({ err: plainly(thrown) }, what));

  let heard: (() => void) | null = null;
  const ready = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const gateway = openGateway({
    botToken,
    apiUrl,
    log,
    hears: {
      ready({ application, user, guilds: known }) {
        self = user;
        for (const id of known) guilds.learn(id);
        const registering = registerCommands({ rest: posting, application, directory, verbs, log });
        background(registering, 'the commands of Discord could not be registered');
        background(people.sync(), 'Discord does not count the members of roles');
        heard?.();
      },
      guild: guilds.learn,
      interaction(payload) {
        guilds.hear(payload);
        void hear(payload);
      },
      missed: (since) => background(offline.back(since), 'cards could not say that we were away'),
    },
  });
  const timers: NodeJS.Timeout[] = [];
  const every = (ms: number, act: () => Promise<unknown>) => {
    const timer = setInterval(() => {
      if (gateway.problem() === null) act().catch(() => {});
    }, ms);
    timers.push(timer.unref());
  };
  return {
    problem: gateway.problem,
    async start() {
      gateway.start();
      await Promise.race([ready, sleep(firstWaitMs, undefined, { ref: false })]);
      if (gateway.problem() === null) await offline.started();
      every(pulseMs, offline.heard);
      every(syncMs, people.sync);
    },
    surface: {
      id: 'discord',
      reaches: async (channel: ChannelId) => (await places.placeOf(channel)) !== null,
      async show(channel, card, ref) {
        const place = await places.placeOf(channel);
        if (place === null) throw new Error(`channel ${channel} is not on Discord`);
        return posts.show(place, card, ref);
      },
      async tell({ accounts }, card) {
        const account = accounts?.discord?.split('/').at(-1);
        // Members that Discord does not name have no account to write to.
        if (account === undefined || !/^\d+$/.test(account)) return false;
        try {
          await replies.direct(account, card);
          return true;
        } catch (thrown) {
          if (thrown instanceof Fault && thrown.code === 'untold') return false;
          throw thrown;
        }
      },
      async close() {
        for (const timer of timers) clearInterval(timer);
        await gateway.stop();
      },
    },
  };
}
