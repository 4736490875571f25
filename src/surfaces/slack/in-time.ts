/** Slack's patience, and its repetitions. */

/** Slack waits three seconds for an acknowledgement. */
const patienceMs = 2400;

/** Null when it takes longer than Slack waits. */
export async function inTime<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  const first = await Promise.race([work, late]);
  clearTimeout(timer);
  return first;
}

/** Slack delivers events again when an answer was lost; Bolt hands on each. */
export function recently(): (id: string) => boolean {
  const ids = new Set<string>();
  return (id) => {
    if (ids.has(id)) return true;
    ids.add(id);
    if (ids.size > 2000) ids.delete(ids.values().next().value!);
    return false;
  };
}
