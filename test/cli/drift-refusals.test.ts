import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DriftReport } from '../../src/cli/drift-report.ts';
import { folder } from '../methods/fixture-pairs.ts';
import { steward } from './run-verb.ts';

let home = '';
const inHome = (name: string) => path.join(home, name);
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'steward-drift-'));
});
afterAll(() => rm(home, { recursive: true }));

const log = (set: string) => `${folder}${set}/predictions.parquet`;
const jsonOf = (out: string): DriftReport & { elapsed_ms: number } => JSON.parse(out);

describe('what cannot be measured is one sentence and exit code 2', () => {
  const file = log('fremont_bridge');
  const both = ['--reference', file, '--current', file];

  test.each([
    [
      'a missing file',
      ['--reference', '/nowhere/a.parquet', '--current', file],
      'The file /nowhere/a.parquet does not exist.',
    ],
    ['a missing column', [...both, '--columns', 'mean_last_wek'], 'Did you mean "mean_last_week"?'],
    ['a missing category', [...both, '--categorical', 'hours'], 'Did you mean "hour"?'],
    [
      'a missing time',
      [...both, '--time', 'timestmp', '--current-window', '2020-01-01..2020-02-01'],
      'timestamp',
    ],
    [
      'a time as a column',
      [...both, '--columns', 'timestamp'],
      'which cannot be compared: leave it out of --columns.',
    ],
    [
      'a text as a time',
      [...both, '--time', 'prediction', '--current-window', '2020-01-01..2020-02-01'],
      'not a time',
    ],
    [
      'an empty window',
      [...both, '--time', 'timestamp', '--current-window', '2031-01-01..2031-02-01'],
      'has no rows in the current window.',
    ],
    [
      'a window backwards',
      [...both, '--time', 'timestamp', '--current-window', '2020-02-01..2020-01-01'],
      'must end after it begins',
    ],
    [
      'a window that is none',
      [...both, '--time', 'timestamp', '--current-window', 'yesterday'],
      '--current-window is FROM..TO',
    ],
    [
      'a date that does not exist',
      [...both, '--time', 'timestamp', '--current-window', '2021-02-30..2021-03-05'],
      'FROM..TO',
    ],
    ['a window without time', [...both, '--current-window', '2020-01-01..2020-02-01'], 'needs --time'],
    ['an unknown definition', [...both, '--definition', 'mine'], 'calibrated'],
    ['a floor that is none', [...both, '--floor', 'high'], 'number'],
    ['an alpha that is none', [...both, '--alpha', '2'], '--alpha'],
    [
      'an alpha of a definition without',
      [...both, '--definition', 'deciles-1e-4', '--alpha', '0.1'],
      'takes --floor alone',
    ],
    [
      'a category that is not compared',
      [...both, '--columns', 'hour', '--categorical', 'prediction'],
      'leaves out',
    ],
    ['no columns', [...both, '--columns', ', '], 'at least one column'],
    ['no reference', ['--current', file], '--reference'],
    ['a reference without a name', ['--reference', '', '--current', file], '--reference names no file.'],
  ])('%s', async (_, words, sentence) => {
    const { exit, out, err } = await steward('drift', ...words);
    expect(err).toContain(sentence);
    expect([exit, out]).toEqual([2, '']);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).not.toContain('Something broke');
  });

  test('a column without any value, in either file', async () => {
    await writeFile(inHome('full.csv'), `x,y\n${'1,2\n'.repeat(40)}`);
    await writeFile(inHome('empty.csv'), `x,y\n${'1,\n'.repeat(40)}`);
    const words = (a: string, b: string) => [
      'drift',
      '--reference',
      inHome(a),
      '--current',
      inHome(b),
      '--categorical',
      'y',
    ];
    const before = await steward(...words('empty.csv', 'full.csv'));
    expect([before.exit, before.err]).toEqual([
      2,
      expect.stringContaining('has no usable value: all 40 rows are missing.'),
    ]);
    const now = await steward(...words('full.csv', 'empty.csv'));
    expect([now.exit, now.err]).toEqual([2, expect.stringContaining('empty.csv has no usable value')]);
  });

  test.each([
    ['nothing.csv', '', 'nothing.csv is empty.'],
    ['header.csv', 'x,y\n', 'header.csv has no rows.'],
  ])('%s is said to be empty, not to have other columns', async (name, text, says) => {
    await writeFile(inHome(name), text);
    await writeFile(inHome('rows.csv'), `x,y\n${'1,2\n'.repeat(40)}`);
    const { exit, err } = await steward(
      'drift',
      '--reference',
      inHome(name),
      '--current',
      inHome('rows.csv'),
    );
    expect([exit, err]).toEqual([2, expect.stringContaining(says)]);
  });

  test('rows so few that no column tells anything', async () => {
    await writeFile(inHome('few.csv'), `x,y\n${'1,2\n2,3\n'.repeat(5)}`);
    await writeFile(inHome('many.csv'), `x,y\n${'1,2\n2,3\n'.repeat(2000)}`);
    const words = ['drift', '--current', inHome('few.csv'), '--reference'];
    const { exit, out } = await steward(...words, inHome('few.csv'));
    expect([exit, out]).toEqual([2, expect.stringContaining('Too few rows to tell: x, y.')]);
    expect(out).not.toContain('No drift');
    expect((await steward(...words, inHome('many.csv'))).out).toMatch(/: x \(about \d+ are needed\), y \(/);
    const untested = await steward(...words, inHome('few.csv'), '--definition', 'deciles-1e-4');
    expect([untested.exit, untested.out]).toEqual([0, expect.stringContaining('No drift found.')]);
  });

  describe('files whose columns differ', () => {
    const numbers = (sign: string) =>
      Array.from({ length: 200 }, (_, i) => `${i}${sign}${(i * 37) % 100},a\n`).join('');
    const files: Record<string, string> = {
      'full.csv': `x,word,label\n${'1.5,a,0\n2.5,b,1\n'.repeat(200)}`,
      'unlabelled.csv': `x,word\n${'1.5,a\n2.5,b\n'.repeat(200)}`,
      'others.csv': 'p,q\n1,2\n',
      'headless.csv': '1.5,a,0\n2.5,b,1\n',
      'words.csv': `x,word\n${'one,a\n2.5,b\n'.repeat(200)}`,
      'ragged.csv': `x,word\n${'1.5,a\n2.5,b\n'.repeat(200)}3\n`,
      'broken.csv': `x,word\n${numbers('.')}oops,a\n`,
      'commas.csv': `x;word\n${numbers(',').replaceAll(',a', ';a')}`,
      'dated.csv': `x,word\n${'1.5,2024-01-01\n2.5,2024-01-02\n'.repeat(200)}`,
      'odd.csv': `x,word,"$(ls) it's"\n${'1.5,a,0\n2.5,b,1\n'.repeat(200)}`,
      'dates.csv': 'day,at\n2024-01-01,2024-01-02T10:00:00\n',
    };
    beforeAll(() => Promise.all(Object.entries(files).map(([name, text]) => writeFile(inHome(name), text))));
    const compare = (reference: string, current: string, ...more: string[]) =>
      steward('drift', '--reference', inHome(reference), '--current', inHome(current), ...more);

    test.each([
      [
        'full.csv',
        'unlabelled.csv',
        /unlabelled\.csv lacks what \S*full\.csv has: label\. .*--without label\./,
      ],
      // Nothing of a name is run where the advice is pasted into a shell.
      ['odd.csv', 'unlabelled.csv', /--without '\$\(ls\) it'\\''s'\./],
      ['full.csv', 'others.csv', /others\.csv have no column in common: x, word, label against p, q\./],
      ['full.csv', 'headless.csv', /no column in common: x, word, label against column0, column1, column2\./],
      ['dates.csv', 'dates.csv', /no column of numbers or words to compare; day is DATE; at is TIMESTAMP\./],
      [
        'unlabelled.csv',
        'words.csv',
        /"x" is DOUBLE in .* and VARCHAR in .*--categorical x, .* --without x\./,
      ],
      ['unlabelled.csv', 'ragged.csv', /common: x, word against x,word\. \S*ragged\.csv reads as one column/],
      [
        'broken.csv',
        'broken.csv',
        /"x" of \S*broken\.csv is text, .* numbers; "oops" is none\. .*--without x\./,
      ],
      ['commas.csv', 'commas.csv', /"x" of .* numbers; "\d+,\d+" is none\./],
    ])('%s with %s', async (reference, current, says) => {
      const { exit, err } = await compare(reference, current);
      expect([exit, err]).toEqual([2, expect.stringMatching(says)]);
    });

    test('what is named is left out by not naming it', async () => {
      const named = await compare('unlabelled.csv', 'words.csv', '--columns', 'x');
      expect([named.exit, named.err]).toEqual([2, expect.stringMatching(/leave it out of --columns\.$/m)]);
      const dated = await compare('unlabelled.csv', 'dated.csv');
      expect([dated.exit, dated.err]).toEqual([
        2,
        expect.stringMatching(/leave it out with --without word\.$/m),
      ]);
      const without = await compare('unlabelled.csv', 'dated.csv', '--without', 'word');
      expect(without.exit).toBe(0);
    });

    test('what was advised helps', async () => {
      const without = await compare('full.csv', 'unlabelled.csv', '--without', 'label', '--json');
      expect([without.exit, Object.keys(jsonOf(without.out).columns)]).toEqual([0, ['x', 'word']]);
      expect((await compare('unlabelled.csv', 'full.csv', '--without', 'label')).exit).toBe(0);
      expect((await compare('unlabelled.csv', 'words.csv', '--categorical', 'x')).exit).toBe(1);
      const typed = await compare('full.csv', 'unlabelled.csv', '--without', 'lable');
      expect([typed.exit, typed.err]).toEqual([2, expect.stringContaining('Did you mean "label"?')]);
    });
  });

  test('a file that is no Parquet, and hostile names', async () => {
    await writeFile(inHome('fake.parquet'), 'not at all');
    const fake = await steward(
      'drift',
      '--reference',
      inHome('fake.parquet'),
      '--current',
      inHome('fake.parquet'),
    );
    expect([fake.exit, fake.err.trim().split('\n').length]).toEqual([2, 1]);
    expect(fake.err).toContain('fake.parquet: A file of the store is broken');
    await writeFile(inHome(`it's "a" file;.csv`), `"x'; DROP TABLE y; --"\n${'1\n2\n3\n'.repeat(400)}`);
    const hostile = inHome(`it's "a" file;.csv`);
    const { exit, out } = await steward('drift', '--reference', hostile, '--current', hostile, '--json');
    expect([exit, Object.keys(jsonOf(out).columns)]).toEqual([0, ["x'; DROP TABLE y; --"]]);
  });

  test('as JSON where JSON was asked for', async () => {
    const { exit, err } = await steward('drift', ...both, '--columns', 'nothing', '--json');
    expect([exit, JSON.parse(err).error.code]).toEqual([2, 'column_missing']);
  });
});
