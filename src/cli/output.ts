// What verbs print: aligned tables, colour only for people, and nothing from outside that could steer a terminal.
import { styleText } from 'node:util';
import { sayDuration } from '../lib/time.ts';

/** Whether escape codes are welcome there; Node's own answer, which knows NO_COLOR, FORCE_COLOR and dumb terminals. */
export const colourful = (stream: NodeJS.WriteStream = process.stdout): boolean =>
  stream.isTTY === true && stream.hasColors();

type Colour = 'red' | 'green' | 'yellow' | 'cyan' | 'dim' | 'bold';

/** Coloured where that is welcome. Colour never means anything by itself: the words say it too. */
export const paint = (colour: Colour, text: string, stream: NodeJS.WriteStream = process.stdout): string =>
  colourful(stream) ? styleText(colour, text, { validateStream: false }) : text;

/** One line that cannot move the cursor, whatever its source. */
export const plain = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');

/** A word as a shell reads it; in single quotes nothing is run, whoever wrote it. */
export const quoted = (word: string): string =>
  /^[\w=:/.@,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

export interface Column<Row> {
  title: string;
  cell: (row: Row) => string | number | null;
  /** Numbers under each other. */
  right?: boolean;
}

/** Rows under titles, two spaces apart; a missing value is a dash. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cells = rows.map((row) => columns.map(({ cell }) => plain(String(cell(row) ?? '–'))));
  const lines = [columns.map((column) => column.title), ...cells];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => widthOf(line[index]!))));
  return lines
    .map((line) =>
      line
        .map((cell, index) => {
          const gap = ' '.repeat(widths[index]! - widthOf(cell));
          return columns[index]!.right ? gap + cell : cell + gap;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const graphemes = new Intl.Segmenter();
const wide =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}/u;

/** Columns that a text takes in a terminal. */
function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** A finding's value or limit; freshness is milliseconds, and nobody reads those. Null, which a table shows as a dash, for none. */
export function sayMeasured(metric: string, value: number | null): string | null {
  if (value === null) return null;
  return metric === 'freshness' ? sayDuration(value) : String(Number(value.toPrecision(5)));
}
