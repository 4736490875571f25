/** Our channels and Slack's. A channel that nobody has set up yet goes by Slack's id, so that it can be answered in and set up. */
import type { ChannelId } from '../../domain/ids.ts';
import type { Directory, Entry } from '../contract.ts';

export interface Place {
  channel: string;
  title: string;
}

export interface Places {
  entry(at: { place: string; title: string }, cause: string): Promise<Entry>;
  /** Where a channel of ours is on Slack; null: nowhere. */
  placeOf(channel: ChannelId): Promise<Place | null>;
}

const prefix = 'slack:';

/** Configuration may name the workspace too: `T024BE7LD/C024BE7LR`. */
const bare = (place: string): string => place.split('/').at(-1)!;

export const createPlaces = (directory: Directory): Places => ({
  async entry({ place, title }, cause) {
    const known = (await directory.channels()).find(
      (channel) => channel.place !== null && bare(channel.place) === place,
    );
    const channel = known?.id ?? (`${prefix}${place}` as ChannelId);
    return { cause, channel, at: { surface: 'slack', place, title: known?.title ?? title } };
  },
  async placeOf(channel) {
    if (channel.startsWith(prefix)) return { channel: channel.slice(prefix.length), title: 'this channel' };
    const known = (await directory.channels()).find(({ id }) => id === channel);
    return known?.place ? { channel: bare(known.place), title: `#${known.title}` } : null;
  },
});
