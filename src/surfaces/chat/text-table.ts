/** Tables where a chat platform has none of its own. */
import type { Block, Line } from '../../cards/card.ts';
import { clip, lineText } from './words.ts';

export type Table = Extract<Block, { kind: 'table' }>;

/** Slack's own tables hold as many; more nobody reads in a chat. */
export const mostRows = 100;
export const mostColumns = 20;
const longestCell = 200;

export const cells = (table: Table, rows: number): string[][] =>
  table.rows.slice(0, rows).map((row) =>
    table.columns.slice(0, mostColumns).map((_, index) => {
      const cell: Line = row[index] ?? [];
      return clip(lineText(cell).replaceAll(/\s+/g, ' ').trim() || '–', longestCell);
    }),
  );

export const header = ({ columns }: Table): string[] =>
  columns.slice(0, mostColumns).map((column) => clip(column.trim() || '–', longestCell));

export const caption = (table: Table, rows: number): string => {
  const left = table.rows.length - rows;
  const said = clip(table.caption.trim() || 'Table', 250);
  return left > 0 ? `${said} (${left} more rows are left out)` : said;
};

/** A table in words: a caption, then columns under each other, for a font of equal widths. */
export function tableText(table: Table, characters: number, narrow = 28): string {
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
    if (used > characters - 260) break;
    kept.push(line);
  }
  return [caption(table, Math.max(0, kept.length - 1)), ...kept].join('\n');
}
