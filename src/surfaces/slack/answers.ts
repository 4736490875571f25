/** What one person is told, and nobody else: by the response_url of their press, or in the channel, or at last by a direct message. */
import type { Card } from '../../cards/card.ts';
import type { Log } from '../../lib/log.ts';
import { type Clients, errorOf, slackFault } from './clients.ts';
import type { Natives } from './natives.ts';
import { uploadPictures } from './pictures.ts';
import { chartsToUpload, type Message, onlyText, renderCard } from './render/message.ts';

export interface Whisper {
  user: string;
  channel: string | null;
  /** Works five times within thirty minutes. */
  responseUrl: string | null;
}

export interface Answers {
  whisper(to: Whisper, card: Card): Promise<void>;
  /** A direct message; throws `Fault`. */
  direct(user: string, card: Card): Promise<void>;
}

export function createAnswers({
  clients,
  natives,
  log,
}: {
  clients: Clients;
  natives: Natives;
  log: Log;
}): Answers {
  const web = clients.interactive;

  async function byUrl(url: string, { text, blocks }: Message): Promise<'told' | 'refused' | 'gone'> {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text, blocks }),
      redirect: 'error',
      signal: AbortSignal.timeout(5000),
    });
    const said = (await answer.text()).slice(0, 2000);
    if (answer.ok && !said.includes('"ok":false')) return 'told';
    return /blocks/.test(said) ? 'refused' : 'gone';
  }

  async function byCall({ user, channel }: Whisper, { text, blocks }: Message): Promise<void> {
    const body = { text, blocks: blocks as never };
    if (channel !== null) {
      try {
        await web.chat.postEphemeral({ ...body, channel, user });
        return;
      } catch (thrown) {
        // Who is not in the channel cannot be whispered to there.
        if (
          !['user_not_in_channel', 'channel_not_found', 'not_in_channel', 'is_archived'].includes(
            errorOf(thrown) ?? '',
          )
        )
          throw thrown;
      }
    }
    await web.chat.postMessage({ ...body, channel: user });
  }

  async function tell(to: Whisper, message: Message): Promise<'told' | 'refused'> {
    const byTheirs =
      to.responseUrl === null ? 'gone' : await byUrl(to.responseUrl, message).catch(() => 'gone' as const);
    if (byTheirs !== 'gone') return byTheirs;
    try {
      await byCall(to, message);
      return 'told';
    } catch (thrown) {
      if (await natives.refused(thrown, message.blocks)) return 'refused';
      throw thrown;
    }
  }

  return {
    async direct(user, card) {
      try {
        const { text, blocks } = renderCard(card, { ...(await natives.takes()), charts: false });
        await clients.posting.chat.postMessage({
          channel: user,
          text,
          blocks: blocks as never,
          mrkdwn: false,
        });
      } catch (thrown) {
        throw slackFault(thrown, 'a direct message');
      }
    },
    async whisper(to, card) {
      try {
        const takes = await natives.takes();
        await uploadPictures(chartsToUpload(card, takes), { web, natives, log });
        if ((await tell(to, renderCard(card, await natives.takes()))) === 'told') return;
        const plain = renderCard(card, onlyText);
        if ((await tell({ ...to, responseUrl: to.responseUrl }, plain)) === 'told') return;
        await byCall(to, { ...plain, blocks: [] });
      } catch (thrown) {
        log.warn({ err: slackFaultOr(thrown) }, 'somebody could not be told an answer');
      }
    },
  };
}

const slackFaultOr = (thrown: unknown): unknown => {
  try {
    return slackFault(thrown);
  } catch {
    return thrown;
  }
};
