/** What Postgres cannot keep in JSON, as JSON writes it: NUL, and halves of characters. */
const unstorable = /\\u(?:0000|d[89a-f])/;

export const isStorable = (value: unknown): boolean => !unstorable.test(JSON.stringify(value) ?? '');

/** A JSON value as Postgres can keep it: without NUL, and with U+FFFD where half a character stood. */
export function storable<T>(value: T): T {
  if (isStorable(value)) return value;
  const clean = (text: string) => Buffer.from(text.replaceAll('\0', '')).toString();
  return JSON.parse(
    JSON.stringify(value, (_, one: unknown) => {
      if (typeof one === 'string') return clean(one);
      if (one === null || typeof one !== 'object' || Array.isArray(one)) return one;
      return Object.fromEntries(Object.entries(one).map(([key, member]) => [clean(key), member]));
    }),
  );
}
