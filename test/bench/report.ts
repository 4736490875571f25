/** How benchmarks show numbers: a table for people, one JSON object for programs. */

export const median = (values: number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** Columns as wide as their widest entry; the first flush left, the others flush right. */
export function table(head: string[], rows: string[][]): string {
  const all = [head, ...rows];
  const widths = head.map((_, at) => Math.max(...all.map((row) => (row[at] ?? '').length)));
  const line = (row: string[]) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[at]!))).join('  ');
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

export const seconds = (ms: number): string =>
  ms < 995 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(2)} s`;
export const times = (ratio: number): string => `${ratio.toFixed(ratio < 10 ? 2 : 0)} ×`;
export const percent = (share: number, digits = 2): string => `${(share * 100).toFixed(digits)} %`;
export const bytes = (count: number): string =>
  count < 1e6 ? `${(count / 1e3).toFixed(1)} kB` : `${(count / 1e6).toFixed(2)} MB`;

/** `100k`, `1M`, `10M` or a plain number. Throws for anything else. */
export function parseCount(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(k|m)?$/i.exec(text);
  const count = match
    ? Number(match[1]) * { k: 1e3, m: 1e6, '': 1 }[match[2]?.toLowerCase() ?? '']!
    : Number.NaN;
  if (!Number.isInteger(count) || count < 1)
    throw new Error(`“${text}” is no number of rows: write 100k, 1M or 10M.`);
  return count;
}

export const sayCount = (count: number): string =>
  count % 1e6 === 0 ? `${count / 1e6} M` : count % 1e3 === 0 ? `${count / 1e3} k` : String(count);
