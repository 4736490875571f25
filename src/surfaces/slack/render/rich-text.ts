/**
 * Lines as rich text: its text elements are never parsed, so a name cannot become a mention, a link or markup.
 * https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
import type { Line, Span } from '../../../cards/card.ts';
import { sayInstant } from '../../../lib/time.ts';
import { clip } from '../../chat/words.ts';

export type RichElement =
  | { type: 'text'; text: string; style?: { bold?: true; code?: true } }
  | { type: 'link'; url: string; text: string }
  | { type: 'usergroup'; usergroup_id: string }
  | { type: 'date'; timestamp: number; format: string; fallback: string };

export interface RichText {
  type: 'rich_text';
  elements: { type: 'rich_text_section' | 'rich_text_preformatted'; elements: RichElement[] }[];
}

const longestSpan = 2000;
const longestUrl = 3000;

const isWeb = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

function element(span: Span): RichElement[] {
  if (typeof span === 'string') return textOf(span);
  if ('bold' in span) return textOf(span.bold, { bold: true });
  if ('person' in span) return textOf(span.name);
  if ('at' in span) {
    // Slack shows it in the reader's own zone.
    const timestamp = Math.floor(span.at / 1000);
    return [{ type: 'date', timestamp, format: '{date_short} {time}', fallback: sayInstant(span.at) }];
  }
  if (!isWeb(span.url) || span.url.length > longestUrl) return textOf(span.link);
  return [{ type: 'link', url: span.url, text: clip(span.link || span.url, longestSpan) }];
}

/** Slack refuses empty text. */
const textOf = (text: string, style?: { bold?: true; code?: true }): RichElement[] =>
  text === '' ? [] : [{ type: 'text', text: clip(text, longestSpan), ...(style && { style }) }];

export const richElements = (line: Line): RichElement[] => line.flatMap(element);

/** One paragraph a line; empty lines are left out. Null when nothing is left. */
export function richText(lines: RichElement[][]): RichText | null {
  const elements = lines
    .filter((line) => line.length > 0)
    .map((line) => ({ type: 'rich_text_section' as const, elements: line }));
  return elements.length > 0 ? { type: 'rich_text', elements } : null;
}

/** As it is written, every column under the other. */
export const preformatted = (text: string): RichText => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: textOf(text === '' ? ' ' : text) }],
});
