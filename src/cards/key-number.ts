/** The one number that a model is judged by, with its limit and its past. */
import { chartWords, sayNumber } from '../charts/chart-words.ts';
import type { Check } from '../domain/check.ts';
import { type Finding, isWithin } from '../domain/finding.ts';
import type { Situation, Watched } from '../domain/situation.ts';
import { sayInstant } from '../lib/time.ts';
import { t, tLine } from '../words/t.ts';
import type { Block, Line } from './card.ts';
import { isTarget, sayInterval, sayMeasured, sayMetric } from './words.ts';

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

/** The number with its limit, and the rows behind it. */
function keyParts(s: Situation): { number: string; n: string; window: string } | null {
  const key = keyNumber(s);
  if (key === null) return null;
  const { metric, value, n, verdict } = key.finding;
  const window = [...sayInterval(key.finding, key.watched.monitor), sayMeasured(s, key.check)].join(t(', '));
  if (value === null || verdict === 'not_enough_data') {
    return { number: t('{metric} is not known yet', { metric: sayMetric(metric) }), n: String(n), window };
  }
  return { number: held(key.finding, value), n: sayNumber(n), window };
}

function held(finding: Finding, value: number): string {
  const { metric, limit } = finding;
  const said = { metric: sayMetric(metric), value: sayNumber(value) };
  if (limit === null) return `${said.metric} ${said.value}`;
  const all = { ...said, limit: sayNumber(limit) };
  if (isTarget(finding)) {
    return isWithin(finding)
      ? t('{metric} {value}, target {limit}, within it', all)
      : t('{metric} {value}, target {limit}, worse than it', all);
  }
  return isWithin(finding)
    ? t('{metric} {value}, limit {limit}, within it', all)
    : t('{metric} {value}, limit {limit}, worse than it', all);
}

/** `MAE 62.3, limit 60, worse than it (n = 672 labelled rows, 28 d to 2020-04-13)`. */
export function keyWords(s: Situation): string | null {
  const parts = keyParts(s);
  return parts && t('{number} (n = {n} labelled rows, {window})', parts);
}

/** The same as a sentence. */
export function keyLine(s: Situation): Line {
  const parts = keyParts(s);
  if (parts === null && !s.monitors.some(({ monitor }) => monitor.kind === 'performance'))
    return [t('No monitor measures its performance.')];
  return parts === null
    ? [t('Not checked yet.')]
    : tLine('{number} (n = {n} labelled rows, {window}).', { ...parts, number: { bold: parts.number } });
}

/** The key number over the last checks with its limit; nothing when there are fewer than two. */
export function keyChart(s: Situation): Block[] {
  const key = keyNumber(s);
  if (key === null) return [];
  const past = key.watched.checks.slice(0, 12).toReversed();
  const values = past.map((check) => findingIn(s, check)?.value ?? null);
  if (values.filter((value) => value !== null).length < 2) return [];
  const { metric, limit } = key.finding;
  const drawn = {
    x: past.map(({ window }) => sayInstant(window.to).slice(5)),
    series: [{ name: sayMetric(metric), values }],
    ...(limit !== null && {
      limit: { name: isTarget(key.finding) ? t('Target') : t('Hard limit'), value: limit },
    }),
  };
  const title = t('{model}: {metric} over {n, plural, one {# check} other {# checks}}', {
    ...{ model: s.model.id, metric: sayMetric(metric), n: past.length },
  });
  return [{ kind: 'chart', chart: { kind: 'line', title, ...drawn, words: chartWords(drawn) } }];
}
