export const episode: Record<string, string> = {};
