/** Tables: Slack's own where a workspace takes them, columns of equal width otherwise. */
import {
  caption,
  cells,
  header,
  mostColumns,
  mostRows,
  type Table,
  tableText,
} from '../../chat/text-table.ts';
import { sizeOf } from './plain.ts';
import { preformatted } from './rich-text.ts';

/** What a table may take: its words, and the block that holds them. */
interface Room {
  characters: number;
  size: number;
}

const rowOf = (words: string[]) => words.map((text) => ({ type: 'raw_text', text }));

/** As many rows as fit. */
function rowsThatFit(table: Table, room: Room): number {
  const all = cells(table, mostRows);
  let used = [...header(table), caption(table, 0)].join('').length;
  let size = sizeOf(rowOf([...header(table), caption(table, 0)]));
  const end = all.findIndex((row) => {
    used += row.join('').length;
    size += sizeOf(rowOf(row));
    return used > room.characters || size > room.size;
  });
  return end < 0 ? all.length : end;
}

/** https://docs.slack.dev/reference/block-kit/blocks/data-table-block */
export function nativeTable(table: Table, room: Room): object | null {
  const rows = rowsThatFit(table, room);
  if (rows === 0 || table.columns.length === 0) return null;
  return {
    type: 'data_table',
    caption: caption(table, rows),
    rows: [header(table), ...cells(table, rows)].map(rowOf),
    row_header_column_index: Math.min(table.rowHeader, Math.min(table.columns.length, mostColumns) - 1),
    page_size: 10,
  };
}

/** The same in words. */
export const textTable = (table: Table, characters: number): object =>
  preformatted(tableText(table, Math.min(characters, 2800)).slice(0, 2990));
