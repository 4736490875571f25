/** Whether commands and presses really arrive: the one thing that no call of Slack's API tells, and the most common mistake. */
import { setTimeout as sleep } from 'node:timers/promises';
import { SocketModeClient } from '@slack/socket-mode';
import type { Log } from '../../lib/log.ts';
import { slackLogger, webOptions } from './clients.ts';

export interface TryOut {
  /** Somebody typed /model. */
  command: boolean;
  /** And pressed the button that they got. */
  press: boolean;
}

interface Delivery {
  ack: (payload?: unknown) => Promise<void>;
  type: string;
  body: { actions?: { action_id: string }[] };
}

/** Listens on a socket of its own until both arrived, or for so long. */
export async function tryOut(
  { appToken, apiUrl }: { appToken: string; apiUrl: string | null },
  { waitMs, log, onStep }: { waitMs: number; log: Log; onStep: (said: string) => void },
): Promise<TryOut> {
  const client = new SocketModeClient({
    appToken,
    autoReconnectEnabled: false,
    clientOptions: webOptions(apiUrl, log, 10_000),
    logger: slackLogger(log),
  });
  const heard: TryOut = { command: false, press: false };
  const over = new AbortController();
  client.on('slack_event', async ({ ack, type, body }: Delivery) => {
    if (type === 'slash_commands') {
      heard.command = true;
      onStep('/model arrived. Now press the button that Slack shows you.');
      await ack(question);
    } else if (type === 'interactive') {
      heard.press ||= body.actions?.some(({ action_id }) => action_id === 'try') ?? false;
      await ack();
      if (heard.press) over.abort();
    } else await ack();
  });
  await client.start();
  await sleep(waitMs, undefined, { signal: over.signal }).catch(() => {});
  await client.disconnect();
  return heard;
}

const question = {
  response_type: 'ephemeral',
  text: 'Steward hears you. Press the button to show that presses arrive too.',
  blocks: [
    {
      type: 'section',
      text: {
        type: 'plain_text',
        text: 'Steward hears you. Press the button to show that presses arrive too.',
      },
    },
    {
      type: 'actions',
      elements: [
        { type: 'button', action_id: 'try', text: { type: 'plain_text', text: 'It works' }, value: 'try' },
      ],
    },
  ],
};
