import { speech } from '../words/language.ts';
import { sentences } from '../words/list.ts';
import { t } from '../words/t.ts';
import type { Chart } from './chart.ts';

/** A value in at most four significant digits: `0.8424`; "no value" for none. */
export function sayNumber(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return t('no value');
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-6 || size >= 1e15)) return value.toExponential(3);
  return value.toLocaleString(speech().locale, { maximumSignificantDigits: 4, useGrouping: false });
}

/**
 * All numbers of a chart in words, label by label, for people who do not see the picture:
 * `AUC: 2 Mar 0.871, 9 Mar 0.842. Target: 0.85.`
 */
export function chartWords({ series, x, limit, unit }: Omit<Chart, 'words' | 'kind' | 'title'>): string {
  const ending = unit ? ` ${unit}` : '';
  return sentences(
    ...series.map(({ name, values }) => {
      const points = x.map((label, index) =>
        t('{label} {value}', { label, value: sayNumber(values[index] ?? null) }),
      );
      return t('{series}: {values}.', { series: name, values: `${points.join(t(', '))}${ending}` });
    }),
    limit && t('{name}: {value}.', { name: limit.name, value: `${sayNumber(limit.value)}${ending}` }),
  );
}

/** The alternative text of a chart's picture: its title, then its words. */
export const chartAlt = ({ title, words }: Chart): string => t('{title}. {words}', { title, words });
