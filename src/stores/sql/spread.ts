const golden = 0.618_033_988_75;

/** So many shares (0…1), one in each even part: multiples of the golden ratio fall on ever different hours of the day, which equal steps would not. */
export const spread = (many: number): number[] =>
  Array.from({ length: many }, (_, i) => (i + ((i * golden) % 1) * 0.8) / many);

/** So many shares (0…1) from this one on, no two of which lie near to each other. */
export const scattered = (many: number, first: number): number[] =>
  Array.from({ length: many }, (_, i) => (first + i * golden) % 1);
