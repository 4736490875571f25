/**
 * The outside failed. `retry` says what may be done about it, decided once by the adapter that saw it:
 * `later` it certainly had no effect and may be tried again; `never` it cannot work until somebody changes something;
 * `unknown` it may have had its effect, so it must not be sent again blindly.
 */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: string;
  readonly retry: 'later' | 'never' | 'unknown';
  /** How long the outside asked to be left alone, in ms. */
  readonly afterMs: number | null;

  /** @param message one sentence for people, without secrets; put the raw cause in `options.cause`. */
  constructor(
    code: string,
    message: string,
    options: { retry: 'later' | 'never' | 'unknown'; cause?: unknown; afterMs?: number },
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retry = options.retry;
    this.afterMs = options.afterMs ?? null;
  }
}

/** A sentence about anything thrown; faults speak for themselves, the rest stays vague towards people. */
export const sentenceOf = (thrown: unknown): string =>
  thrown instanceof Fault ? thrown.message : 'Something broke on our side.';
