/** Looking at registries: what they say is kept, what somebody else changed is told, and what that makes pointless is ended. */
import { randomUUID } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import type { Registry } from '../backends/contract.ts';
import type { Db } from '../db/connect.ts';
import { readCycles, readEvents, readModel } from '../db/read.ts';
import { type Found, type Kept, readKept, type Said, touchKept, writeKept } from '../db/registered.ts';
import type { OpenedCycle } from '../domain/cycle/state.ts';
import type { BackendId, ModelId, VersionId } from '../domain/ids.ts';
import type { Resolved, Version } from '../domain/version.ts';
import { worldNow } from '../engine/clock.ts';
import { enqueue } from '../engine/enqueue.ts';
import { cycleName, modelName } from '../engine/streams.ts';
import { tellIn } from '../engine/tell.ts';
import { Fault } from '../lib/fault.ts';
import { canonical } from '../lib/hash.ts';
import { storable } from '../lib/storable.ts';
import { day, hour, type Instant } from '../lib/time.ts';
import type { Ports } from './ports.ts';

export async function openRegistry(
  ports: Ports,
  model: ModelId,
): Promise<{ registry: Registry; backend: BackendId }> {
  const backend = (await readModel(ports.db, model))?.model.registry;
  const registry = backend && (await ports.backend(backend)).registry;
  if (!registry) throw new Fault('no_registry', `${model} has no registry any more.`, { retry: 'never' });
  return { registry, backend };
}

/**
 * Asks a model's registry now and keeps what it says. Throws `Fault` as the registry does, and `not_confirmed` (later)
 * when others kept writing meanwhile: an older answer never replaces a newer one.
 */
export async function syncRegistry(ports: Ports, model: ModelId): Promise<Said> {
  const { db } = ports;
  for (let asked = 0; asked < 5; asked += 1) {
    const row = await readKept(db, model);
    const { registry, backend } = await openRegistry(ports, model);
    const before = row?.current ? row : null;
    const said = await ask(ports, registry, { model, before });
    const found: Found = {
      ...said,
      ...(await origin(ports, model, { before, champion: said.champion })),
      registry: backend,
      revision: row?.revision ?? 0,
    };
    const kept = await db.sql.begin((sql) => keep(sql, model, { before, found }));
    if (kept) return kept;
  }
  throw new Fault(
    'not_confirmed',
    `The registry of ${model} was changed again and again while it was looked at.`,
    {
      retry: 'later',
    },
  );
}

type Answer = Pick<Found, 'champion' | 'challengers' | 'versions' | 'resolved' | 'described'>;

/** What was described within the hour is not asked for again, but for versions of the last day: their runs may go on. */
async function ask(
  ports: Ports,
  registry: Registry,
  { model, before }: { model: ModelId; before: Kept | null },
): Promise<Answer> {
  const described = before === null || before.describedAgoMs > hour;
  const known = described ? [] : before.versions.filter(({ createdAt }) => createdAt < Date.now() - day);
  const [roles, versions] = await Promise.all([registry.roles(model), registry.versions(model, known)]);
  const resolved: Record<string, Resolved> = {};
  for (const version of newest(versions, [roles.champion, ...roles.challengers])) {
    const earlier = described ? undefined : before.resolved[version.id];
    const now = earlier ?? (await look(ports, registry, { model, version }));
    if (now) resolved[version.id] = now;
  }
  return storable({ ...roles, versions, resolved, described });
}

/** Those that people look at. */
function newest(versions: Version[], named: (VersionId | null)[]): Version[] {
  const shown = versions.toSorted((a, b) => b.createdAt - a.createdAt).slice(0, 20);
  return versions.filter((version) => shown.includes(version) || named.includes(version.id));
}

/** Whether a version can still be made again is worth knowing, but nothing waits for it: a look that fails is one that saw nothing. */
async function look(
  { log }: Ports,
  registry: Registry,
  { model, version }: { model: ModelId; version: Version },
): Promise<Resolved | undefined> {
  try {
    return await registry.resolve?.(model, version);
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    log.warn(
      { err: thrown, model, version: version.id },
      'what a version was made of could not be looked for',
    );
    return {};
  }
}

