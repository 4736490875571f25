/** Text as every chat platform shows it. */
import type { Line, Tone } from '../../cards/card.ts';
import { sayInstant } from '../../lib/time.ts';

/** At most so many characters (UTF-16, as the platforms count), never ending in the middle of one. */
export const clip = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;

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
