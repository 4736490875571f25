// A CSV file's format is guessed once and then written into every statement: guessing costs ten times as much as reading.
import type { Call } from '../contract.ts';
import { quoteText } from './dialect.ts';
import type { Session } from './session.ts';

/** Something for FROM that reads all the files, columns matched by name, missing ones NULL. */
export async function csvReader(
  session: Session,
  files: string[],
  { texts, call }: { texts: string[]; call: Call },
): Promise<string> {
  const readers: string[] = [];
  for (const file of files) readers.push(`SELECT * FROM ${await readerOf(session, file, { texts, call })}`);
  return readers.length === 1
    ? readers[0]!.slice('SELECT * FROM '.length)
    : `(${readers.join(' UNION ALL BY NAME ')}) AS files`;
}

async function readerOf(
  session: Session,
  file: string,
  { texts, call }: { texts: string[]; call: Call },
): Promise<string> {
  // All rows decide a column's type: one late text in a column of numbers must not break a check half-way.
  const sniffed = await session.query(
    'SELECT Delimiter AS delim, Quote AS quote, Escape AS escape, Comment AS comment, SkipRows AS skip, HasHeader AS header, ' +
      'DateFormat AS dateformat, TimestampFormat AS timestampformat, unnest(Columns).name AS name, unnest(Columns).type AS type ' +
      'FROM sniff_csv($1, sample_size = -1)',
    [file],
    call,
  );
  const text = (name: string) => {
    const value = sniffed[name]?.[0] ?? null;
    return value === null || value === '(empty)' ? null : String(value);
  };
  const columns = sniffed.name!.map(
    (name, i) =>
      `${quoteText(String(name))}: ${quoteText(texts.includes(String(name)) ? 'VARCHAR' : String(sniffed.type![i]))}`,
  );
  const options = [
    'auto_detect = false',
    `columns = {${columns.join(', ')}}`,
    `header = ${sniffed.header![0] === true}`,
    `skip = ${Number(sniffed.skip![0] ?? 0)}`,
    `delim = ${quoteText(text('delim') ?? ',')}`,
    // A file without quotes so far may have one tomorrow; reading with them costs nothing.
    `quote = ${quoteText(text('quote') ?? '"')}`,
    `escape = ${quoteText(text('escape') ?? '"')}`,
    ...['comment', 'dateformat', 'timestampformat'].flatMap((name) => {
      const value = text(name);
      return value === null ? [] : [`${name} = ${quoteText(value)}`];
    }),
  ];
  return `read_csv(${quoteText(file)}, ${options.join(', ')})`;
}
