/** The only way in which anything changes: one transaction from a command to state, history, and what to do next. */
import type { TransactionSql } from 'postgres';
import type { Db } from '../db/connect.ts';
import { justOpened } from '../domain/cycle/cycle.ts';
import { authorOf, type Typed } from '../domain/decider.ts';
import type { Effect } from '../domain/effect.ts';
import { isAccount, type Link, whoIs } from '../domain/person-link.ts';
import { no, type Rejection } from '../domain/rejection.ts';
import { storable } from '../lib/storable.ts';
import type { Instant } from '../lib/time.ts';
import { worldNow } from './clock.ts';
import { enqueue } from './enqueue.ts';
import { append, lockStream, recordRefusal, save } from './stream-rows.ts';
import {
  type CommandOf,
  deciderOf,
  type EventOf,
  type StateOf,
  type StreamKind,
  type StreamName,
  workspaceName,
} from './streams.ts';

export interface Command<K extends StreamKind = StreamKind> {
  stream: StreamName<K>;
  command: CommandOf<K>;
  /** Where a refusal is recorded when this stream does not exist yet. */
  otherwise?: StreamName;
}

export interface TellOptions {
  /** The id of what caused this: the same cause again changes nothing and gets the same answer. */
  cause: string;
  /** Writes that must happen in the same transaction, if the command is accepted. */
  also?: (sql: TransactionSql, now: Instant) => Promise<void>;
  /** The press path gives up in time to tell the person, instead of waiting. */
  impatient?: boolean;
}

export type Told<K extends StreamKind = StreamKind> =
  | { ok: true; state: StateOf<K>; events: EventOf<K>[]; repeated: boolean }
  | { ok: false; error: Rejection; repeated: boolean };

/** Tells one stream one command. Rejections are values; anything thrown changed nothing. */
export async function tell<K extends StreamKind>(
  db: Db,
  told: Command<K>,
  options: TellOptions,
): Promise<Told<K>> {
  const [answer] = await tellAll(db, [told as unknown as Command], options);
  // The one answer belongs to the one command, so it is of the command's kind.
  return answer as Told<K>;
}

/** Tells several streams in one transaction: all commands are accepted, or none. Answers in the same order. */
export async function tellAll(db: Db, all: Command[], options: TellOptions): Promise<Told[]> {
  try {
    return (await db.sql.begin(async (sql) => {
      if (options.impatient)
        await sql`set local lock_timeout = '500ms'; set local statement_timeout = '1500ms'`.simple();
      return tellIn(sql, all, options);
    })) as Told[];
  } catch (cause) {
    const { error, told } = refusalIn(cause, all);
    await keepRefusal(db, told, { error, cause: options.cause });
    return all.map(() => ({ ok: false, error, repeated: false }));
  }
}

/** Why the transaction was rolled back, and which command was refused; throws on when it was no refusal. */
function refusalIn(cause: unknown, all: Command[]): { error: Rejection; told: Command } {
  if (cause instanceof Refused) return cause;
  if (!isForwardConflict(cause)) throw cause;
  const { error } = justOpened(all[0]!.stream.model);
  return { error, told: all.find(({ command }) => authorOf(command) !== null) ?? all[0]! };
}

/** What rolled back took its own refusal with it, and the log shows every attempt. */
async function keepRefusal(
  db: Db,
  { stream, otherwise, command }: Command,
  { error, cause }: { error: Rejection; cause: string },
): Promise<void> {
  const by = authorOf(command);
  if (by === null) return;
  await db.sql.begin(async (sql) => {
    const refusal = { by, command: command.type, code: error.code, cause, now: await worldNow(sql) };
    await recordRefusal(sql, otherwise ?? stream, refusal);
  });
}

/** Rolls the transaction back after one of several commands was refused. */
class Refused extends Error {
  readonly error: Rejection;
  readonly told: Command;
  constructor(error: Rejection, told: Command) {
    super('refused');
    this.error = error;
    this.told = told;
  }
}

