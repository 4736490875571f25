/** The chat page that Steward serves itself: the same cards, buttons and commands, without Slack or Discord. */
import { Hono } from 'hono';
import { routePath } from 'hono/route';
import type { ChannelId, PersonId } from '../../domain/ids.ts';
import type { Log } from '../../lib/log.ts';
import { sentences } from '../../words/list.ts';
import { t } from '../../words/t.ts';
import { createDrafts } from '../chat/drafts.ts';
import { passes, sayCause } from '../chat/own-cards.ts';
import type { Confirmations, Directory, Router, Surface } from '../contract.ts';
import { assetRoutes } from './assets.ts';
import { changeRoutes } from './change-routes.ts';
import { confirmRoutes } from './confirm-routes.tsx';
import type { Desk } from './desk.ts';
import { headers, inItsLanguage } from './guard.ts';
import { createListeners } from './listeners.ts';
import { createPictures } from './pictures.ts';
import { createPrivateAnswers } from './private-answers.ts';
import { readRoutes } from './read-routes.tsx';
import { createDoor } from './visitor.ts';

export interface WebSurface {
  surface: Surface;
  /** To be mounted at `/` by a server that checks the Host header. */
  routes: Hono;
  /** Tells open pages that a channel has something new. */
  notify(channel: ChannelId): void;
}

/**
 * @param options.people who may be acted as; there is no login here, so whoever reaches the page may choose among them
 * @param options.sessionKey signs cookies, at least 32 characters; keep it, and sessions survive a restart
 */
export function createWebSurface(options: {
  router: Router;
  directory: Directory;
  people: 'everyone' | readonly PersonId[];
  sessionKey: string;
  confirmations?: Confirmations;
  log: Log;
}): WebSurface {
  const { router, directory, people, sessionKey, confirmations, log } = options;
  if (sessionKey.length < 32) throw new Error('the session key needs at least 32 characters');
  const listeners = createListeners();
  const shownCards = async () => {
    const channels = await directory.channels();
    const shown = channels.map(async ({ id, language }) => {
      const cards = (await directory.cards(id)).map(({ card }) => card);
      return { language, cards };
    });
    return Promise.all(shown);
  };
  const desk: Desk = {
    router,
    directory,
    log,
    door: createDoor({ directory, people, sessionKey }),
    answers: createPrivateAnswers(),
    drafts: createDrafts(directory),
    listeners,
    pictures: createPictures(shownCards),
    sessionKey,
  };

  const routes = new Hono();
  routes.use(...headers);
  for (const path of ['/', '/session', '/channels/:id/*', '/api/channels/:id'])
    routes.use(path, inItsLanguage(directory));
  routes.route('/', assetRoutes);
  if (confirmations) routes.route('/', confirmRoutes(confirmations, log));
  routes.route('/', readRoutes(desk));
  routes.route('/', changeRoutes(desk));
  routes.onError((thrown, c) => {
    // The pattern, never the path: a one-time link has its secret there.
    log.error({ err: thrown, route: routePath(c, -1) }, 'A page could not be shown');
    return c.text(sentences(sayCause(thrown), t('Please try again.')), passes(thrown) ? 503 : 500);
  });

  return {
    routes,
    notify: listeners.notify,
    surface: {
      id: 'web',
      reaches: async () => true,
      // Cards are read from the database when a page asks for them: showing one is only saying that it changed.
      async show(channel) {
        listeners.notify(channel);
        return 'web';
      },
      async close() {
        listeners.close();
      },
    },
  };
}
