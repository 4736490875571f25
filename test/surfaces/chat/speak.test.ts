import { expect, test } from 'vitest';
import { speakIn } from '../../../src/surfaces/chat/speak.ts';
import type { Language } from '../../../src/words/language.ts';
import { saidPlain } from '../../../src/words/t.ts';

const channel = (id: string, language: Language, place: string | null) => ({
  id: id as never,
  title: id,
  language,
  place,
});
const said = async () => saidPlain('Show all models');
const directory = {
  channels: async () => [channel('web', 'en', null), channel('de', 'de', 'C1'), channel('zh', 'zh-CN', 'C2')],
};

test.each([
  ['a channel', 'C2', '显示所有模型'],
  ['a direct message, as in the first channel of the surface', 'D1', 'Alle Modelle zeigen'],
])('speaks the language of %s', async (_name, at, sentence) => {
  expect(await speakIn(directory, ({ place }) => place === at, said)).toBe(sentence);
});

test('speaks English where nobody can say which language it is, and does not wait for that', async () => {
  const away = {
    channels: async () => {
      throw new Error('away');
    },
  };
  const slow = { channels: () => new Promise<never>(() => {}) };
  for (const one of [away, slow, { channels: async () => [] }])
    expect(await speakIn(one, () => true, said)).toBe('Show all models');
});
