import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closest } from '../../src/lib/closest.ts';

test('finds what was meant: a letter wrong, missing, doubled or swapped', () => {
  const verbs = ['drift', 'compare', 'doctor', 'digest'];
  expect(closest('dirft', verbs)).toBe('drift');
  expect(closest('Compar', verbs)).toBe('compare');
  expect(closest('digesst', verbs)).toBe('digest');
  expect(closest('retrain', verbs)).toBeNull();
  expect(closest('', verbs)).toBeNull();
  expect(closest('x'.repeat(100_000), verbs)).toBeNull();
});

test('a candidate itself is always the closest', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(names, fc.nat(), (all, at) => closest(all[at % all.length]!, all) === all[at % all.length]),
  );
});
