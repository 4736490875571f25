/** Slack: cards in channels, presses and words from people, forms, and the home tab. */
import type { ChannelId } from '../../domain/ids.ts';
import { createDrafts } from '../chat/drafts.ts';
import { createOffline } from '../chat/offline.ts';
import { createPlaces } from '../chat/places.ts';
import { suggest } from '../chat/suggest.ts';
import type { Surface } from '../contract.ts';
import { createAnswers } from './answers.ts';
import { openClients, slackFault } from './clients.ts';
import { createHome } from './home.ts';
import { type Door, httpDoor } from './http-door.ts';
import { listen } from './listen.ts';
import { createModals } from './modals.ts';
import { createNatives } from './natives.ts';
import type { SlackOptions } from './options.ts';
import { createPace } from './pace.ts';
import { createPeople } from './people.ts';
import { createPosts } from './posts.ts';
import { socketDoor } from './socket-door.ts';

export interface SlackSurface {
  surface: Surface;
  /** HTTP mode: answers what Slack posts to its request URL, which is `POST /slack/events`. */
  door: Door | null;
  /** Begins to listen; comes back at once when Slack is away, and goes on trying. */
  start(): Promise<void>;
  /** What is wrong, in a sentence; null when people can be heard. */
  problem(): string | null;
}

const syncEveryMs = 5 * 60_000;
const pulseMs = 20_000;

export function createSlackSurface(options: SlackOptions): SlackSurface {
  const { router, directory, log, botToken, appToken, signingSecret, apiUrl } = options;
  const clients = openClients(botToken, apiUrl, log);
  let installation = { botToken, botId: '', botUserId: '', teamId: '' };
  let problem: string | null = 'Slack was not asked yet.';
  const team = () => installation.teamId;
  const natives = createNatives(directory, team, log);
  const people = createPeople({ web: clients.interactive, directory, team, log });
  const places = createPlaces(directory, 'slack');
  const answers = createAnswers({ clients, natives, log });
  const posts = createPosts({
    clients,
    natives,
    pace: createPace(),
    callsOf: async (groups) =>
      (await directory.groups())
        .filter(({ id }) => groups.includes(id))
        .map(({ account }) => account.split('/').at(-1)!),
    log,
  });

  const offline = createOffline({ directory, places, show: posts.show, platform: 'Slack', log });
  const socket = appToken
    ? socketDoor({
        appToken,
        apiUrl,
        log,
        onReturn: (since) => offline.back(since),
      })
    : null;
  const http = socket ? null : httpDoor({ secret: signingSecret ?? '', log });
  const receiver = socket?.receiver ?? http!.receiver;
  const app = listen(
    receiver,
    {
      router,
      people,
      places,
      answers,
      modals: createModals(clients.interactive, log),
      drafts: createDrafts(directory),
      log,
      async adopt(place, key, ts) {
        const { channel } = await places.entry({ place, title: '' }, 'slack:adopt');
        await directory.adopt(channel, key, `${place}/${ts}`);
      },
      publishHome: createHome({ web: clients.interactive, router, people, natives }),
      suggest: (typed) => suggest(directory, typed),
    },
    () => installation,
  );

  async function identify(): Promise<void> {
    try {
      const {
        team_id: teamId = '',
        user_id: botUserId = '',
        bot_id: botId = '',
      } = await clients.interactive.auth.test();
      installation = { botToken, botId, botUserId, teamId };
      problem = null;
      await people.sync();
    } catch (thrown) {
      problem = describe(thrown);
      log.warn({ problem }, 'Slack does not answer as it should');
    }
  }
  const describe = (thrown: unknown): string => {
    try {
      return slackFault(thrown).message;
    } catch {
      return 'Slack gave an answer that makes no sense.';
    }
  };

  let timer: NodeJS.Timeout | null = null;
  let pulse: NodeJS.Timeout | null = null;
  const again = () => {
    timer = setTimeout(() => identify().finally(again), problem === null ? syncEveryMs : 15_000);
    timer.unref();
  };
  return {
    door: http?.door ?? null,
    problem: () => problem ?? socket?.problem() ?? null,
    async start() {
      await identify();
      await app.start();
      if (problem === null) await offline.started();
      pulse = setInterval(() => {
        if (socket === null || socket.connected() > 0) offline.heard().catch(() => {});
      }, pulseMs);
      pulse.unref();
      again();
    },
    surface: {
      id: 'slack',
      reaches: async (channel: ChannelId) => (await places.placeOf(channel)) !== null,
      async show(channel, card, ref) {
        const place = await places.placeOf(channel);
        if (place === null) throw new Error(`channel ${channel} is not on Slack`);
        return posts.show(place, card, ref);
      },
      async tell({ accounts }, card) {
        const account = accounts?.slack;
        if (account === undefined) return false;
        await answers.direct(account.split('/').at(-1)!, card);
        return true;
      },
      async close() {
        if (timer !== null) clearTimeout(timer);
        if (pulse !== null) clearInterval(pulse);
        await receiver.stop();
      },
    },
  };
}
