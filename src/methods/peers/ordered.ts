/** Two samples as one ordered list: what rank tests need. */

/** One distinct value of either sample, ascending, with how often each has it. */
export interface Tie {
  value: number;
  before: number;
  now: number;
}

/** Distinct values of both samples; both must be finite. */
export function ties(reference: number[], current: number[]): Tie[] {
  const found = new Map<number, Tie>();
  const at = (value: number) => {
    // `+ 0` makes one value of both zeros.
    const tie = found.get(value + 0) ?? { value: value + 0, before: 0, now: 0 };
    found.set(value + 0, tie);
    return tie;
  };
  for (const value of reference) at(value).before += 1;
  for (const value of current) at(value).now += 1;
  return [...found.values()].sort((a, b) => a.value - b.value);
}

/** Sum of the reference's midranks (from 1), ties sharing the mean of their ranks. */
export function rankSum(list: Tie[]): number {
  let below = 0;
  let sum = 0;
  for (const { before, now } of list) {
    sum += before * (below + (before + now + 1) / 2);
    below += before + now;
  }
  return sum;
}

export const mean = (values: number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Sum of squared differences from the mean. */
export function squares(values: number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
}
