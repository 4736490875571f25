import type { Profile } from './summary.ts';

/** Work on two windows that several scores ask for, done once per pair: profiles never change. */
export function perPair<T>(
  work: (reference: Profile, current: Profile) => T,
): (reference: Profile, current: Profile) => T {
  const known = new WeakMap<Profile, WeakMap<Profile, T>>();
  return (reference, current) => {
    const found = known.get(reference) ?? new WeakMap<Profile, T>();
    known.set(reference, found);
    if (!found.has(current)) found.set(current, work(reference, current));
    return found.get(current)!;
  };
}
