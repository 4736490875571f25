/** A card as a Discord message of components: https://docs.discord.com/developers/components/reference */
import type { Block, Card } from '../../../cards/card.ts';
import type { Chart } from '../../../charts/chart.ts';
import { chartAlt } from '../../../charts/chart-words.ts';
import { fingerprint } from '../../../lib/hash.ts';
import { t } from '../../../words/t.ts';
import { tableText } from '../../chat/text-table.ts';
import { clip, factLine, headline, leftOut } from '../../chat/words.ts';
import { type Button, rowsOf } from './actions.ts';
import { clipped, codeBlock, lineOf, lineStart } from './escape.ts';

export const componentsV2 = 1 << 15;
export const ephemeral = 1 << 6;

/** Discord's own limits are 4000 characters and 40 components. */
const mostCharacters = 3900;
const mostComponents = 38;
const mostPictures = 2;
/** Characters of a code block beside each other, in Discord's narrowest window on a computer. */
const widestLine = 80;

export interface Drawing {
  /** Roles that must act: they are mentioned once, when the message is new. */
  calls?: string[];
  /** All models, worst first, where a card offers them. */
  models?: string[];
  pictures?: boolean;
  buttons?: Button[];
}

export interface Message {
  components: object[];
  allowed_mentions: { parse: never[]; roles?: string[] };
  /** Each is shown by the file name `chart-<index>.png`. */
  charts: Chart[];
}

export const fileName = (index: number): string => `chart-${index}.png`;
export const altOf = (chart: Chart): string => clip(chartAlt(chart).trim() || t('Chart'), 1000);

/** A number in the message by which a copy of a card is found again. */
export const markOf = (key: string): number => Number.parseInt(fingerprint(key).slice(0, 7), 16);

const text = (content: string) => ({ type: 10, content });
const sizeOf = (component: object): number => ('content' in component ? String(component.content).length : 0);
/** Itself and everything inside. */
const countOf = (component: object): number =>
  1 +
  ['components', 'items']
    .flatMap((name) => (component as Record<string, object[]>)[name] ?? [])
    .reduce((sum, inside) => sum + countOf(inside), 0);

export function renderCard(card: Card, drawing: Drawing = {}): Message {
  const { calls = [], models = [], pictures = true, buttons = [] } = drawing;
  const rows = rowsOf(card, models, buttons);
  const head = text(`### ${clipped(headline(card.tone, card.title.trim() || '–'), 300)}`);
  const mentions = calls.map((id) => `<@&${id}>`).join(' ');
  const summary =
    card.summary.trim() === card.title.trim() ? '' : lineStart(clipped(card.summary.trim(), 900));
  const top = [summary && `-# ${summary}`, mentions].filter(Boolean).join('\n');
  const before = top === '' ? [] : [text(top)];
  const note = (dropped: number) => text(leftOut(dropped));
  const inside: object[] = [head];
  let left = mostCharacters - [head, ...before, note(999)].reduce((sum, one) => sum + sizeOf(one), 0);
  let room = mostComponents - [head, ...before, note(1), ...rows].reduce((sum, one) => sum + countOf(one), 1);
  const charts: Chart[] = [];
  let dropped = 0;
  for (const block of card.blocks) {
    const picture = pictures && charts.length < mostPictures && block.kind === 'chart' ? charts.length : null;
    const drawn = drawBlock(block, { left, picture });
    const size = drawn.reduce((sum, one) => sum + sizeOf(one), 0);
    const count = drawn.reduce((sum, one) => sum + countOf(one), 0);
    if (size > left || count > room) {
      dropped += 1;
      continue;
    }
    if (block.kind === 'chart' && picture !== null) charts.push(block.chart);
    inside.push(...drawn);
    left -= size;
    room -= count;
  }
  if (dropped > 0) inside.push(note(dropped));
  return {
    components: [...before, { type: 17, id: markOf(card.key), components: [...inside, ...rows] }],
    allowed_mentions: calls.length > 0 ? { parse: [], roles: calls } : { parse: [] },
    charts,
  };
}

/** When Discord refuses a message as it is: its sentence at least gets through. */
export const onlySentence = (card: Card): Message => ({
  components: [text(lineStart(clipped(card.summary.trim() || card.title.trim() || '–', 3000)))],
  allowed_mentions: { parse: [] },
  charts: [],
});

function drawBlock(block: Block, { left, picture }: { left: number; picture: number | null }): object[] {
  switch (block.kind) {
    case 'text':
      return given(lineOf(block.line));
    case 'facts':
      return given(
        block.facts
          .slice(0, 40)
          .map(([label, value]) => lineOf(factLine(label, value)))
          .join('\n'),
      );
    case 'code':
      return [text(codeBlock(clip(block.text, 1500)))];
    case 'table':
      return [
        text(
          codeBlock(tableText(block, Math.max(600, Math.min(left - 100, 1900)), widestLine).slice(0, 1900)),
        ),
      ];
    default: {
      const words = given(lineOf([chartAlt(block.chart)]));
      if (picture === null) return words;
      const media = { url: `attachment://${fileName(picture)}` };
      return [{ type: 12, items: [{ media, description: altOf(block.chart) }] }, ...words];
    }
  }
}

const given = (content: string): object[] => (content.trim() === '' ? [] : [text(content)]);
