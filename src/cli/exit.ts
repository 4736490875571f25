// How verbs end, the same for all of them so that CI can rely on it.

export const exits = { ok: 0, found: 1, error: 2 } as const;

export const exitHelp = `Exit codes:
  0  all is well
  1  something was found: a breach, a difference, a broken chain
  2  it could not be done: wrong words, wrong settings, something outside failed`;

/** A verb did its work and found something that somebody should look at. */
export function foundSomething(): void {
  process.exitCode = exits.found;
}

/** A verb said in its own words that something outside failed. */
export function couldNotDo(): void {
  process.exitCode = exits.error;
}
