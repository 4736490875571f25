/** A card as a Slack message: its sentence for notifications and screen readers, its blocks for everybody else. */
import type { Block, Card } from '../../../cards/card.ts';
import type { Chart } from '../../../charts/chart.ts';
import { chartAlt } from '../../../charts/chart-words.ts';
import { clip, factLine, headline, leftOut } from '../../chat/words.ts';
import { actionsBlock } from './actions.ts';
import { nativeChart, pictureBlock } from './chart.ts';
import { plainText, sizeOf, topLevel } from './plain.ts';
import { preformatted, type RichElement, richElements, richText } from './rich-text.ts';
import { nativeTable, textTable } from './table.ts';

/** What this workspace takes beside text. */
export interface Takes {
  tables: boolean;
  charts: boolean;
  /** The uploaded picture of a chart, where there is one. */
  picture: (chart: Chart) => string | null;
}

export interface Message {
  text: string;
  blocks: object[];
}

export const onlyText: Takes = { tables: false, charts: false, picture: () => null };

/** Slack refuses about 13,200 characters over all blocks (bolt-js issue 2509); its documents say 50 blocks. */
const mostCharacters = 9000;
const mostBlocks = 40;
const mostCharts = 2;

/** @param calls Slack's ids of groups that must act: they are mentioned once, when the message is new. */
export function renderCard(card: Card, takes: Takes, calls: string[] = []): Message {
  const head = { type: 'header', text: plainText(headline(card.tone, card.title), 150) };
  const mention = calls.flatMap((id): RichElement[] => [
    { type: 'usergroup', usergroup_id: id },
    { type: 'text', text: ' ' },
  ]);
  const foot = [richText([mention]), actionsBlock(card)].filter((block) => block !== null);
  const blocks: object[] = [head];
  let left = mostCharacters - sizeOf([head, ...foot]);
  let charts = 0;
  let dropped = 0;
  for (const block of card.blocks) {
    const native = takes.charts && charts < mostCharts;
    const drawn = drawBlock(block, { takes: { ...takes, charts: native }, left });
    const cost = sizeOf(drawn);
    if (blocks.length + drawn.length + foot.length > mostBlocks || cost > left) {
      dropped += 1;
      continue;
    }
    if (block.kind === 'chart') charts += 1;
    blocks.push(...drawn);
    left -= cost;
  }
  if (dropped > 0) blocks.push(note(leftOut(dropped)));
  return { text: topLevel(card.summary || card.title), blocks: [...blocks, ...foot] };
}

const note = (text: string): object => ({ type: 'context', elements: [plainText(text, 1900)] });

function drawBlock(block: Block, { takes, left }: { takes: Takes; left: number }): object[] {
  switch (block.kind) {
    case 'text':
      return given(richText([richElements(block.line)]));
    case 'facts':
      return given(
        richText(block.facts.slice(0, 40).map(([label, value]) => richElements(factLine(label, value)))),
      );
    case 'code':
      return [preformatted(clip(block.text, Math.max(200, Math.min(2900, left - 400))))];
    case 'table': {
      const room = Math.max(0, left / 2 - 300);
      return [
        (takes.tables ? nativeTable(block, { characters: room, size: left - 400 }) : null) ??
          textTable(block, room),
      ];
    }
    default: {
      const file = takes.picture(block.chart);
      const native = takes.charts ? nativeChart(block.chart) : null;
      const picture = native ?? (file === null ? null : pictureBlock(block.chart, file));
      const words = note(chartAlt(block.chart));
      return picture === null ? [words] : [picture, words];
    }
  }
}

const given = (block: object | null): object[] => (block === null ? [] : [block]);

/** Charts of a card that Slack's own block cannot show. */
export const chartsToUpload = (card: Card, takes: Pick<Takes, 'charts'>): Chart[] =>
  card.blocks
    .flatMap((block) => (block.kind === 'chart' ? [block.chart] : []))
    .filter((chart) => !takes.charts || nativeChart(chart) === null)
    .slice(0, mostCharts);