const isForwardConflict = (cause: unknown): boolean =>
  cause instanceof Error && 'constraint_name' in cause && cause.constraint_name === 'one_forward_cycle';

/** The same inside a transaction that somebody else began. */
export async function tellIn(sql: TransactionSql, all: Command[], options: TellOptions): Promise<Told[]> {
  const now = await worldNow(sql);
  const answers: Told[] = [];
  const effects: Effect[] = [];
  // Always in id order, so that two who tell the same streams wait for each other instead of deadlocking.
  for (const told of all.toSorted((a, b) => (a.stream.id < b.stream.id ? -1 : 1))) {
    const answer = await tellOne(sql, told, { ...options, now, effects });
    if (!answer.ok && all.length > 1) throw new Refused(answer.error, told);
    answers[all.indexOf(told)] = answer;
  }
  const stale = await linkedMeanwhile(
    sql,
    all.filter((told) => !answers[all.indexOf(told)]!.repeated),
  );
  if (stale) throw new Refused(no('linked_meanwhile').error, stale);
  // After all streams: whoever holds one of them may queue the same, and would wait for us while we wait for the stream.
  for (const effect of effects) await enqueue(sql, effect);
  if (options.also && answers.every((answer) => answer.ok && !answer.repeated)) await options.also(sql, now);
  return answers;
}

/**
 * The command of somebody who became somebody else by a link since they were recognized: they could vote twice. The workspace
 * stays as it is until this transaction ends, so whoever links sees what was committed before.
 */
async function linkedMeanwhile(sql: TransactionSql, all: Command[]): Promise<Command | null> {
  const byAccounts = all.filter(({ stream, command }) => {
    const by = authorOf(command);
    // Who is who is decided on the workspace's own stream.
    return by !== null && isAccount(by) && stream.kind !== 'workspace';
  });
  if (byAccounts.length === 0) return null;
  const [row] = await sql<{ links: Link[] | null }[]>`
    select state->'links' as links from streams where id = ${workspaceName.id} for share`;
  const links = row?.links ?? [];
  return byAccounts.find(({ command }) => whoIs({ links }, authorOf(command)!) !== authorOf(command)) ?? null;
}

async function tellOne(
  sql: TransactionSql,
  told: Command,
  options: TellOptions & { now: Instant; effects: Effect[] },
): Promise<Told> {
  const { stream } = told;
  // What people and backends say may hold what cannot be kept, and must not be lost because of it.
  const command = storable(told.command);
  const { cause, now } = options;
  const row = await lockStream(sql, stream, deciderOf(stream.kind).initial);
  const [heard] = await sql<{ answer: { error?: Rejection } }[]>`
    select answer from answers where stream = ${stream.id} and cause = ${cause}`;
  if (heard) {
    return heard.answer.error
      ? { ok: false, error: heard.answer.error, repeated: true }
      : { ok: true, state: row.state as never, events: [], repeated: true };
  }
  const decider = deciderOf(stream.kind);
  const decided = decider.decide(row.state, command, now);
  const by = authorOf(command);
  await sql`insert into answers (stream, cause, answer)
    values (${stream.id}, ${cause}, ${JSON.stringify(decided.ok ? {} : { error: decided.error })}::jsonb)`;
  if (!decided.ok) {
    if (by !== null) {
      const refusal = { by, command: command.type, code: decided.error.code, cause };
      await recordRefusal(sql, row.seq === 0 && told.otherwise ? told.otherwise : stream, {
        ...refusal,
        now,
      });
    }
    return { ok: false, error: decided.error, repeated: false };
  }
  let { state, head, seq } = row;
  for (const event of decided.value) {
    state = decider.evolve(state, event as Typed);
    ({ head, seq } = await append(sql, stream, { event, by, cause, now, head, seq }));
    options.effects.push(...decider.react(state, event, now));
  }
  if (decided.value.length > 0) {
    await save(sql, stream, { state, head, seq, now, index: decider.index(state) });
  }
  // State and events are of the stream's kind, because its decider made them.
  return { ok: true, state: state as never, events: decided.value as never, repeated: false };
}
