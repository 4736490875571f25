import { expect, test } from 'vitest';
import { speaking } from '../../src/words/language.ts';
import { sayAnd, sayAndLine, sayOr, sentences } from '../../src/words/list.ts';

test.each([
  ['en', 'Ada and Bob and Cyd', 'Ada or Bob', 'One. Two.'],
  ['de', 'Ada, Bob und Cyd', 'Ada oder Bob', 'One. Two.'],
  ['zh-CN', 'Ada、Bob 和 Cyd', 'Ada 或 Bob', 'One.Two.'],
] as const)('in %s: %s; %s; %s', (language, and, or, both) => {
  const said = speaking(language, () => [
    sayAnd(['Ada', 'Bob', 'Cyd']),
    sayOr(['Ada', 'Bob']),
    sentences('One.', null, 'Two.'),
    sayAnd(['Ada']) + sayOr([]),
    sayAndLine<{ name: string }>([['Ada'], ['Bob'], ['Cyd']]).join(''),
  ]);
  expect(said).toEqual([and, or, both, 'Ada', and]);
});
