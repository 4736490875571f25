import { expect, test } from 'vitest';
import { notes, sayNote } from '../../src/domain/notes.ts';
import { reasons, sayReason } from '../../src/domain/reasons.ts';
import { inEnglish } from '../../src/words/kept.ts';
import { speaking } from '../../src/words/language.ts';
import { said } from '../../src/words/t.ts';

const kinds = [
  ...Object.values(reasons).map((english) => [english, sayReason] as const),
  ...Object.values(notes).map((english) => [english, sayNote] as const),
];

test.each(kinds)('“%s” is kept in English and read in German', (english, sayAgain) => {
  const names = [...english.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const values = Object.fromEntries(names.map((name, index) => [name, `v${index}.1 (a|b)`]));
  const inGerman = () => said(english).format(values);
  const kept = speaking('de', () =>
    inEnglish(english as 'the model is gone', ...([values] as unknown as [])),
  );
  expect(kept).toBe(inGerman());
  expect(speaking('de', () => sayAgain(kept))).toBe(speaking('de', inGerman));
  expect(sayAgain(kept)).toBe(kept);
});

test('what others wrote stays as it is', () => {
  for (const text of ['it drifted', 'the model is gone?', '', '{champion}', 'the champion is\n']) {
    expect(speaking('de', () => sayReason(text))).toBe(text);
  }
});

test('thousands are grouped as the language does', () => {
  const kept = 'needs about 12,345 rows, has 1,024';
  expect(speaking('de', () => sayNote(kept))).toBe('braucht etwa 12.345 Zeilen, hat 1.024');
  expect(sayNote(kept)).toBe(kept);
});

test('a long text that repeats what a message says is read once', () => {
  const hostile = ' was trained on rows up to , and the comparison begins at '.repeat(20_000);
  expect(speaking('de', () => sayReason(`${hostile}.`.repeat(2)))).toContain('wurde mit Zeilen bis');
  const never = `Only ${' labelled rows were predicted by both  and ; '.repeat(20_000)}`;
  expect(speaking('de', () => sayReason(never))).toBe(never);
});
