// What `steward drift` says to people.
import type { DriftReport, DriftRequest } from './drift-report.ts';
import { listed } from './drift-request.ts';
import { paint, plain, table } from './output.ts';

export function said(report: DriftReport, { keys }: DriftRequest): string {
  const short = (value: number | null | undefined) => (value == null ? null : Number(value.toPrecision(3)));
  const rows = Object.entries(report.columns);
  const words = { ok: 'ok', breach: 'DRIFT', not_enough_data: 'not enough data', error: 'error' };
  const text = table(rows, [
    { title: 'Column', cell: ([name]) => name },
    { title: 'Reference', cell: ([, { n }]) => n.reference, right: true },
    { title: 'Current', cell: ([, { n }]) => n.current, right: true },
    { title: 'Missing', cell: ([, { missing }]) => `${(missing.current * 100).toFixed(1)} %`, right: true },
    { title: 'PSI', cell: ([, { metrics }]) => short(metrics.psi), right: true },
    { title: 'JS', cell: ([, { metrics }]) => short(metrics.jensen_shannon), right: true },
    { title: 'KS', cell: ([, { metrics }]) => short(metrics.ks_statistic), right: true },
    { title: 'q', cell: ([, { q_value }]) => short(q_value), right: true },
    { title: 'Gated by', cell: ([, { effect }]) => effect },
    { title: 'Effect', cell: ([, { effect, metrics }]) => short(metrics[effect]), right: true },
    { title: 'Verdict', cell: ([, { verdict }]) => words[verdict] },
  ]);
  return [`${text}\n`, ...verdictOf(report), ...aboutKeys(report, keys)].join('\n');
}

function verdictOf({ columns, breaches }: DriftReport): string[] {
  const all = Object.entries(columns);
  const blind = all.filter(([, { verdict }]) => verdict === 'not_enough_data');
  const said: string[] = [];
  if (breaches.length > 0) {
    said.push(paint('red', `${breaches.length} of ${all.length} columns drifted.`));
  } else if (blind.length < all.length) {
    said.push(paint('green', 'No drift found.'));
  }
  if (blind.length > 0) {
    const names = blind.map(([name, { metrics }]) =>
      metrics.needed_rows === undefined ? name : `${name} (about ${metrics.needed_rows} are needed)`,
    );
    said.push(plain(`Too few rows to tell: ${names.join(', ')}.`));
  }
  return said;
}

function aboutKeys({ left_out, like_keys }: DriftReport, keys: string[]): string[] {
  const all = (names: string[]) => plain(names.join(', '));
  const said: string[] = [];
  if (left_out.length > 0) {
    said.push(`Left out as names of rows, a text for each or counted one by one: ${all(left_out)}.`);
  }
  if (like_keys.length > 0) {
    said.push(
      `Drifted, but with a whole number of its own in nearly each row, as keys and times have: ${all(like_keys)}. ` +
        `Leave out what only names rows: --key ${plain(listed([...keys, ...like_keys]))}`,
    );
  }
  return said;
}
