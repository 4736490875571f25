/** Where somebody speaks decides in which language they are answered. */
import { type Language, languageAmong, speaking } from '../../words/language.ts';
import type { Directory } from '../contract.ts';
import { inTime } from './in-time.ts';

const patienceMs = 400;

type Channel = Awaited<ReturnType<Directory['channels']>>[number];

/**
 * Hears and answers in the language of the channel where it happens; in a direct message in that of the surface's first channel.
 * @param here whether it happens in this channel
 */
export async function speakIn<T>(
  directory: Pick<Directory, 'channels'>,
  here: (channel: Channel) => boolean,
  what: () => T | Promise<T>,
): Promise<T> {
  // Platforms do not wait for a slow database; whoever cannot ask it says so in English, rather than nothing.
  const language = await inTime(
    languageHere(directory, here).catch(() => null),
    patienceMs,
  );
  return speaking(language ?? 'en', what);
}

async function languageHere(
  directory: Pick<Directory, 'channels'>,
  here: (channel: Channel) => boolean,
): Promise<Language> {
  const channels = await directory.channels();
  // On a chat platform the first channel is the first one that is there.
  return languageAmong([...channels.filter(({ place }) => place !== null), ...channels], here);
}
