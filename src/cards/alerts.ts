/** What is wrong: the open alerts of a model. */
import { sayNumber } from '../charts/chart-words.ts';
import type { Alert } from '../domain/alert.ts';
import { breachesOf, type Finding } from '../domain/finding.ts';
import type { Situation } from '../domain/situation.ts';
import type { Window } from '../lib/time.ts';
import { gap, sentences } from '../words/list.ts';
import { t, tLine } from '../words/t.ts';
import type { Block, Line } from './card.ts';
import { keyChart } from './key-number.ts';
import { partOf, person, sayFinding, sayMetric, sayValue, sayVersion, sayWindow, shortId } from './words.ts';

/** What is open, the alert that makes a model Failing first: a card may have room for no other. */
export const openAlerts = ({ alerts }: Pick<Situation, 'alerts'>): Alert[] =>
  alerts
    .filter(({ phase }) => phase !== 'quiet')
    .toSorted((a, b) => Number(b.severity === 'failing') - Number(a.severity === 'failing'));

/** The worst of each alert in words: `performance: MAE 62.3, limit 60.` */
export function sayAlerts(alerts: Alert[]): string {
  return sentences(
    ...alerts.map(({ monitor: id, findings }) => {
      const monitor = shortId(id ?? '');
      const over = breachesOf(findings);
      const found = over[0] ?? findings[0];
      if (!found) return t('{monitor}: no numbers.', { monitor });
      const worst = sayFinding(found);
      return over.length > 1
        ? t('{monitor}: {worst} and {n} more over the limit.', { monitor, worst, n: over.length - 1 })
        : t('{monitor}: {worst}.', { monitor, worst });
    }),
  );
}

function alertLine(s: Situation, alert: Alert): Line {
  const { findings, monitor: id, windows, openedAt: at, acknowledgedBy, assignee, version } = alert;
  const monitor = shortId(id ?? '');
  const worst = breachesOf(findings)[0] ?? findings[0];
  const bold = { bold: worst ? sayFinding(worst) : monitor };
  // After a promotion the alert still shows what was measured of the champion before.
  const measured: Line =
    version === s.registered.champion
      ? [bold]
      : tLine('{measured} of {version}', { measured: bold, version: sayVersion(version) });
  const carer = assignee ?? acknowledgedBy;
  return [
    ...withRows(measured, worst, windows.at(-1)?.window),
    gap(),
    ...(at === null
      ? tLine('The {monitor} alert is open.', { monitor })
      : tLine('The {monitor} alert is open since {at}.', { monitor, at: { at } })),
    ...(carer ? [gap(), ...tLine('{who} looks after it.', { who: person(s, carer) })] : []),
  ];
}

function withRows(measured: Line, worst: Finding | undefined, window: Window | undefined): Line {
  if (!worst) return tLine('{what}.', { what: measured });
  const n = sayNumber(worst.n);
  return window
    ? tLine('{measured} (n = {n}, {window}).', { measured, n, window: sayWindow(window) })
    : tLine('{measured} (n = {n}).', { measured, n });
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
