/** Lists as the API has them: each page under a name of its own, with the token of the next. */
import { z } from 'zod';
import { type Api, everyPage } from '../outbound/api.ts';

/** All items of a list. @param name under which a page holds them; an empty one may leave it out */
export function everyOne<T>(
  api: Api,
  { at, name, query = {} }: { at: string; name: string; query?: Record<string, string> },
  shape: z.ZodType<T>,
): Promise<T[]> {
  const inner = z.object({ items: z.array(shape).nullish(), next: z.string().nullish() });
  const Page = z
    .looseObject({})
    .transform((page) => ({ items: page[name], next: page.next_page_token }) as z.input<typeof inner>)
    .pipe(inner);
  return everyPage(async (token) => {
    const sent = { query: { ...query, page_size: 100, page_token: token ?? undefined } };
    const { items, next } = await api.mustRead(Page, at, sent);
    return { items: items ?? [], next };
  });
}
