/** What nobody asks about any more, so that years of checks and presses do not make every look longer. */
import type { Db } from '../db/connect.ts';

/** Days of the wall's clock. A redelivery comes within hours, and what trainers said of a run while it went on helps nobody later. */
const keptDays = { answers: 30, reports: 90 };

/** At once, so that no lock is held for long where years are forgotten for the first time. */
const most = 100_000;

/** Any number of processes may do this at once. Answers how many rows there were. */
export async function forget({ sql }: Db): Promise<number> {
  const old = (days: number) => sql`clock_timestamp() - make_interval(days => ${days})`;
  const answers = () => sql`delete from answers where ctid in (
    select ctid from answers where recorded_at < ${old(keptDays.answers)} limit ${most} for update skip locked)`;
  const reports = () => sql`delete from reports where ctid in (
    select ctid from reports where kind = 'told' and at < ${old(keptDays.reports)} limit ${most} for update skip locked)`;
  return (await untilNone(answers)) + (await untilNone(reports));
}

async function untilNone(some: () => PromiseLike<{ count: number }>): Promise<number> {
  let all = 0;
  for (;;) {
    const { count } = await some();
    all += count;
    if (count < most) return all;
  }
}
