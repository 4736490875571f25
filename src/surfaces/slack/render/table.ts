/** Tables: Slack's own where a workspace takes them, columns of equal width otherwise. */
import type { Block, Line } from '../../../cards/card.ts';
import { clip, lineText } from './plain.ts';
import { preformatted } from './rich-text.ts';

type Table = Extract<Block, { kind: 'table' }>;

/** https://docs.slack.dev/reference/block-kit/blocks/data-table-block */
const mostRows = 100;
const mostColumns = 20;
const longestCell = 200;

const cells = (table: Table, rows: number): string[][] =>
  table.rows.slice(0, rows).map((row) =>
    table.columns.slice(0, mostColumns).map((_, index) => {
      const cell: Line = row[index] ?? [];
      return clip(lineText(cell).replaceAll(/\s+/g, ' ').trim() || '–', longestCell);
    }),
  );

const header = ({ columns }: Table): string[] =>
  columns.slice(0, mostColumns).map((column) => clip(column.trim() || '–', longestCell));

const caption = (table: Table, rows: number): string => {
  const left = table.rows.length - rows;
  const said = clip(table.caption.trim() || 'Table', 250);
  return left > 0 ? `${said} (${left} more rows are left out)` : said;
};

/** As many rows as fit into so many characters. */
function rowsThatFit(table: Table, characters: number): number {
  const all = cells(table, mostRows);
  let used = [...header(table), caption(table, 0)].join('').length;
  const end = all.findIndex((row) => {
    used += row.join('').length;
    return used > characters;
  });
  return end < 0 ? all.length : end;
}

export function nativeTable(table: Table, characters: number): object | null {
  const rows = rowsThatFit(table, characters);
  if (rows === 0 || table.columns.length === 0) return null;
  const text = (word: string) => ({ type: 'raw_text', text: word });
  return {
    type: 'data_table',
    caption: caption(table, rows),
    rows: [header(table), ...cells(table, rows)].map((row) => row.map(text)),
    row_header_column_index: Math.min(table.rowHeader, Math.min(table.columns.length, mostColumns) - 1),
    page_size: 10,
  };
}

/** The same in words: a caption, then columns under each other. */
export function textTable(table: Table, characters: number): object {
  const narrow = 28;
  const lines = [header(table), ...cells(table, 30)].map((row) => row.map((cell) => clip(cell, narrow)));
  const widths = header(table).map((_, index) => Math.max(...lines.map((row) => row[index]!.length)));
  const drawn = lines.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  );
  const kept: string[] = [];
  let used = 0;
  for (const line of drawn) {
    used += line.length + 1;
    if (used > Math.min(characters, 2800) - 260) break;
    kept.push(line);
  }
  return preformatted([caption(table, Math.max(0, kept.length - 1)), ...kept].join('\n').slice(0, 2990));
}
