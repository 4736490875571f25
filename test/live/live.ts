/** A suite against real software that is too large to be a dependency: fetched first, skipped with a reason where it cannot be. */
import { beforeEach, describe, test } from 'vitest';
import { lastWords } from './server.ts';

/** What a suite needs is not here and cannot be fetched; the message is the reason in the table. */
export class Unavailable extends Error {}

/**
 * Declares the suite of this file. `prepare` answers what the tests need or throws `Unavailable`; anything else that it throws
 * is a failure. It runs while the file is loaded, so no test's deadline counts for it.
 */
export async function live<Tool>(
  name: string,
  prepare: () => Promise<Tool>,
  tests: (tool: Tool) => void,
): Promise<void> {
  try {
    const tool = await prepare();
    describe(name, () => {
      beforeEach(({ onTestFailed }) => onTestFailed(async () => console.error(await lastWords())));
      tests(tool);
    });
  } catch (thrown) {
    if (!(thrown instanceof Unavailable)) throw thrown;
    test(name, ({ skip }) => skip(thrown.message));
  }
}
