import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePress, encodePress, pressFits } from '../../src/surfaces/press-token.ts';

const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 16, maxLength: 16 });
const verb = fc.stringMatching(/^[a-z][a-z0-9_]{0,19}$/, { size: 'max' });
const modelName = fc
  .stringMatching(/^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/, { size: 'max' })
  .filter((id) => id.length <= 64);
const press = fc.record({ verb, id: modelName, seen: hex });

describe('a press token', () => {
  test('brings back every press of a verb up to 20 and a name up to 64 characters, within 100', () => {
    let longest = 0;
    let dotted = 0;
    fc.assert(
      fc.property(press, (original) => {
        const token = encodePress(original);
        longest = Math.max(longest, token.length);
        if (original.id.includes('.')) dotted += 1;
        expect(token.length).toBeLessThanOrEqual(100);
        expect(token.startsWith('1.')).toBe(true);
        expect(decodePress(token)).toEqual(original);
      }),
      { numRuns: 500 },
    );
    expect(longest).toBeGreaterThan(60);
    expect(dotted).toBeGreaterThan(0);
  });

  test('brings back the longest press of all', () => {
    const longest = { verb: 'v'.repeat(20), id: 'm'.repeat(64), seen: 'f'.repeat(16) };
    expect(encodePress(longest).length).toBeLessThanOrEqual(100);
    expect(decodePress(encodePress(longest))).toEqual(longest);
  });

  test('brings back any press that it says fits, odd characters and odd fingerprints included', () => {
    let fitted = 0;
    let refused = 0;
    let rawSeen = 0;
    fc.assert(
      fc.property(
        fc.record({
          verb: fc.oneof(verb, fc.string()),
          id: fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })),
          seen: fc.oneof(hex, fc.string({ maxLength: 6 }), fc.constantFrom('', 'abc', 'r12')),
        }),
        (original) => {
          if (!pressFits(original)) {
            refused += 1;
            expect(() => encodePress(original)).toThrow('does not fit');
            return;
          }
          fitted += 1;
          if (original.seen.length !== 16) rawSeen += 1;
          expect(decodePress(encodePress(original))).toEqual(original);
        },
      ),
      { numRuns: 1000 },
    );
    expect(Math.min(fitted, refused, rawSeen)).toBeGreaterThan(20);
  });

  test('reads garbage as null, or as a press that writes the same text again', () => {
    let unreadable = 0;
    let readable = 0;
    const garbage = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ maxLength: 98 }).map((text) => `1.${text}`),
      fc
        .tuple(fc.string({ maxLength: 5 }), fc.string({ maxLength: 12 }), fc.string())
        .map((p) => `1.${p.join('.')}`),
      fc.tuple(verb, hex, modelName).map(([v, s, id]) => `1.${v}.${s}.${id}`),
      fc.tuple(press, fc.nat({ max: 98 })).map(([p, cut]) => encodePress(p).slice(0, cut)),
    );
    fc.assert(
      fc.property(garbage, (text) => {
        const read = decodePress(text);
        if (read === null) unreadable += 1;
        else {
          readable += 1;
          expect(encodePress(read)).toBe(text);
        }
      }),
      { numRuns: 3000 },
    );
    expect(Math.min(unreadable, readable)).toBeGreaterThan(20);
  });

  test.each([
    ['', 'nothing'],
    ['2.approve.ASNFZ4mrze8.R-4821', 'a version that is not ours'],
    ['1.approve.ASNFZ4mrze8', 'no id'],
    ['1.approve.=0123456789abcdef.R-4821', 'a second way of writing the same fingerprint'],
    ['1.approve.AS NFZ4mrze8.R-4821', 'a fingerprint with a space'],
    [`1.approve.ASNFZ4mrze8.${'x'.repeat(100)}`, 'more than 100 characters'],
    ['1.approve.ASNFZ4mrze8.R-4821\n', 'a line break'],
    ['1.__proto__.ASNFZ4mrze8.R-4821', 'a verb that is none'],
  ])('reads %j as out of date: %s', (text) => {
    expect(decodePress(text)).toBeNull();
  });
});
