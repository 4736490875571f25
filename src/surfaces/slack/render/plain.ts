/** Text for the places where Slack takes plain words only. */
import type { Line, Tone } from '../../../cards/card.ts';
import { sayInstant } from '../../../lib/time.ts';

/** At most so many characters (UTF-16, as Slack counts), never ending in the middle of one. */
export const clip = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;

/** Slack trims labels and refuses empty ones. */
export const plainText = (text: string, most: number) => ({
  type: 'plain_text' as const,
  text: clip(text.trim() === '' ? '–' : text, most),
  emoji: false,
});

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

/** A line without any of its links. */
export const lineText = (line: Line): string =>
  line
    .map((span) => {
      if (typeof span === 'string') return span;
      if ('bold' in span) return span.bold;
      if ('link' in span) return span.link;
      return 'at' in span ? sayInstant(span.at) : span.name;
    })
    .join('');

const states: Record<Exclude<Tone, 'plain'>, string> = {
  ok: '● Healthy',
  warning: '▲ Warning',
  failing: '■ Failing',
  no_data: '◌ No data',
  muted: '⏸\ufe0e Muted',
};

/** The state as a word beside its shape, then what it is the state of. */
export const headline = (tone: Tone, title: string): string =>
  tone === 'plain' ? title : `${states[tone]}   ${title}`;
