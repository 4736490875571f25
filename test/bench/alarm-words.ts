/** A setting and what was found of it: as a line of a table whose columns are as wide as is known beforehand, and as JSON. */
import { wilson } from '../../src/methods/performance-interval.ts';
import type { Setting } from './alarm-settings.ts';
import { patience, type Tally } from './alarm-tally.ts';
import { percent, sayCount } from './report.ts';

interface Figure {
  /** In JSON. */
  key: string;
  head: string;
  value: unknown;
  text: string;
}

const titles: Record<Setting['kind'], string> = {
  rates: 'Checks without drift that alarm (alpha 1 %):',
  power: 'What the verdict calls detectable, found:',
  delay: 'Weeks until a change is a breach:',
};

export const heading = (setting: Setting): string =>
  `\n${titles[setting.kind]}\n\n${line(figures(setting, {}).map(({ head }) => head))}`;

export const row = (setting: Setting, sums: Tally): string =>
  line(figures(setting, sums).map(({ text }) => text));

export const record = (setting: Setting, sums: Tally): Record<string, unknown> => ({
  kind: setting.kind,
  ...Object.fromEntries(figures(setting, sums).map(({ key, value }) => [key, value])),
});

const line = (cells: string[]) =>
  cells
    .map((cell) => cell.padEnd(17))
    .join('')
    .trimEnd();

function figures(setting: Setting, sums: Tally): Figure[] {
  const column = [
    figure('distribution', 'rows', setting.distribution),
    { ...figure('n', 'n', setting.n), text: sayCount(setting.n) },
    figure('chunks', 'chunks', setting.chunks),
    figure('mood', 'mood', setting.mood),
  ];
  const of = (name: string) => sums[name] ?? 0;
  const runs = of('runs');
  if (setting.kind === 'rates') {
    return [
      ...column,
      ...[figure('columns', 'columns', setting.columns), figure('runs', 'runs', runs)],
      ...[share('breach', 'breach', of('breach'), runs), interval(of('breach'), runs)],
      share('significant', 'test alone', of('significant'), runs),
      share('evidently', 'Evidently', of('evidently'), runs),
      share('nannyml', 'NannyML', of('nannyml'), runs),
    ];
  }
  const change = figure('shape', 'change', setting.shape);
  if (setting.kind === 'power') {
    const [planted, found] = [of('planted'), of('found')];
    const smallest = planted === 0 ? null : of('smallest') / planted;
    return [
      ...column,
      ...[change, figure('runs', 'runs', planted)],
      { ...figure('smallest', 'PSI', smallest), text: smallest?.toPrecision(2) ?? '–' },
      ...[share('found', 'found', found, planted), interval(found, planted)],
    ];
  }
  const until = (weeks: number) =>
    Array.from({ length: weeks }, (_, at) => of(`week${at + 1}`)).reduce((sum, hits) => sum + hits, 0);
  const median = Array.from({ length: patience }, (_, at) => at + 1).find(
    (weeks) => 2 * until(weeks) >= runs,
  );
  return [
    ...column,
    ...[change, figure('runs', 'runs', runs), figure('psi', 'PSI', setting.psi)],
    share('first', 'in the first', until(1), runs),
    share('within', `within ${patience}`, until(patience), runs),
    {
      ...figure('median', 'median week', median ?? null),
      text: median === undefined ? 'later' : String(median),
    },
  ];
}

const figure = (key: string, head: string, value: unknown): Figure => ({
  key,
  head,
  value,
  text: String(value),
});

function share(key: string, head: string, part: number, all: number): Figure {
  const value = all === 0 ? null : part / all;
  return { key, head, value, text: value === null ? '–' : percent(value) };
}

function interval(part: number, all: number): Figure {
  const ends = all === 0 ? null : wilson(part, all, 1.96);
  return {
    ...{ key: 'interval', head: '95 % interval', value: ends },
    text: ends === null ? '–' : ends.map((end) => (100 * Math.max(0, end)).toFixed(2)).join(' … '),
  };
}
