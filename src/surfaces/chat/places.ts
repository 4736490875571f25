/** Our channels and a platform's. A channel that nobody has set up yet goes by the platform's id, so that it can be answered in and set up. */
import type { ChannelId } from '../../domain/ids.ts';
import type { Directory, Entry } from '../contract.ts';
import { speakIn } from './speak.ts';

export interface Place {
  channel: string;
  title: string;
}

export interface Places {
  entry(at: { place: string; title: string }, cause: string): Promise<Entry>;
  /** Everything that somebody at this place is asked and told. */
  speaking<T>(place: string, what: () => T | Promise<T>): Promise<T>;
  /** Where a channel of ours is on this platform; null: nowhere. */
  placeOf(channel: ChannelId): Promise<Place | null>;
}

/** Configuration may name the workspace too: `T024BE7LD/C024BE7LR`. */
const bare = (place: string): string => place.split('/').at(-1)!;
const isAt = (place: string) => (channel: { place: string | null }) =>
  channel.place !== null && bare(channel.place) === place;

/** @param surface begins the ids of channels that nobody has set up: `slack:C024BE7LR` */
export const createPlaces = (directory: Directory, surface: string): Places => ({
  async entry({ place, title }, cause) {
    const known = (await directory.channels()).find(isAt(place));
    const channel = known?.id ?? (`${surface}:${place}` as ChannelId);
    return { cause, channel, at: { surface, place, title: known?.title ?? title } };
  },
  speaking: (place, what) => speakIn(directory, isAt(place), what),
  async placeOf(channel) {
    const prefix = `${surface}:`;
    if (channel.startsWith(prefix)) return { channel: channel.slice(prefix.length), title: 'this channel' };
    const known = (await directory.channels()).find(({ id }) => id === channel);
    return known?.place ? { channel: bare(known.place), title: `#${known.title}` } : null;
  },
});
