/** How long a chat platform waits for an answer, and what it delivers again. */

/** Slack and Discord wait three seconds; the way there and back is part of them. */
const patienceMs = 2400;

/** Null when it takes longer than a platform waits. */
export async function inTime<T>(work: Promise<T>, ms = patienceMs): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  const first = await Promise.race([work, late]);
  clearTimeout(timer);
  return first;
}

/** What was delivered again because an answer was lost, or to another of our connections. */
export function recently(): (id: string) => boolean {
  const ids = new Set<string>();
  return (id) => {
    if (ids.has(id)) return true;
    ids.add(id);
    if (ids.size > 2000) ids.delete(ids.values().next().value!);
    return false;
  };
}
