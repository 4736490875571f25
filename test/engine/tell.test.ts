import { expect, test } from 'vitest';
import type { CycleId, GroupId, ModelId, PersonId, VersionId } from '../../src/domain/ids.ts';
import type { Policy } from '../../src/domain/model.ts';
import { seal, verify } from '../../src/engine/audit.ts';
import { enqueue } from '../../src/engine/enqueue.ts';
import { cycleName, modelName } from '../../src/engine/streams.ts';
import { tell, tellAll } from '../../src/engine/tell.ts';
import { freshDatabase } from '../database.ts';

const model = 'churn' as ModelId;
const group = 'eng' as GroupId;
const ada = { id: 'ada' as PersonId, groups: [group] };
const bob = { id: 'bob' as PersonId, groups: [group] };
const rule = { quorum: 1, groups: [group], barRequester: true, expiresMs: 1e9 };
const policy: Policy = {
  retrain: rule,
  promote: rule,
  rollback: [group],
  trainMs: 1e6,
  evaluateMs: 1e6,
  holdoutMs: 1e6,
  watchMs: 1e6,
};
const request = { trainBefore: 5, evaluate: { from: 5, to: 9 }, champion: 'v1' as VersionId };
const propose = (id: string, by = ada.id) => ({
  stream: cycleName(id as CycleId, model),
  command: {
    type: 'propose_retrain' as const,
    id: id as CycleId,
    model,
    by,
    reason: 'drift',
    policy,
    request,
  },
  otherwise: modelName(model),
});

test('a carried vote leaves state, history and one effect, and the same cause again changes nothing', async () => {
  await using fresh = await freshDatabase();
  const { db } = fresh;
  const opened = await tell(db, propose('7'), { cause: 'a' });
  expect(opened).toMatchObject({ ok: true, state: { phase: 'proposed' } });
  const state = opened.ok ? opened.state : null;
  const subject = state?.phase === 'proposed' ? state.ballot.subject : '';
  const vote = (by: typeof ada, cause: string) =>
    tell(
      db,
      { stream: cycleName('7' as CycleId, model), command: { type: 'vote', by, choice: 'yes', subject } },
      { cause },
    );
  expect(await vote(ada, 'b')).toMatchObject({ ok: false, error: { code: 'own_proposal' } });
  const [first, second] = await Promise.all([vote(bob, 'c'), vote(bob, 'c')]);
  expect([first, second].filter((told) => !told.repeated)).toHaveLength(1);
  expect(await vote(bob, 'd')).toMatchObject({ ok: false, error: { code: 'already_voted' } });
  const queued = await db.sql`select kind from outbox where kind = 'start_training'`;
  expect(queued).toHaveLength(1);
  const types = await db.sql<
    { type: string }[]
  >`select type from events where stream = 'cycle:7' order by seq`;
  expect(types.map(({ type }) => type)).toEqual([
    'retrain_proposed',
    'command_refused',
    'voted',
    'retrain_approved',
    'command_refused',
  ]);
});

test('only one forward cycle of a model can be open, however many ask at once', async () => {
  await using fresh = await freshDatabase();
  const all = await Promise.all(['1', '2', '3', '4'].map((id) => tell(fresh.db, propose(id), { cause: id })));
  expect(all.filter((told) => told.ok)).toHaveLength(1);
  expect(all.find((told) => !told.ok)).toMatchObject({ error: { code: 'cycle_open' } });
  const refused = await fresh.db.sql`select stream, by from events where type = 'command_refused'`;
  expect(refused).toEqual([{ stream: 'model:churn', by: 'ada' }]);
  expect((await verify(fresh.db)).broken).toBeNull();
});

test('who tells two streams waits for who holds the second, and not the other way round for their card too', async () => {
  await using fresh = await freshDatabase();
  const { sql } = fresh.db;
  const both = () =>
    tellAll(
      fresh.db,
      [
        propose('7'),
        {
          stream: modelName(model),
          command: { type: 'owe_review', ballot: 'R-7', by: ada.id, reason: 'now' },
        },
      ],
      { cause: 'a' },
    );
  await tell(fresh.db, { stream: modelName(model), command: { type: 'unmute', by: ada.id } }, { cause: 'b' });
  let told: ReturnType<typeof both> | null = null;
  await sql.begin(async (other) => {
    await other`select 1 from streams where id = 'model:churn' for update`;
    told = both();
    const waiting = () => sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(waiting, { timeout: 60_000 }).toHaveLength(1);
    await enqueue(other, { kind: 'refresh_card', model, at: 0 });
  });
  expect(await told).toMatchObject([{ ok: true }, { ok: true }]);
});

test('several commands are accepted together or not at all, and the log shows who was refused', async () => {
  await using fresh = await freshDatabase();
  const { db } = fresh;
  await tell(db, propose('7'), { cause: 'a' });
  const seven = cycleName('7' as CycleId, model);
  const answers = await tellAll(
    db,
    [
      { stream: seven, command: { type: 'cancel', by: ada.id } },
      { stream: modelName(model), command: { type: 'unmute', by: bob.id } },
    ],
    { cause: 'b' },
  );
  expect(answers).toMatchObject([
    { ok: false, error: { code: 'not_muted' } },
    { ok: false, error: { code: 'not_muted' } },
  ]);
  const events = await db.sql`select stream, type, by from events order by position`;
  expect(events).toEqual([
    { stream: 'cycle:7', type: 'retrain_proposed', by: 'ada' },
    { stream: 'model:churn', type: 'command_refused', by: 'bob' },
  ]);
});

test('the audit chain verifies, and an edited, a removed and a cut-off entry are each found', async () => {
  await using fresh = await freshDatabase();
  const { db } = fresh;
  await tell(db, propose('7'), { cause: 'a' });
  await tell(
    db,
    { stream: cycleName('7' as CycleId, model), command: { type: 'cancel', by: ada.id } },
    { cause: 'b' },
  );
  await seal(db);
  expect(await verify(db)).toMatchObject({ events: 2, seals: 1, broken: null });
  await db.sql`update events set body = replace(body, 'ada', 'zoe') where seq = 2`;
  expect((await verify(db)).broken).toMatchObject({ stream: 'cycle:7', seq: 2 });
  await db.sql`update events set body = replace(body, 'zoe', 'ada') where seq = 2`;
  expect((await verify(db)).broken).toBeNull();
  await db.sql`delete from events where seq = 2`;
  expect((await verify(db)).broken).toMatchObject({
    stream: 'cycle:7',
    seq: 2,
    why: 'the newest entries were cut off',
  });
  await db.sql`update streams set seq = 1, head = (select hash from events where seq = 1)`;
  expect((await verify(db)).broken?.why).toContain('seal 1');
});
