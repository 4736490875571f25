import { serialize } from 'node:v8';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { pack, unpack } from '../../src/db/frozen.ts';
import type { Layout } from '../../src/methods/summary.ts';
import type { Frozen } from '../../src/monitors/contract.ts';
import { profileOf, wholeLine } from '../methods/profile-of.ts';

const layouts: Layout[] = [
  { ...wholeLine(), grid: { center: -0, scale: 1 } } as Layout,
  { column: 'c', kind: 'categorical' },
];
const profiles = [
  profileOf(layouts[0]!, [1, -0, 2.5, 1e300, Number.NaN]),
  profileOf(layouts[1]!, ['a', '$map', '', null]),
];
const part = {
  ...profiles[0]!,
  sums: Float64Array.of(7, Infinity, -0, 7).subarray(1, 3),
} as Frozen['profiles'][0];
const frozen: Frozen = {
  layouts,
  profiles,
  chunks: [
    [{ counts: [2, 3] }, { counts: [] }],
    [
      { counts: [1, 0], profile: part },
      { counts: [2], profile: profiles[1]! },
    ],
  ],
  extent: { rows: 5, first: 0, last: null },
};

test('a frozen reference is read as it was written', () => {
  expect(unpack(pack(frozen))).toStrictEqual(frozen);
});

test('one that another release wrote is not known, and so read anew', () => {
  for (const body of [{ format: 0, frozen }, frozen, null, []]) {
    expect(unpack(deflateRawSync(serialize(body)))).toBeNull();
  }
  // Releases before this one wrote JSON.
  expect(unpack(deflateRawSync(JSON.stringify({ format: 2, frozen })))).toBeNull();
});

test('one that is damaged, or that a later Node wrote, is not taken for one of another release', () => {
  const whole = pack(frozen);
  const damaged = [whole.subarray(0, whole.length / 2), Buffer.from('no such body'), Buffer.of()];
  for (const body of [...damaged, deflateRawSync(Buffer.of(255, 99, 1))]) {
    expect(() => unpack(body)).toThrow();
  }
});

test('a part of a longer array does not bring the whole along', () => {
  const long = new Float64Array(100_000).map(() => Math.random());
  const chunks = [
    [{ counts: [1], profile: { ...part, sums: long.subarray(3, 5) } as Frozen['profiles'][0] }],
  ];
  expect(pack({ ...frozen, chunks }).length).toBeLessThan(2000);
});
