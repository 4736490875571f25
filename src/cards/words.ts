/** How things are said, the same on every card. */
import { sayNumber } from '../charts/chart-words.ts';
import type { Check } from '../domain/check.ts';
import type { Finding } from '../domain/finding.ts';
import type { GroupId, PersonId, VersionId } from '../domain/ids.ts';
import { betterWhen, type Monitor } from '../domain/monitor.ts';
import type { Situation } from '../domain/situation.ts';
import { sayDuration, sayInstant, type Window } from '../lib/time.ts';
import { sayOr } from '../words/list.ts';
import { message, saidPlain, t } from '../words/t.ts';
import type { Line, Span } from './card.ts';

/** `v12` and `12` are both "version 12" when read aloud. */
export const sayVersion = (id: VersionId | null): string =>
  id === null ? t('no version') : t('version {id}', { id: shortId(id.replace(/^v(?=\d)/, '')) });

/** At the beginning of a sentence. */
export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const terms: Record<string, string> = {
  mae: 'MAE',
  rmse: 'RMSE',
  auroc: 'AUROC',
  f1: 'F1',
  psi: 'PSI',
  psi_corrected: 'PSI',
  jensen_shannon: 'Jensen–Shannon',
  hellinger: 'Hellinger',
  ks_statistic: 'Kolmogorov–Smirnov',
  wasserstein_normed: 'Wasserstein',
  l_infinity: 'L∞',
  cramers_v: "Cramér's V",
};

const titles: Record<string, string> = {
  bias: message('Bias'),
  accuracy: message('Accuracy'),
  precision: message('Precision'),
  recall: message('Recall'),
  log_loss: message('Log loss'),
  brier: message('Brier score'),
  p_value: message('p-value'),
  missing: message('missing'),
  unseen: message('unseen values'),
  out_of_range: message('out of range'),
  rows: message('rows'),
  freshness: message('freshness'),
};

/** What a registry calls by a name of its own is said by that. */
export function sayMetric(metric: string): string {
  if (Object.hasOwn(titles, metric)) return saidPlain(titles[metric]!);
  return Object.hasOwn(terms, metric) ? terms[metric]! : metric.replaceAll('_', ' ');
}

/** A metric of performance may have a target before its hard limit: missing that is a Warning, and no more. */
export const isTarget = ({ metric, severity }: Pick<Finding, 'metric' | 'severity'>): boolean =>
  severity === 'warning' && Object.hasOwn(betterWhen, metric);

/** `plan_type PSI 0.31, limit 0.2`. */
export function sayFinding(finding: Finding): string {
  const { metric, value, limit } = finding;
  const of = partOf(finding);
  const what = `${of ? `${of} ` : ''}${sayMetric(metric)}`;
  const said = value === null ? t('unknown') : sayValue(metric, value);
  if (limit === null) return `${what} ${said}`;
  const all = { what, value: said, limit: sayValue(metric, limit) };
  return isTarget(finding)
    ? t('{what} {value}, target {limit}', all)
    : t('{what} {value}, limit {limit}', all);
}

/** The column or segment that was measured; empty for a whole model. */
export function partOf({ column, segment }: Finding): string {
  const part = segment && `${shortId(segment.column)} = ${short(segment.value, longestName)}`;
  return [column && shortId(column), part].filter(Boolean).join(', ');
}

/** What is a share of rows: of 1 nobody knows whether it is all of them or one in a hundred. */
const shares = new Set(['missing', 'unseen', 'out_of_range']);

/** In units that people read: freshness is kept in milliseconds, a share as a number up to 1. */
export function sayValue(metric: string, value: number | null): string {
  if (value === null) return sayNumber(value);
  if (shares.has(metric)) return t('{n} %', { n: sayNumber(100 * value) });
  return metric === 'freshness' ? sayDuration(value) : sayNumber(value);
}

export const sayWindow = ({ from, to }: Window): string =>
  t('{duration} to {end}', { duration: sayDuration(to - from), end: sayInstant(to) });

/** The window, and the version where it is not the champion: after a promotion the newest numbers are still of the one before. */
export const sayMeasured = (
  { registered }: Pick<Situation, 'registered'>,
  { window, version }: Pick<Check, 'window' | 'version'>,
): string =>
  [
    sayWindow(window),
    ...(version !== null && version !== registered.champion ? [sayVersion(version)] : []),
  ].join(t(', '));

/** `98 % interval 55.6 to 69`, of a metric of performance: what other findings call an interval are bounds of their arithmetic. */
export const sayInterval = (
  { metric, interval }: Pick<Finding, 'metric' | 'interval'>,
  { alpha }: Pick<Monitor, 'alpha'>,
): string[] =>
  interval && Object.hasOwn(betterWhen, metric)
    ? [
        t('{percent} % interval {low} to {high}', {
          percent: sayNumber(100 * (1 - 2 * alpha)),
          low: sayNumber(interval[0]),
          high: sayNumber(interval[1]),
        }),
      ]
    : [];

export function nameOfPerson({ people }: Pick<Situation, 'people'>, id: PersonId | null): string {
  return id === null ? 'Steward' : short(people.find((person) => person.id === id)?.name ?? id, longestName);
}

export const person = (s: Pick<Situation, 'people'>, id: PersonId | null): Span =>
  id === null ? 'Steward' : { person: id, name: nameOfPerson(s, id) };

/** Groups of which one is enough; more than three would fill a card. */
export function sayGroups({ groups }: Pick<Situation, 'groups'>, ids: GroupId[]): string {
  const named = ids.map((id) => short(groups.find((group) => group.id === id)?.title ?? id, longestName));
  return sayOr(
    named.length > 3 ? [...named.slice(0, 2), t('{n} other groups', { n: named.length - 2 })] : named,
  );
}

/** YAML allows names of 80 characters; a sentence does not. */
const longestName = 40;

/** Long words of people are cut where a card has little room, but never through the middle of an emoji. */
export const short = (text: string, most = 120): string =>
  text.length <= most
    ? text
    : `${text
        .slice(0, most - 1)
        .replace(/\p{Cs}$/u, '')
        .trimEnd()}…`;

/** A sentence inside another one: some come with a full stop, some without. An ellipsis stays. */
export const clause = (text: string): string => text.trimEnd().replace(/(?<![.。])[.。]$/u, '');

/** Long ids differ at their end as often as at their beginning: the middle is left out. */
export const shortId = (id: string, most = longestName): string =>
  id.length <= most ? id : `${id.slice(0, Math.ceil(most / 2) - 1)}…${id.slice(-Math.floor(most / 2))}`;

/** A line in words alone. */
export const sayLine = (line: Line): string =>
  line
    .map((span) => {
      if (typeof span === 'string') return span;
      if ('bold' in span) return span.bold;
      if ('link' in span) return span.link;
      return 'at' in span ? sayInstant(span.at) : span.name;
    })
    .join('');

/** Characters that people will read; a time is about as long as `13 Apr 2020, 06:00 UTC`. */
export const lengthOf = (line: Line): number =>
  line.reduce((sum, span) => {
    if (typeof span === 'string') return sum + span.length;
    if ('bold' in span) return sum + span.bold.length;
    if ('link' in span) return sum + span.link.length;
    return sum + ('at' in span ? 22 : span.name.length);
  }, 0);
