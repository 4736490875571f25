/** What code may tell operators; pino's logger fits. Fields hold the cause (`err`), never secrets. */
export interface Log {
  info(fields: object, sentence: string): void;
  warn(fields: object, sentence: string): void;
  error(fields: object, sentence: string): void;
}

/** Says nothing, for tests and one-shot commands. */
export const silentLog: Log = { info() {}, warn() {}, error() {} };
