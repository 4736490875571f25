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
import { preformatted } from './rich-text.ts';

/** https://docs.slack.dev/reference/block-kit/blocks/data-table-block */
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

/** The same in words. */
export const textTable = (table: Table, characters: number): object =>
  preformatted(tableText(table, Math.min(characters, 2800)).slice(0, 2990));
