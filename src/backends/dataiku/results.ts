/** Where trainings say what they made: one file a run, `<key>.json`, in a managed folder. Dataiku itself links no run to a version. */
import { z } from 'zod';
import { type Instant, parseInstant } from '../../lib/time.ts';
import { type Api, path } from '../outbound/api.ts';
import { resultSchema } from '../training-result.ts';

const Listing = z.object({
  items: z.array(
    z.object({ path: z.string(), size: z.number().default(0), lastModified: z.number().default(0) }),
  ),
});
const file = /^\/?(mo-[0-9a-f-]{36})\.json$/;

/** What was said about one version, read leniently: what cannot be understood describes nothing. */
export type Said = z.infer<typeof resultSchema> & { trainedUntil: Instant | null };

export interface ResultFolder {
  /** As it was written, for the verdict on a run; null where there is none. */
  raw(key: string): Promise<unknown>;
  said(key: string): Promise<Said | null>;
  /** By version, of the newest 200 runs; each file is read once. */
  all(): Promise<Map<string, Said>>;
  probe(): Promise<void>;
}

export function resultFolder(
  api: Api,
  { project, folder }: { project: string; folder: string },
): ResultFolder {
  const contents = path`/projects/${project}/managedfolders/${folder}/contents`;
  const list = () => api.mustRead(Listing, contents);
  const raw = (key: string) => api.read(z.unknown(), contents + path`/${`${key}.json`}`);
  async function said(key: string): Promise<Said | null> {
    const { data } = resultSchema.safeParse(await raw(key));
    return data ? { ...data, trainedUntil: parseInstant(data.trained_until) } : null;
  }
  /** By name and time: a file that is written again is read again. */
  const read = new Map<string, Promise<Said | null>>();
  function once(name: string, key: string): Promise<Said | null> {
    const known = read.get(name);
    if (known) return known;
    const asked = said(key);
    read.set(name, asked);
    asked.catch(() => read.delete(name));
    return asked;
  }
  return {
    raw,
    said,
    async all() {
      const newest = (await list()).items
        // What is larger is no result.
        .filter(({ size }) => size < 100_000)
        .toSorted((a, b) => b.lastModified - a.lastModified)
        .flatMap(({ path: name, lastModified }) => {
          const key = file.exec(name)?.[1];
          return key ? [{ key, name: `${name}@${lastModified}` }] : [];
        });
      const found = new Map<string, Said>();
      for (const { key, name } of newest.slice(0, 200)) {
        const one = await once(name, key);
        // The newest word about a version is the one that counts.
        if (one && !found.has(one.version)) found.set(one.version, one);
      }
      return found;
    },
    async probe() {
      await list();
    },
  };
}
