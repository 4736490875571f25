/** What a monitor said at its last check, in one line. */
import type { Check } from '../domain/check.ts';
import { breachesOf, type Finding } from '../domain/finding.ts';
import { sayNote } from '../domain/notes.ts';
import type { Situation, Watched } from '../domain/situation.ts';
import { t } from '../words/t.ts';
import type { Line } from './card.ts';
import { capital, clause, partOf, sayFinding, sayMeasured, sayMetric, short } from './words.ts';

/** `Drift: 2 over the limit — Latitude PSI 0.4, limit 0.2; … (28 d to 2020-03-02).` */
export function monitorLine(s: Pick<Situation, 'registered'>, { monitor, checks }: Watched): Line {
  const name = { bold: t('{monitor}: ', { monitor: capital(monitor.id) }) };
  const [check] = checks;
  if (!check) return [name, t('not checked yet.')];
  return [name, sayCheck(check, sayMeasured(s, check), monitor.alerts)];
}

function sayCheck({ findings, verdict }: Check, window: string, alerts: boolean): string {
  const over = breachesOf(findings);
  if (over.length > 0) {
    const all = { n: over.length, worst: over.slice(0, 2).map(sayFinding).join(t('; ')), window };
    return alerts
      ? t('{n} over the limit — {worst} ({window}).', all)
      : t('{n} over the limit — {worst} ({window}); informs only.', all);
  }
  const unjudged = findings.filter((one) => one.verdict === 'not_enough_data' || one.verdict === 'error');
  if (verdict === 'ok') return sayWithin(unjudged, { all: findings.length, window, alerts });
  const why = whyOf(findings);
  if (verdict === 'error') {
    return why
      ? t('could not be measured: {why} ({window}).', { why, window })
      : t('could not be measured ({window}).', { window });
  }
  return why
    ? t('not enough data: {why} ({window}).', { why, window })
    : t('not enough data ({window}).', { window });
}

/** One number without a verdict, and "within limits" would promise what nobody knows. */
function sayWithin(
  unjudged: Finding[],
  { all, window, alerts }: { all: number; window: string; alerts: boolean },
): string {
  const first = unjudged.find(({ note }) => note) ?? unjudged[0];
  if (!first) {
    return alerts
      ? t('within limits ({window}).', { window })
      : t('within limits ({window}); informs only.', { window });
  }
  const said = { n: unjudged.length, all, why: sayUnjudged(first), window };
  return alerts
    ? t('within limits, but {n} of {all} numbers have no verdict — {why} ({window}).', said)
    : t('within limits, but {n} of {all} numbers have no verdict — {why} ({window}); informs only.', said);
}

/** Which number has no verdict, and why: `income: the reference is too small`. */
export function sayUnjudged(finding: Finding): string {
  const what = partOf(finding) || sayMetric(finding.metric);
  const detail = whyOf([finding]);
  return detail ? t('{what}: {detail}', { what, detail }) : what;
}

function whyOf(findings: Finding[]): string | undefined {
  const kept = findings.find(({ note }) => note)?.note;
  return kept && clause(short(sayNote(kept), 160));
}
