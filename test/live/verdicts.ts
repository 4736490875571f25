/** One line per suite, from what its tests did. */
export interface Ran {
  /** The file's name without `.live.ts`. */
  name: string;
  /** What broke outside of its tests: a file that cannot be loaded, a server that does not start. */
  problem?: string | undefined;
  tests: { state: 'passed' | 'failed' | 'skipped' | 'pending'; note?: string | undefined }[];
}

export interface Verdict {
  name: string;
  verdict: 'passed' | 'skipped' | 'failed';
  what: string;
}

/** A suite passed when a test of it did and none failed; a required one may not be skipped or missing. */
export function verdictsOf(suites: Ran[], required: string[]): Verdict[] {
  const missing = required.filter((name) => suites.every((suite) => suite.name !== name));
  return [
    ...suites.map((suite) => verdictOf(suite, required.includes(suite.name))),
    ...missing.map(
      (name): Verdict => ({ name, verdict: 'failed', what: 'required, but there is no such suite' }),
    ),
  ];
}

function verdictOf({ name, problem, tests }: Ran, isRequired: boolean): Verdict {
  const count = (state: Ran['tests'][number]['state']) => tests.filter((one) => one.state === state).length;
  if (problem !== undefined) return { name, verdict: 'failed', what: problem };
  const [passed, skipped] = [count('passed'), count('skipped')];
  const failed = tests.length - passed - skipped;
  if (failed > 0) return { name, verdict: 'failed', what: `${failed} of ${tests.length} tests failed` };
  const reasons = [
    ...new Set(tests.flatMap(({ state, note }) => (state === 'skipped' && note ? [note] : []))),
  ];
  const why = reasons.join('; ') || 'no reason given';
  if (passed > 0) {
    const rest = skipped > 0 ? `, ${skipped} skipped (${why})` : '';
    return { name, verdict: 'passed', what: `${passed} tests${rest}` };
  }
  return isRequired
    ? { name, verdict: 'failed', what: `required, but skipped: ${why}` }
    : { name, verdict: 'skipped', what: why };
}

export function verdictTable(verdicts: Verdict[]): string {
  const width = Math.max(...verdicts.map(({ name }) => name.length));
  return verdicts
    .map(({ name, verdict, what }) => `${name.padEnd(width)}  ${verdict.padEnd(7)}  ${what}`)
    .join('\n');
}
