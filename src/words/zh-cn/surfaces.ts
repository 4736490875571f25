export const surfaces: Record<string, string> = {};
