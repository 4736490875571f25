/** So many shares (0…1) that divide it ever more finely: multiples of the golden ratio. */
export const scattered = (many: number): number[] =>
  Array.from({ length: many }, (_, i) => (i * 0.618_033_988_75) % 1);

/** So many shares (0…1), one in each even part, on ever different hours of the day, which equal steps would not be. */
export const spread = (many: number): number[] => scattered(many).map((share, i) => (i + share * 0.8) / many);
