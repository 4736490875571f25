/** Cards in channels: posted once, then edited wherever a copy of them is. */

import type { Card } from '../../cards/card.ts';
import type { GroupId } from '../../domain/ids.ts';
import { Fault } from '../../lib/fault.ts';
import type { Log } from '../../lib/log.ts';
import { second } from '../../lib/time.ts';
import { type Clients, errorOf, slackFault } from './clients.ts';
import { isBlockRefusal, type Natives } from './natives.ts';
import type { Pace } from './pace.ts';
import { uploadPictures } from './pictures.ts';
import { chartsToUpload, type Message, onlyText, renderCard } from './render/message.ts';

export interface Posts {
  /** @param ref where copies are, separated by spaces: `C0123/1699.001`. Null: nowhere yet. Answers where they are now. */
  show(place: { channel: string; title: string }, card: Card, ref: string | null): Promise<string>;
}

/** Under this name a message says which card it is: a copy that nobody knows of is found again by it. */
export const cardEvent = 'steward_card';

export function createPosts(options: {
  clients: Clients;
  natives: Natives;
  pace: Pace;
  /** Slack's ids of the user groups behind ours. */
  callsOf: (groups: GroupId[]) => Promise<string[]>;
  log: Log;
}): Posts {
  const { natives, pace, callsOf, log } = options;
  const web = options.clients.posting;

  /** Draws and sends; what a workspace refuses is left out of the next attempt. */
  async function send<T>(card: Card, calls: string[], call: (message: Message) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const takes = await natives.takes();
      await uploadPictures(chartsToUpload(card, takes), { web, natives, log });
      const last = attempt > 4;
      const message = renderCard(card, last ? onlyText : await natives.takes(), calls);
      try {
        return await call(last ? { ...message, blocks: [] } : message);
      } catch (thrown) {
        if (last || !isBlockRefusal(thrown)) throw thrown;
        // Nothing more to leave out: the sentence at least must get through.
        if (!(await natives.refused(thrown, message.blocks))) attempt = 4;
        if (attempt === 4)
          log.error({ card: card.key }, 'Slack refuses the blocks of a card; only its sentence is sent');
      }
    }
  }

  const metadataOf = (card: Card) => ({
    event_type: cardEvent,
    event_payload: { key: card.key },
  });

  async function post({ channel, title }: { channel: string; title: string }, card: Card): Promise<string> {
    const calls = await callsOf(card.calls ?? []);
    try {
      const posted = await send(card, calls, async ({ text, blocks }) => {
        await pace.post(channel);
        return web.chat.postMessage({
          channel,
          text,
          blocks: blocks as never,
          metadata: metadataOf(card) as never,
          unfurl_links: false,
          unfurl_media: false,
          mrkdwn: false,
        });
      });
      return `${posted.channel ?? channel}/${posted.ts}`;
    } catch (thrown) {
      const fault = slackFault(thrown, title);
      if (fault.afterMs !== null) pace.pause(`post:${channel}`, fault.afterMs);
      throw fault;
    }
  }

  /** False when the message is no longer there. */
  async function edit(ref: string, card: Card, title: string): Promise<boolean> {
    const [channel = '', ts = ''] = ref.split('/');
    try {
      await send(card, [], async ({ text, blocks }) => {
        await pace.edit();
        return web.chat.update({
          channel,
          ts,
          text,
          blocks: blocks as never,
          metadata: metadataOf(card) as never,
        });
      });
      return true;
    } catch (thrown) {
      if (['message_not_found', 'cant_update_message', 'edit_window_closed'].includes(errorOf(thrown) ?? ''))
        return false;
      const fault = slackFault(thrown, title);
      if (fault.afterMs !== null) pace.pause('edit', fault.afterMs);
      // An edit may be made twice without harm.
      throw fault.retry === 'unknown'
        ? new Fault('unreachable', fault.message, { retry: 'later', afterMs: second, cause: fault })
        : fault;
    }
  }

  return {
    async show(place, card, ref) {
      const copies = (ref ?? '').split(' ').filter(Boolean);
      const here: string[] = [];
      for (const copy of copies) if (await edit(copy, card, place.title)) here.push(copy);
      // Somebody deleted the only copy: the card comes back, because what it asks is still open.
      return here.length > 0 ? here.join(' ') : post(place, card);
    },
  };
}
