/** The app's home tab: what waits for me, my models, recent decisions. */
import type { WebClient } from '@slack/web-api';
import type { Card } from '../../cards/card.ts';
import type { ChannelId } from '../../domain/ids.ts';
import { stranger } from '../chat/own-cards.ts';
import type { Router } from '../contract.ts';
import { slackFault } from './clients.ts';
import type { Natives } from './natives.ts';
import type { People } from './people.ts';
import { onlyText, renderCard } from './render/message.ts';

const mostBlocks = 100;

export function createHome(options: { web: WebClient; router: Router; people: People; natives: Natives }) {
  const { web, router, people, natives } = options;
  return async (user: string, team: string): Promise<void> => {
    const known = await people.of(user, team);
    const cards: Card[] =
      'stranger' in known
        ? [stranger(known.stranger)]
        : await Promise.all(
            ['inbox', 'list mine', 'decisions'].map(async (words) => {
              const entry = {
                cause: `slack:home-${user}-${Date.now()}`,
                channel: `slack:${user}` as ChannelId,
              };
              return (await router.say(words, known.person, entry)).card;
            }),
          );
    const publish = (blocks: object[]) =>
      web.views.publish({
        user_id: user,
        view: { type: 'home', blocks: blocks.slice(0, mostBlocks) as never },
      });
    const takes = { ...(await natives.takes()), charts: false };
    const blocks = blocksOf(cards, takes);
    try {
      await publish(blocks).catch(async (thrown: unknown) => {
        if (await natives.refused(thrown, blocks)) return publish(blocksOf(cards, onlyText));
        throw thrown;
      });
    } catch (thrown) {
      throw slackFault(thrown);
    }
  };
}

export const blocksOf = (cards: Card[], takes: Parameters<typeof renderCard>[1]): object[] =>
  cards.flatMap((card, index) => [
    ...(index > 0 ? [{ type: 'divider' }] : []),
    ...renderCard(card, takes).blocks,
  ]);
