import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import * as de from '../../src/words/de/index.ts';
import * as zhCN from '../../src/words/zh-cn/index.ts';
import { allMessages, messagesOf } from './messages.ts';

type Element = { type: number; value?: string; options?: Record<string, { value: Element[] }> };
const parse = (text: string, locale: string) =>
  new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst() as Element[];

/** Names of the values, and of each plural its forms. Types of elements: 0 literal, 5 select, 6 plural. */
function shapeOf(elements: Element[], shape = { names: new Set<string>(), plurals: [] as string[][] }) {
  for (const { type, value, options } of elements) {
    if (type !== 0 && type !== 7) shape.names.add(value!);
    if (type === 6) shape.plurals.push(Object.keys(options!));
    for (const option of Object.values(options ?? {})) shapeOf(option.value, shape);
  }
  return shape;
}

const { messages, unread } = allMessages();

test('every message is a literal, so that catalogs can hold it', () => {
  expect(unread).toEqual([]);
  expect(messages.length).toBeGreaterThan(10);
  const source = [
    {
      file: 'a.ts',
      text: "import { t } from '../words/t.ts';\nt('It\\'s {n}', { n }); t(name); this.t('x'); tLine(\n  \"b\")",
    },
  ];
  expect(messagesOf(source)).toEqual({
    messages: ["It's {n}", 'b'],
    unread: ['a.ts: t(name); this.t(\'x\'); tLine(\n  "b")'],
  });
});

test.each([
  ['de', de.de, de.parts],
  ['zh-CN', zhCN.zhCN, zhCN.parts],
])('%s says everything, and nothing that nobody says', (locale, catalog, parts) => {
  expect(messages.filter((message) => !(message in catalog))).toEqual([]);
  expect(Object.keys(catalog).filter((message) => !messages.includes(message))).toEqual([]);
  const twice = parts
    .flatMap((part) => Object.keys(part))
    .filter((key, index, all) => all.indexOf(key) !== index);
  expect(twice).toEqual([]);
  const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  for (const [english, text] of Object.entries(catalog)) {
    const [wanted, given] = [shapeOf(parse(english, 'en')), shapeOf(parse(text, locale))];
    expect([...given.names].sort(), english).toEqual([...wanted.names].sort());
    for (const plural of given.plurals) expect(plural, text).toEqual(expect.arrayContaining(forms));
  }
});
