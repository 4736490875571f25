/** Lists of ModelOp's model manager: Spring Data REST, an `_embedded` list under the entity's name and the count of pages. */
import { z } from 'zod';
import { type Api, everyPage } from '../outbound/api.ts';

export async function everyItem<T>(
  api: Api,
  item: z.ZodType<T>,
  { entity, at, query = {} }: { entity: string; at: string; query?: Record<string, string> },
): Promise<T[]> {
  const Page = z.object({
    // Absent where it is empty.
    _embedded: z.partialRecord(z.literal(entity), z.array(item)).nullish(),
    page: z.object({ totalPages: z.number() }).nullish(),
  });
  return everyPage(async (token) => {
    const page = Number(token ?? 0);
    const sent = { query: { ...query, page, size: 200 } };
    const known = await api.mustRead(Page, `/model-manage/api${at}`, sent);
    const further = page + 1 < (known.page?.totalPages ?? 0);
    return { items: known._embedded?.[entity] ?? [], next: further ? String(page + 1) : null };
  });
}
