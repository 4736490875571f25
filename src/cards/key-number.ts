/** The one number that a model is judged by, with its limit and its past. */
import { chartWords, sayNumber } from '../charts/chart-words.ts';
import type { Check } from '../domain/check.ts';
import type { Finding } from '../domain/finding.ts';
import { betterWhen } from '../domain/monitor.ts';
import type { Situation, Watched } from '../domain/situation.ts';
import { sayInstant } from '../lib/time.ts';
import type { Block, Line } from './card.ts';
import { sayMetric, sayWindow } from './words.ts';

interface KeyNumber {
  watched: Watched;
  check: Check;
  finding: Finding;
}

const findingIn = ({ model }: Situation, check: Check): Finding | undefined =>
  check.findings.find(({ metric, segment }) => metric === model.keyMetric && !segment) ?? check.findings[0];

/** The newest check of the model's performance monitor; null before the first. */
export function keyNumber(s: Situation): KeyNumber | null {
  const watched = s.monitors.find(({ monitor }) => monitor.kind === 'performance');
  const check = watched?.checks[0];
  const finding = check && findingIn(s, check);
  return watched && check && finding ? { watched, check, finding } : null;
}

/** `MAE 62.3, limit 60, worse (n = 672 labelled rows, 28 d to 2020-04-13).` */
export function keyWords(s: Situation): string | null {
  const key = keyNumber(s);
  if (key === null) return null;
  const { metric, value, limit, n, verdict } = key.finding;
  if (value === null || verdict === 'not_enough_data') {
    return `${sayMetric(metric)} is not known yet (n = ${n} labelled rows, ${sayWindow(key.check.window)})`;
  }
  const against = limit === null ? '' : `, limit ${sayNumber(limit)}, ${direction(metric, value, limit)}`;
  return `${sayMetric(metric)} ${sayNumber(value)}${against} (n = ${sayNumber(n)} labelled rows, ${sayWindow(key.check.window)})`;
}

function direction(metric: string, value: number, limit: number): string {
  const lower = betterWhen[metric as keyof typeof betterWhen] !== 'higher';
  const good = lower ? Math.abs(value) <= limit : value >= limit;
  return good ? 'within it' : 'worse than it';
}

export function keyLine(s: Situation): Line {
  const words = keyWords(s);
  return words === null
    ? ['Not checked yet.']
    : [{ bold: words.split(' (')[0]! }, ` (${words.split(' (')[1]}.`];
}

/** The key number over the last checks with its limit; nothing when there are fewer than two. */
export function keyChart(s: Situation): Block[] {
  const key = keyNumber(s);
  if (key === null) return [];
  const past = key.watched.checks.slice(0, 12).toReversed();
  const values = past.map((check) => findingIn(s, check)?.value ?? null);
  if (values.filter((value) => value !== null).length < 2) return [];
  const { metric, limit, severity } = key.finding;
  const drawn = {
    x: past.map(({ window }) => sayInstant(window.to).slice(5)),
    series: [{ name: sayMetric(metric), values }],
    ...(limit !== null && { limit: { name: severity === 'failing' ? 'floor' : 'target', value: limit } }),
  };
  const title = `${s.model.id}: ${sayMetric(metric)} over ${past.length} checks`;
  return [{ kind: 'chart', chart: { kind: 'line', title, ...drawn, words: chartWords(drawn) } }];
}
