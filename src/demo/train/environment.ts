import { environment } from '../../config/settings.ts';

/** Files that a `command` backend names to what it runs. */
export function outcomeVariables(): { requestFile: string; resultFile: string; progressFile: string } {
  const { STEWARD_REQUEST, STEWARD_RESULT, STEWARD_PROGRESS } = environment();
  if (!STEWARD_REQUEST || !STEWARD_RESULT || !STEWARD_PROGRESS) {
    throw new Error(
      'this is run by a `command` backend, which sets STEWARD_REQUEST, STEWARD_RESULT and STEWARD_PROGRESS',
    );
  }
  return { requestFile: STEWARD_REQUEST, resultFile: STEWARD_RESULT, progressFile: STEWARD_PROGRESS };
}

export const environmentOf = (): string =>
  `node ${process.versions.node} ${process.platform}-${process.arch}`;
