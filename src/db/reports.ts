/** What trainers say about their runs, kept by backend. */
import type { Report, ReportRows } from '../backends/contract.ts';
import type { BackendId, RunId } from '../domain/ids.ts';
import { storable } from '../lib/storable.ts';
import type { Db } from './connect.ts';

/** A trainer that reports every second must not make every look at its run longer. */
const mostOfAKind = 50;

export function reportRows({ sql }: Db, backend: BackendId): ReportRows {
  const about = (which: ReturnType<typeof sql>): Promise<Report[]> => sql<Report[]>`
    select kind, id, run, key, body from (
      select *, row_number() over (partition by kind order by at desc, id) as nth from reports
      where backend = ${backend} and ${which}
    ) as numbered where nth <= ${mostOfAKind} order by at, id`;
  return {
    async add(report) {
      const { kind, id, run, key, body } = storable(report);
      const added = await sql`insert into reports (backend, kind, id, run, key, body)
        values (${backend}, ${kind}, ${id}, ${run}, ${key}, ${JSON.stringify(body)}::jsonb)
        on conflict (backend, kind, id) do nothing returning 1`;
      return added.length === 1;
    },
    aboutRun: (run: RunId) =>
      about(sql`(run = ${run} or key in
        (select key from reports where backend = ${backend} and kind = 'begun' and id = ${run}))`),
    aboutKey: (key) => about(sql`key = ${key}`),
  };
}
