import { Fault } from '../../lib/fault.ts';

/** What DuckDB threw as a fault: its own words, which may quote rows and SQL, stay in the cause. */
export function faultOf(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const fault = (code: string, message: string, retry: 'later' | 'never') =>
    new Fault(code, message, { retry, cause: thrown });
  if (/^INTERRUPT/i.test(text)) return timedOut(thrown);
  if (/^Permission Error/i.test(text)) return fault('not_allowed', 'The store may not read that.', 'never');
  if (/^Conversion Error/i.test(text)) {
    return fault(
      'wrong_type',
      `A column holds text where a number or a time is needed${sourceColumn(text)}.`,
      'never',
    );
  }
  if (/^Out of Memory/i.test(text)) return fault('store_down', 'The store ran out of memory.', 'later');
  if (/^(IO Error|ENOENT).*(no files found|no such file)/is.test(text)) {
    return fault('table_missing', 'A file of the store is gone.', 'never');
  }
  if (/^IO Error/i.test(text)) return fault('store_down', 'The store could not read its files.', 'later');
  if (/^(Invalid Input|Serialization|TProtocol)|magic bytes|CSV Error/i.test(text)) {
    return fault(
      'store_down',
      'A file of the store is broken or not in the format that its name says.',
      'never',
    );
  }
  if (/^Catalog Error/i.test(text)) return fault('table_missing', 'A table of the store is gone.', 'never');
  return fault('store_down', 'The store refused the question.', 'never');
}

export const timedOut = (cause?: unknown): Fault =>
  new Fault('store_timeout', 'The store did not answer in time.', { retry: 'later', cause });

function sourceColumn(text: string): string {
  const name =
    /source column (\S+)/.exec(text)?.[1] ?? /column (?:with )?name[: ]+"?([^"\n]+)"?/i.exec(text)?.[1];
  return name === undefined ? '' : ` (${name.slice(0, 100)})`;
}
