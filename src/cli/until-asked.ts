/** Waits for Ctrl-C or SIGTERM; a second one ends the process at once, for whoever does not want to wait. */
export const untilAsked = (): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(130));
        resolve(signal);
      });
    }
  });
