import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { colourful, paint, plain, sayMeasured, table } from '../../src/cli/output.ts';

const columns = [
  { title: 'Column', cell: (row: { name: string; psi: number | null }) => row.name },
  { title: 'PSI', cell: (row: { name: string; psi: number | null }) => row.psi, right: true },
];

test('columns are aligned, whatever the script; a missing value is a dash', () => {
  const rows = [
    { name: 'hour', psi: 0.31 },
    { name: '漢字', psi: 12 },
    { name: 'é🚲', psi: null },
  ];
  expect(table(rows, columns).split('\n')).toEqual([
    'Column   PSI',
    'hour    0.31',
    '漢字      12',
    'é🚲        –',
  ]);
});

test('what was measured is said in five digits, freshness as a length of time', () => {
  expect([sayMeasured('mae', 62.301_234), sayMeasured('mae', null)]).toEqual(['62.301', null]);
  expect([sayMeasured('freshness', 568_390), sayMeasured('freshness', 172_800_000)]).toEqual([
    '9 min 28 s',
    '2 d',
  ]);
});

test('a cell cannot steer the terminal or start a line', () => {
  const hostile = '\u001b[2Ja\nb\u202ec\u009b31m';
  expect(table([{ name: hostile, psi: 1 }], columns).split('\n')).toHaveLength(2);
  expect(plain(hostile)).toBe(' [2Ja b c 31m');
});

test('colour goes to terminals only', () => {
  const pipe = new PassThrough() as unknown as NodeJS.WriteStream;
  const terminal = Object.assign(new PassThrough(), {
    isTTY: true,
    hasColors: () => true,
  }) as unknown as NodeJS.WriteStream;
  const refusing = Object.assign(new PassThrough(), {
    isTTY: true,
    hasColors: () => false,
  }) as unknown as NodeJS.WriteStream;
  expect([colourful(pipe), colourful(terminal), colourful(refusing)]).toEqual([false, true, false]);
  expect(paint('red', 'x', pipe)).toBe('x');
  expect(paint('red', 'x', terminal)).toBe('\u001b[31mx\u001b[39m');
});
