/** What is wrong: the open alerts of a model. */
import { sayNumber } from '../charts/chart-words.ts';
import type { Alert } from '../domain/alert.ts';
import { breachesOf, type Finding, type Verdict } from '../domain/finding.ts';
import type { Situation } from '../domain/situation.ts';
import { gap, sentences } from '../words/list.ts';
import { t, tLine } from '../words/t.ts';
import type { Block, Line } from './card.ts';
import { keyChart } from './key-number.ts';
import { sayUnjudged } from './monitor-line.ts';
import {
  partOf,
  person,
  sayFinding,
  sayInterval,
  sayMetric,
  sayValue,
  sayVersion,
  sayWindow,
  short,
  shortId,
} from './words.ts';

/** What is open, the alert that makes a model Failing first: a card may have room for no other. */
export const openAlerts = ({ alerts }: Pick<Situation, 'alerts'>): Alert[] =>
  alerts
    .filter(({ phase }) => phase !== 'quiet')
    .toSorted((a, b) => Number(b.severity === 'failing') - Number(a.severity === 'failing'));

/** The worst of each alert in words: `performance: MAE 62.3, limit 60.` */
export function sayAlerts(alerts: Alert[]): string {
  return sentences(
    ...alerts.map(({ monitor: id, findings, windows }) => {
      const monitor = shortId(id ?? '');
      const over = breachesOf(findings);
      if (!over[0])
        return t('{monitor}: {worst}.', { monitor, worst: sayPassed(findings, windows.at(-1)?.verdict) });
      const worst = sayFinding(over[0]);
      return over.length > 1
        ? t('{monitor}: {worst} and {n} more over the limit.', { monitor, worst, n: over.length - 1 })
        : t('{monitor}: {worst}.', { monitor, worst });
    }),
  );
}

/** An alert stays open for some checks after the last breach; what these found is no reason for it. */
function sayPassed(findings: Finding[], verdict: Verdict | undefined): string {
  if (verdict === 'ok') return t('within limits at the last check');
  const first = findings.find((one) => one.verdict !== 'ok');
  return first
    ? t('no verdict at the last check ({why})', { why: short(sayUnjudged(first)) })
    : t('no verdict at the last check');
}

function alertLine(s: Situation, alert: Alert): Line {
  const { findings, monitor: id, windows, openedAt: at, acknowledgedBy, assignee, version } = alert;
  const monitor = shortId(id ?? '');
  const [worst] = breachesOf(findings);
  const last = windows.at(-1);
  const bold = {
    bold: worst
      ? sayFinding(worst)
      : t('{what}: {detail}', { what: monitor, detail: sayPassed(findings, last?.verdict) }),
  };
  // After a promotion the alert still shows what was measured of the champion before.
  const measured: Line =
    version === s.registered.champion
      ? [bold]
      : tLine('{measured} of {version}', { measured: bold, version: sayVersion(version) });
  const carer = assignee ?? acknowledgedBy;
  return [
    ...withRows(measured, sayRows(s, alert, worst)),
    gap(),
    ...(at === null
      ? tLine('The {monitor} alert is open.', { monitor })
      : tLine('The {monitor} alert is open since {at}.', { monitor, at: { at } })),
    ...(carer ? [gap(), ...tLine('{who} looks after it.', { who: person(s, carer) })] : []),
  ];
}

function withRows(measured: Line, rows: string): Line {
  return rows ? tLine('{measured} ({rows}).', { measured, rows }) : tLine('{what}.', { what: measured });
}

/** What a number rests on: `n = 672, 98 % interval 55.6 to 69, 28 d to 2020-04-13`. */
function sayRows(
  { monitors }: Situation,
  { monitor: id, windows }: Alert,
  worst: Finding | undefined,
): string {
  const monitor = monitors.find((one) => one.monitor.id === id)?.monitor;
  const last = windows.at(-1);
  return [
    ...(worst ? [t('n = {n}', { n: sayNumber(worst.n) })] : []),
    ...(worst && monitor ? sayInterval(worst, monitor) : []),
    ...(last ? [sayWindow(last.window)] : []),
  ].join(t(', '));
}

/** @param options.brief while something is decided, the decision is what counts: one line an alert, no table. */
export function alertBlocks(s: Situation, alerts: Alert[], { brief }: { brief: boolean }): Block[] {
  const lines = alerts.slice(0, 2).map((alert): Block => ({ kind: 'text', line: alertLine(s, alert) }));
  if (brief || alerts.length === 0) return lines;
  const over = breachesOf(alerts.flatMap(({ findings }) => findings));
  const table: Block[] =
    over.length < 2
      ? []
      : [
          {
            kind: 'table',
            caption: t('Over the limit, worst first'),
            columns: [t('What'), t('Measure'), t('Value'), t('Limit')],
            rowHeader: 0,
            rows: over
              .slice(0, 5)
              .map((one) => [
                [partOf(one) || s.model.id],
                [sayMetric(one.metric)],
                [sayValue(one.metric, one.value)],
                [sayValue(one.metric, one.limit)],
              ]),
          },
        ];
  const chart = alerts.some(
    ({ monitor }) => s.monitors.find((one) => one.monitor.id === monitor)?.monitor.kind === 'performance',
  );
  return [...lines, ...table, ...(chart ? keyChart(s) : [])];
}
