import { expect, test } from 'vitest';
import { openQuietLog } from '../../src/main/log.ts';

test('a verb that looks once logs only what went wrong, unless more was asked for', () => {
  expect(openQuietLog({ logLevel: 'info' })).toHaveProperty('level', 'error');
  expect(openQuietLog({ logLevel: 'debug' })).toHaveProperty('level', 'debug');
});
