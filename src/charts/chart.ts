/** What to draw, not how: native blocks, SVG and PNG come from the same description, and so do the words. */
export interface Chart {
  kind: 'line' | 'bar';
  title: string;
  /** All numbers in words, for people who do not see the picture. */
  words: string;
  /** Labels along x, at most 60. */
  x: string[];
  series: { name: string; values: (number | null)[] }[];
  /** A horizontal line: the limit. */
  limit?: { name: string; value: number };
  unit?: string;
}
