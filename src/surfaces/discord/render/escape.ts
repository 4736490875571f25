/** Words that stay words: Discord reads every text as Markdown. https://docs.discord.com/developers/reference#message-formatting */
import type { Line, Span } from '../../../cards/card.ts';
import { clip } from '../../chat/words.ts';

const joiner = '\u2060';
const longestSpan = 1500;
const special = /[\\*~|`[\]_]|<(?=[@#:/]|a:|t:|id:)|<|:\/\/|:(?=[\w+-]+:)|@(?=everyone|here)/g;
const isWord = (letter: string | undefined): boolean => letter !== undefined && /[A-Za-z0-9]/.test(letter);

/** What Discord would parse is escaped; where it would mention, a word joiner keeps it apart too. */
export const escaped = (text: string): string =>
  text.replaceAll(/\s+/g, ' ').replaceAll(special, (found, at: number, whole: string) => {
    // Inside a word an underscore formats nothing, and names are full of them.
    if (found === '_') return isWord(whole[at - 1]) && isWord(whole[at + 1]) ? found : `\\${found}`;
    if (found === '@') return `@${joiner}`;
    if (found === '<') return /^<([@#:/]|a:|t:|id:)/.test(whole.slice(at, at + 4)) ? `\\<${joiner}` : '\\<';
    return `\\${found}`;
  });

/** Headings, quotes and lists begin a line. */
export const lineStart = (line: string): string =>
  line.replace(/^\s*([#>+-])/, '\\$1').replace(/^\s*(\d+)([.)])/, '$1\\$2');

/** At most so many characters after escaping. */
export function clipped(text: string, most: number): string {
  for (let length = most; ; length = Math.floor(length * 0.8)) {
    const found = escaped(clip(text, length));
    if (found.length <= most || length < 2) return found;
  }
}

function boldOf(text: string): string {
  const inside = escaped(clip(text, longestSpan));
  // Stars beside a space format nothing and would be shown.
  const trimmed = inside.trim();
  if (trimmed === '' || /\\$/.test(trimmed)) return inside;
  return `${inside.startsWith(' ') ? ' ' : ''}**${trimmed}**${inside.endsWith(' ') ? ' ' : ''}`;
}

function linkOf(text: string, url: string): string {
  // A link may be the first of its line.
  const words = lineStart(escaped(clip(text, longestSpan)).trim());
  if (!URL.canParse(url) || url.length > 1000 || words === '') return words;
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return words;
  const safe = href.replaceAll(
    /[()<>\\*_~|`]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return safe.length > 1500 ? words : `[${words}](${safe})`;
}

/** In the reader's own zone, and how far away that is. */
const timeOf = (at: number): string => {
  const seconds = Math.floor(at / 1000);
  return `<t:${seconds}:f> (<t:${seconds}:R>)`;
};

function spanOf(span: Span): string {
  if (typeof span === 'string') return escaped(clip(span, longestSpan));
  if ('bold' in span) return boldOf(span.bold);
  if ('person' in span) return escaped(clip(span.name, longestSpan));
  return 'at' in span ? timeOf(span.at) : linkOf(span.link, span.url);
}

/** One line of Markdown; empty when nothing is to be seen. */
export const lineOf = (line: Line): string => lineStart(line.map(spanOf).join('').trim());

/** As it is written, every column under the other. */
export const codeBlock = (text: string): string =>
  `\`\`\`\n${text.replaceAll('`', `\`${joiner}`) || ' '}\n\`\`\``;
