/** By what a form that is sent is known: once more counts once, but what was refused may be sent again as it is. */
import { fingerprint } from '../../lib/hash.ts';

type Values = Record<string, string>;

export interface Causes {
  of(view: string, values: Values): string;
  /** It certainly had no effect. */
  refused(view: string, values: Values): void;
}

const mostKept = 2000;

export function createCauses(): Causes {
  const times = new Map<string, number>();
  const known = (view: string, values: Values): string => `slack:${view}:${fingerprint(values)}`;
  return {
    of(view, values) {
      const cause = known(view, values);
      const before = times.get(cause) ?? 0;
      return before === 0 ? cause : `${cause}:${before}`;
    },
    refused(view, values) {
      const cause = known(view, values);
      times.set(cause, (times.get(cause) ?? 0) + 1);
      if (times.size > mostKept) times.delete(times.keys().next().value!);
    },
  };
}
