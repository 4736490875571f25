/** What is wrong: the open alerts of a model. */
import { sayNumber } from '../charts/chart-words.ts';
import type { Alert } from '../domain/alert.ts';
import type { Situation } from '../domain/situation.ts';
import type { Block, Line, Span } from './card.ts';
import { keyChart } from './key-number.ts';
import { person, sayFinding, sayMetric, sayVersion, sayWindow, shortId } from './words.ts';

/** The worst of each alert in words: `performance: MAE 62.3, limit 60.` */
export function sayAlerts(alerts: Alert[]): string {
  return alerts
    .map(({ monitor, findings }) => {
      const over = findings.filter(({ verdict }) => verdict === 'breach');
      const worst = over[0] ?? findings[0];
      const more = over.length > 1 ? ` and ${over.length - 1} more over the limit` : '';
      return `${shortId(monitor ?? '')}: ${worst ? sayFinding(worst) : 'no numbers'}${more}.`;
    })
    .join(' ');
}

function alertLine(s: Situation, alert: Alert): Line {
  const { findings, monitor, windows, openedAt, acknowledgedBy, assignee } = alert;
  const name = shortId(monitor ?? '');
  const worst = findings.find(({ verdict }) => verdict === 'breach') ?? findings[0];
  const window = windows.at(-1)?.window;
  const rows = worst ? ` (n = ${sayNumber(worst.n)}${window ? `, ${sayWindow(window)}` : ''})` : '';
  // After a promotion the alert still shows what was measured of the champion before.
  const old = alert.version !== s.registered.champion ? ` of ${sayVersion(alert.version)}` : '';
  const cared: Span[] = assignee
    ? [' ', person(s, assignee), ' looks after it.']
    : acknowledgedBy
      ? [' ', person(s, acknowledgedBy), ' looks after it.']
      : [];
  return [
    { bold: worst ? sayFinding(worst) : name },
    `${old}${rows}. The ${name} alert is open`,
    ...(openedAt === null ? [] : [' since ', { at: openedAt } as Span]),
    '.',
    ...cared,
  ];
}

/** @param options.brief while something is decided, the decision is what counts: one line an alert, no table. */
export function alertBlocks(s: Situation, alerts: Alert[], { brief }: { brief: boolean }): Block[] {
  const lines = alerts.slice(0, 2).map((alert): Block => ({ kind: 'text', line: alertLine(s, alert) }));
  if (brief || alerts.length === 0) return lines;
  const over = alerts.flatMap(({ findings }) => findings.filter(({ verdict }) => verdict === 'breach'));
  const table: Block[] =
    over.length < 2
      ? []
      : [
          {
            kind: 'table',
            caption: 'Over the limit, worst first',
            columns: ['What', 'Measure', 'Value', 'Limit'],
            rowHeader: 0,
            rows: over
              .slice(0, 5)
              .map((one) => [
                [one.column ?? s.model.id],
                [sayMetric(one.metric)],
                [sayNumber(one.value)],
                [sayNumber(one.limit)],
              ]),
          },
        ];
  const chart = alerts.some(
    ({ monitor }) => s.monitors.find((one) => one.monitor.id === monitor)?.monitor.kind === 'performance',
  );
  return [...lines, ...table, ...(chart ? keyChart(s) : [])];
}
