/** Tables where a chat platform has none of its own. */
import type { Block, Line } from '../../cards/card.ts';
import { sayLine } from '../../cards/words.ts';
import { t } from '../../words/t.ts';
import { clip } from './words.ts';

export type Table = Extract<Block, { kind: 'table' }>;

/** Slack's own tables hold as many; more nobody reads in a chat. */
export const mostRows = 100;
export const mostColumns = 20;
const longestCell = 200;

export const cells = (table: Table, rows: number): string[][] =>
  table.rows.slice(0, rows).map((row) =>
    table.columns.slice(0, mostColumns).map((_, index) => {
      const cell: Line = row[index] ?? [];
      return clip(sayLine(cell).replaceAll(/\s+/g, ' ').trim() || '–', longestCell);
    }),
  );

export const header = ({ columns }: Table): string[] =>
  columns.slice(0, mostColumns).map((column) => clip(column.trim() || '–', longestCell));

export const caption = (table: Table, rows: number): string => {
  const left = table.rows.length - rows;
  const said = clip(table.caption.trim() || t('Table'), 250);
  return left > 0 ? t('{table} ({left} more rows are left out)', { table: said, left }) : said;
};

/** How wide each column may be, so that a line is no wider than that: what is taken comes from the widest. */
function widthsIn(lines: string[][], width: number): number[] {
  const widths = lines[0]!.map((_, index) => Math.max(...lines.map((row) => row[index]!.length)));
  const room = Math.max(width - 2 * (widths.length - 1), 6 * widths.length);
  while (widths.reduce((sum, one) => sum + one, 0) > room) widths[widths.indexOf(Math.max(...widths))]! -= 1;
  return widths;
}

/** A table in words: a caption, then columns under each other, for a font of equal widths. */
export function tableText(table: Table, characters: number, width = 100): string {
  const lines = [header(table), ...cells(table, 30)];
  const widths = widthsIn(lines, width);
  const drawn = lines.map((row) =>
    row
      .map((cell, i) => clip(cell, widths[i]!).padEnd(widths[i]!))
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
