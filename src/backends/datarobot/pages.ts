/** Lists of DataRobot: `data` and a `next`, which is only asked whether it is there; where it leads is ours to say. */
import { z } from 'zod';
import { type Api, everyPage } from '../outbound/api.ts';

const size = 100;

/** Every item; null where what it belongs to is not there. */
export async function everyItem<T>(
  api: Api,
  item: z.ZodType<T>,
  { at, query = {} }: { at: string; query?: Record<string, string> },
): Promise<T[] | null> {
  const Page = z.object({ data: z.array(item), next: z.string().nullish() });
  let there = true;
  const all = await everyPage<T>(async (token) => {
    const offset = Number(token ?? 0);
    const page = await api.read(Page, at, { query: { ...query, offset, limit: size } });
    if (page === null) {
      there = false;
      return { items: [], next: null };
    }
    const further = page.next && page.data.length > 0 ? String(offset + page.data.length) : null;
    return { items: page.data, next: further };
  });
  return there ? all : null;
}
