/** What of a card, a button or a form can be read. */
import type { Action, Block, Card, Line, Span } from '../../src/cards/card.ts';

const spanText = (span: Span): string => {
  if (typeof span === 'string') return span;
  if ('bold' in span) return span.bold;
  if ('link' in span) return span.link;
  return 'at' in span ? '' : span.name;
};
const lineText = (line: Line): string => line.map(spanText).join('');

function blockTexts(block: Block): string[] {
  switch (block.kind) {
    case 'text':
      return [lineText(block.line)];
    case 'facts':
      return block.facts.flatMap(([label, line]) => [label, lineText(line)]);
    case 'table':
      return [block.caption, ...block.columns, ...block.rows.flat().map(lineText)];
    case 'chart':
      return [block.chart.title, block.chart.words, block.chart.limit?.name ?? ''];
    case 'code':
      return [];
  }
}

/** Whatever people read of a button and of what it asks. */
export const actionTexts = ({ label, confirm, form }: Action): string[] => [
  label,
  ...(confirm ? Object.values(confirm) : []),
  ...(form
    ? [
        form.title,
        form.submit,
        ...form.fields.flatMap(({ label, options = [] }) => [label, ...options.map((one) => one.label)]),
      ]
    : []),
];

/** Whatever people read of a card. */
export const textsOf = ({ title, summary, blocks, actions }: Card): string[] => [
  title,
  summary,
  ...blocks.flatMap(blockTexts),
  ...actions.flatMap(actionTexts),
];
