/** Text for the places where Slack takes plain words only. */
import { clip } from '../../chat/words.ts';

/** Slack trims labels and refuses empty ones. */
export const plainText = (text: string, most: number) => ({
  type: 'plain_text' as const,
  text: clip(text.trim() === '' ? '–' : text, most),
  emoji: false,
});

/** What blocks take of a message's room: about as Slack counts them. */
export const sizeOf = (blocks: object[]): number => JSON.stringify(blocks).length * 0.8;

const joiner = '\u2060';

/**
 * The top-level text of a message, which notifications and screen readers get. Slack reads it as its own markup whatever
 * one asks: what it would parse is escaped, and what it would format or link is kept apart by an invisible word joiner.
 */
export const topLevel = (text: string): string =>
  clip(text.replaceAll(/\s+/g, ' ').trim() || '–', 2900)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/^&gt;/, `${joiner}&gt;`)
    .replaceAll(/([*_~`])/g, `${joiner}$1${joiner}`)
    .replaceAll('://', `:${joiner}//`)
    .replaceAll(/(^|[\s(])([@#])(?=\S)/g, `$1$2${joiner}`)
    .replaceAll(/:(?=[a-z0-9_+'-]+:)/gi, `:${joiner}`);