/** Since when this is the champion, and whether Steward made it so. */
async function origin(
  { db }: Ports,
  model: ModelId,
  { before, champion }: { before: Kept | null; champion: VersionId | null },
): Promise<Pick<Found, 'since' | 'outside'>> {
  if (before?.champion === champion) return { since: before.since, outside: before.outside };
  const now = await worldNow(db.sql);
  if (before === null) {
    const last = await lastSwitch(db, model);
    return { since: last?.to === champion ? last.at : null, outside: null };
  }
  // Where there was nothing at all somebody began, and changed nothing.
  if (before.versions.length === 0) return { since: now, outside: null };
  const open = await readCycles(db, model, Number.MAX_SAFE_INTEGER);
  const ours = open.some((cycle) => asksFor(cycle, champion));
  return { since: now, outside: ours ? null : { from: before.champion, at: now } };
}

/** The newest change of the champion that Steward made. */
export async function lastSwitch(db: Db, model: ModelId): Promise<{ to: VersionId; at: Instant } | null> {
  const types = ['champion_switched', 'champion_restored'];
  const [newest] = await readEvents(db, { model, types, most: 1 });
  return newest ? { to: newest.event.to as VersionId, at: newest.at } : null;
}

/** Whether this cycle asked, or may still be asking, for this champion. */
function asksFor(cycle: OpenedCycle, champion: VersionId | null): boolean {
  if (cycle.phase === 'promoting') return cycle.evaluation.challenger === champion;
  return cycle.phase === 'reverting' && [cycle.revert.to, cycle.revert.from].includes(champion as VersionId);
}

/** Null: somebody else wrote since the registry was asked. */
async function keep(
  sql: TransactionSql,
  model: ModelId,
  { before, found }: { before: Kept | null; found: Found },
): Promise<Said | null> {
  const { champion, challengers, versions, resolved, since, outside } = found;
  const said: Said = {
    ...{ champion, challengers, versions, resolved, since, outside },
    ...{ problem: null, answeredAt: Date.now() },
  };
  const changed = before === null || canonical(facts(before)) !== canonical(facts(said));
  if (!(await (changed ? writeKept : touchKept)(sql, model, found))) return null;
  // The row is locked from here on: whoever switches the champion keeps that before any cycle hears of it.
  // Told in the transaction that keeps the answer, so never twice: the cause only has to be like no other.
  const cause = `registry:${randomUUID()}`;
  await endPointless(sql, model, { champion, cause });
  if (outside !== null && outside !== before?.outside) {
    const command = { type: 'champion_seen' as const, from: outside.from, to: champion };
    await tellIn(sql, [{ stream: modelName(model), command }], { cause });
  }
  if (changed || before.problem !== null) {
    await enqueue(sql, { kind: 'refresh_card', model, at: await worldNow(sql) });
  }
  return said;
}

const facts = ({ champion, challengers, versions, resolved, since, outside }: Said) => ({
  ...{ champion, challengers, versions, resolved, since, outside },
});

/** A comparison with another champion is out of date, and a new champion that was replaced need not be watched. */
async function endPointless(
  sql: TransactionSql,
  model: ModelId,
  { champion, cause }: { champion: VersionId | null; cause: string },
): Promise<void> {
  const open = await sql<{ state: OpenedCycle }[]>`
    select state from streams where kind = 'cycle' and model = ${model} and open and seq > 0 order by id`;
  for (const { state: cycle } of open) {
    const shown = shownChampion(cycle);
    if (shown === null || shown === champion) continue;
    const command = { type: 'champion_moved' as const, champion };
    await tellIn(sql, [{ stream: cycleName(cycle.id, model), command }], { cause });
  }
}

/** The champion that people were shown when they were asked, or told that it is watched. */
function shownChampion(cycle: OpenedCycle): VersionId | null {
  if (cycle.phase === 'offered') return cycle.evaluation.champion;
  return cycle.phase === 'watching' ? cycle.evaluation.challenger : null;
}
