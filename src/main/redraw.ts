/** What hangs in a channel is drawn anew when the channel speaks another language. */
import type { Model } from '../domain/model.ts';
import type { Channel } from '../domain/workspace-stream.ts';
import { enqueue } from '../engine/enqueue.ts';
import type { Instant } from '../lib/time.ts';

/** Queues the one card of each model in a channel whose language changed; what is over stays as it was said. */
export async function redraw(
  sql: Parameters<typeof enqueue>[0],
  channels: { before: Channel[]; after: Channel[] },
  { models, at }: { models: Model[]; at: Instant },
): Promise<void> {
  const spoken = ({ language = 'en' }: Pick<Channel, 'language'>) => language;
  const before = new Map(channels.before.map((channel) => [channel.id, spoken(channel)]));
  const changed = channels.after.filter(
    (channel) => before.has(channel.id) && before.get(channel.id) !== spoken(channel),
  );
  for (const { id } of changed)
    for (const model of models.filter(({ channel }) => channel === id))
      await enqueue(sql, { kind: 'refresh_card', model: model.id, at });
}
