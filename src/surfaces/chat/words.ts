/** Text as every chat platform shows it. */
import type { Line, Tone } from '../../cards/card.ts';
import { message, saidPlain, t, tLine } from '../../words/t.ts';

/** At most so many characters (UTF-16, as the platforms count); what is cut ends with a whole word where that costs little. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '');
  const atWord = text[kept.length] === ' ' ? kept.trimEnd() : kept.replace(/\s+\S*$/, '');
  return `${atWord.length >= most * 0.6 ? atWord : kept}…`;
}

const states: Record<Exclude<Tone, 'plain'>, [shape: string, word: string]> = {
  ok: ['●', message('Healthy')],
  warning: ['▲', message('Warning')],
  failing: ['■', message('Failing')],
  no_data: ['◌', message('No data')],
  muted: ['⏸\ufe0e', message('Muted')],
};

/** A state as its shape and a word; null for what has none. */
export function stateOf(tone: Tone): { shape: string; word: string } | null {
  if (tone === 'plain') return null;
  const [shape, word] = states[tone];
  return { shape, word: saidPlain(word) };
}

/** The state as a word beside its shape, then what it is the state of. */
export function headline(tone: Tone, title: string): string {
  const state = stateOf(tone);
  return state === null ? title : `${state.shape} ${state.word}   ${title}`;
}

/** What a platform has no room for. */
export const leftOut = (parts: number): string =>
  t('{parts, plural, one {# more part does} other {# more parts do}} not fit here.', { parts });

/** A fact where a platform has no list of them. */
export const factLine = (label: string, value: Line): Line =>
  tLine('{label}: {value}', { label: { bold: clip(label, 120) }, value });
