/** A card for a terminal: the same words, without a surface. */
import type { Block, Card, Line } from '../cards/card.ts';
import { stateWord } from '../cards/state.ts';
import { sayInstant } from '../lib/time.ts';
import { plain, table } from './output.ts';

const sayLine = (line: Line): string =>
  plain(
    line
      .map((span) => {
        if (typeof span === 'string') return span;
        if ('bold' in span) return span.bold;
        if ('link' in span) return `${span.link} (${span.url})`;
        return 'at' in span ? sayInstant(span.at) : span.name;
      })
      .join(''),
  );

function sayBlock(block: Block): string {
  switch (block.kind) {
    case 'text':
      return sayLine(block.line);
    case 'facts':
      return table(block.facts, [
        { title: '', cell: ([label]) => label },
        { title: '', cell: ([, line]) => sayLine(line) },
      ]).trimStart();
    case 'table': {
      const columns = block.columns.map((title, index) => ({
        title,
        cell: (row: Line[]) => sayLine(row[index] ?? []),
      }));
      return `${plain(block.caption)}\n${table(block.rows, columns)}`;
    }
    case 'chart':
      return plain(`${block.chart.title}. ${block.chart.words}`);
    case 'code':
      return plain(block.text);
  }
}

export function cardText({ tone, title, blocks }: Card): string {
  const state = stateWord(tone);
  return [`${state ? `${state}  ` : ''}${plain(title)}`, ...blocks.map(sayBlock)].join('\n');
}
