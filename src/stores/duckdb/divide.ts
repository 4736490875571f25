// Row groups that reach over an end of a window, divided there where their rows lie in the order of time: their times are then compared
// once, not again for every column that is counted.
import type { Window } from '../../lib/time.ts';
import type { Call } from '../contract.ts';
import { inWindow } from '../sql/column.ts';
import type { Time } from '../sql/dialect.ts';
import { type Columns, numberAt } from '../sql/engine.ts';
import { quoteText } from './dialect.ts';
import { type Footer, isInside, isOutside, type RowGroup, type Span, spanOf } from './footers.ts';
import type { Session } from './session.ts';

/** A file in the order of time has no more row groups that cross an end of one window; of others dividing would be in vain. */
const mostCrossing = 2;
/** More than so many are not worth a statement of as many branches. */
const mostAtOnce = 32;

interface Asked {
  window: Window;
  time: Time;
}

/** A divider that remembers. Footers of files with equal columns come out again, with row groups divided where that is possible. */
export function groupDivider(session: Session) {
  const known = new Map<string, RowGroup[]>();
  return async (footers: Footer[], { window, time }: Asked, call: Call): Promise<Footer[]> => {
    const span = spanOf(window);
    const condition = inWindow(time, window);
    const over = footers.flatMap(({ file, stamp, groups }) => {
      if (groups.filter((group) => mayCross(group, span)).length > mostCrossing) return [];
      // Also those within the window of which some rows may have no time.
      const doubtful = groups.filter((group) => !isOutside(group, span) && !isInside(group, span));
      const keyOf = ({ first }: RowGroup) => [stamp, condition, first].join('\0');
      return doubtful.map((group) => ({ file, group, key: keyOf(group) }));
    });
    if (over.length > mostAtOnce) return footers;
    const fresh = over.filter(({ key }) => !known.has(key));
    if (fresh.length > 0) {
      const looks = fresh.map(
        ({ file, group: { first, rows } }, k) =>
          `SELECT ${k} AS k, count(*) AS many, min(file_row_number) AS first, max(file_row_number) AS last, ` +
          `epoch_us(min(${time.value})) AS low, epoch_us(max(${time.value})) AS high FROM read_parquet([${quoteText(file)}]) ` +
          `WHERE file_row_number >= ${first} AND file_row_number < ${first + rows} AND ${condition}`,
      );
      const found = await session.query(`${looks.join('\nUNION ALL\n')}\nORDER BY k`, [], call);
      if (known.size > 10_000) known.clear();
      for (const [row, { group, key }] of fresh.entries()) known.set(key, divided(group, found, row));
    }
    const parts = new Map(over.map(({ group, key }) => [group, known.get(key)]));
    return footers.map((footer) => ({
      ...footer,
      groups: footer.groups.flatMap((group) => parts.get(group) ?? [group]),
    }));
  };
}

const mayCross = ({ low, high }: RowGroup, { from, to }: Span): boolean =>
  low === null || high === null || (low < from && high >= from) || (low < to && high >= to);

/** What lies before, inside and after a window; the group as it is where rows of the window lie among others. */
function divided(group: RowGroup, found: Columns, row: number): RowGroup[] {
  const number = (name: string) => numberAt(found, name, row);
  const [many, first, last] = [number('many'), number('first'), number('last')];
  const outside = (from: number, to: number): RowGroup[] =>
    to > from
      ? [{ first: from, rows: to - from, low: Infinity, high: Infinity, complete: group.complete }]
      : [];
  const end = group.first + group.rows;
  if (many === 0) return outside(group.first, end);
  if (last - first + 1 !== many) return [group];
  return [
    ...outside(group.first, first),
    { first, rows: many, low: number('low'), high: number('high'), complete: true },
    ...outside(last + 1, end),
  ];
}
