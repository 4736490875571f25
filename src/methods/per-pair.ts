/** Work on two things that several scores ask for, done once per pair: profiles and chunks never change. */
export function perPair<A extends object, B extends object, T>(
  work: (first: A, second: B) => T,
): (first: A, second: B) => T {
  const known = new WeakMap<A, WeakMap<B, T>>();
  return (first, second) => {
    const found = known.get(first) ?? new WeakMap<B, T>();
    known.set(first, found);
    if (!found.has(second)) found.set(second, work(first, second));
    return found.get(second)!;
  };
}
