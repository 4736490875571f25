/**
 * Colours of charts: each has a light and a dark value, at least 3:1 against its background, and differs from its
 * neighbours in lightness too. Light ones are written into the picture; a viewer that knows `prefers-color-scheme` swaps them.
 */
export const palette = {
  background: { light: '#ffffff', dark: '#1b2027' },
  text: { light: '#3b4450', dark: '#c3cad4' },
  strong: { light: '#1a2029', dark: '#eceff3' },
  grid: { light: '#e7eaee', dark: '#2e353f' },
  limit: { light: '#b3261e', dark: '#ff8a80' },
  series: [
    { light: '#1f5fd0', dark: '#7aa9ff' },
    { light: '#0b7a6f', dark: '#45d3c2' },
    { light: '#8a4b08', dark: '#f0ad5c' },
    { light: '#6b3fa0', dark: '#c6a2f5' },
    { light: '#59636e', dark: '#a7b0bb' },
    { light: '#a01e62', dark: '#f490c4' },
  ],
  /** Fill of every second series of bars, inside an outline in the colour of the series. */
  tint: { light: '#e3ebf2', dark: '#323c48' },
} as const;

const pairs = [
  palette.background,
  palette.text,
  palette.strong,
  palette.grid,
  palette.limit,
  palette.tint,
  ...palette.series,
];

/** Rules that turn the light colours of a drawn chart into the dark ones where the reader prefers dark. */
export const darkRules = `@media (prefers-color-scheme: dark){${pairs
  .map(({ light, dark }) => `[fill="${light}"]{fill:${dark}}[stroke="${light}"]{stroke:${dark}}`)
  .join('')}}`;
