/** One model whose retraining is asked for, and an outside world of runs that is a table, so that every process sees the same. */
import type { Sql } from 'postgres';
import type { Db } from '../../src/db/connect.ts';
import { cycle } from '../../src/domain/cycle/cycle.ts';
import type { Cycle } from '../../src/domain/cycle/state.ts';
import type { CycleId, GroupId, ModelId, PersonId, VersionId } from '../../src/domain/ids.ts';
import type { Policy } from '../../src/domain/model.ts';
import { cycleName, modelName } from '../../src/engine/streams.ts';
import { tell } from '../../src/engine/tell.ts';
import { hour } from '../../src/lib/time.ts';

export const model = 'churn' as ModelId;
const group = 'eng' as GroupId;
export const voter = (id: string) => ({ id: id as PersonId, groups: [group] });
const rule = { quorum: 1, groups: [group], barRequester: true, expiresMs: hour };
const policy: Policy = {
  retrain: rule,
  promote: rule,
  rollback: [group],
  trainMs: hour,
  evaluateMs: hour,
  holdoutMs: hour,
  watchMs: hour,
};

export const propose = (db: Db, id = '7', cause = 'propose') =>
  tell(
    db,
    {
      stream: cycleName(id as CycleId, model),
      command: {
        type: 'propose_retrain',
        id: id as CycleId,
        model,
        by: 'ada' as PersonId,
        reason: 'drift',
        policy,
        request: { trainBefore: 5, evaluate: { from: 5, to: 9 }, champion: 'v1' as VersionId },
      },
      otherwise: modelName(model),
    },
    { cause },
  );

export async function cycleState(db: Db, id = '7'): Promise<Cycle> {
  const [row] = await db.sql<{ state: Cycle }[]>`select state from streams where id = ${`cycle:${id}`}`;
  return row?.state ?? cycle.initial;
}

export async function subjectOf(db: Db): Promise<string> {
  const state = await cycleState(db);
  if (state.phase !== 'proposed') throw new Error(`nothing is asked: ${state.phase}`);
  return state.ballot.subject;
}

export const vote = (db: Db, by: string, about: { cause: string; subject: string }) =>
  tell(
    db,
    {
      stream: cycleName('7' as CycleId, model),
      command: { type: 'vote', by: voter(by), choice: 'yes', subject: about.subject },
    },
    { cause: about.cause },
  );

export async function approved(db: Db): Promise<void> {
  await propose(db);
  await vote(db, 'bob', { cause: 'approve', subject: await subjectOf(db) });
}

export const eventTypes = async (db: Db): Promise<string[]> =>
  (await db.sql<{ type: string }[]>`select type from events where stream = 'cycle:7' order by seq`).map(
    ({ type }) => type,
  );

/** Moves every lease and back-off to its end, in place of waiting for it. */
export const endLeases = (db: Db) => db.sql`update outbox set due_at = clock_timestamp()`;

/** Runs that the outside has begun; without a unique key, so that a second start of the same is seen. */
export const openOutside = (db: Db) =>
  db.sql`create table outside (key text not null, ready boolean not null)`;

export const outside = {
  find: async (sql: Sql, key: string) =>
    (await sql<{ ready: boolean }[]>`select ready from outside where key = ${key}`)[0] ?? null,
  begin: (sql: Sql, key: string) => sql`insert into outside values (${key}, false)`,
  finish: (sql: Sql, key: string) => sql`update outside set ready = true where key = ${key}`,
};
