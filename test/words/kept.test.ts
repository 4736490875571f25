import { expect, test } from 'vitest';
import { reasons, sayReason } from '../../src/domain/reasons.ts';
import { inEnglish } from '../../src/words/kept.ts';
import { speaking } from '../../src/words/language.ts';
import { said } from '../../src/words/t.ts';

test.each(Object.values(reasons))('“%s” is kept in English and read in German', (english) => {
  const names = [...english.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const values = Object.fromEntries(names.map((name, index) => [name, `v${index}.1 (a|b)`]));
  const inGerman = () => said(english).format(values);
  const kept = speaking('de', () =>
    inEnglish(english as 'the model is gone', ...([values] as unknown as [])),
  );
  expect(kept).toBe(inGerman());
  expect(speaking('de', () => sayReason(kept))).toBe(speaking('de', inGerman));
  expect(sayReason(kept)).toBe(kept);
});

test('what others wrote stays as it is', () => {
  for (const text of ['it drifted', 'the model is gone?', '', '{champion}', 'the champion is\n']) {
    expect(speaking('de', () => sayReason(text))).toBe(text);
  }
});
