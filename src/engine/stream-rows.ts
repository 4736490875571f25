/** Rows of streams and their hash-chained events. */
import type { TransactionSql } from 'postgres';
import type { Typed } from '../domain/decider.ts';
import type { PersonId } from '../domain/ids.ts';
import type { RejectionCode } from '../domain/rejection.ts';
import { canonical, sha256 } from '../lib/hash.ts';
import { type Instant, minute } from '../lib/time.ts';
import { deciderOf, type StreamName } from './streams.ts';

export interface StreamRow {
  seq: number;
  head: string;
  state: unknown;
}

/** Creates the row when it is not there, then locks it. */
export async function lockStream(
  sql: TransactionSql,
  stream: StreamName,
  initial: unknown,
): Promise<StreamRow> {
  await sql`insert into streams (id, kind, model, seq, head, state, updated_at)
    values (${stream.id}, ${stream.kind}, ${stream.model}, 0, ${genesis(stream.id)}, ${JSON.stringify(initial)}::jsonb, 0)
    on conflict (id) do nothing`;
  const [row] = await sql<
    [StreamRow]
  >`select seq, head, state from streams where id = ${stream.id} for update`;
  return row;
}

/** The chain's begin holds the stream's name, so that a chain cannot be passed off as another stream's. */
export const genesis = (stream: string): string => sha256(`steward:${stream}`);

/** An event's hash covers its stored text and the hash before it. */
export const chain = (previous: string, body: string): string => sha256(`${previous}\n${body}`);

interface Appended {
  event: Typed;
  by: PersonId | null;
  cause: string;
  now: Instant;
  head: string;
  seq: number;
}

export async function append(
  sql: TransactionSql,
  stream: StreamName,
  { event, by, cause, now, head, seq }: Appended,
): Promise<{ head: string; seq: number }> {
  const next = seq + 1;
  const body = canonical({ stream: stream.id, seq: next, at: now, by, cause, event });
  const hash = chain(head, body);
  await sql`insert into events (stream, seq, type, body, at, by, model, cause, hash)
    values (${stream.id}, ${next}, ${event.type}, ${body}, ${now}, ${by}, ${stream.model}, ${cause}, ${hash})`;
  return { head: hash, seq: next };
}

export async function save(
  sql: TransactionSql,
  stream: StreamName,
  saved: StreamRow & { now: Instant; index: { open: boolean; forward: boolean; deadline: Instant | null } },
): Promise<void> {
  const { open, forward, deadline } = saved.index;
  await sql`update streams set seq = ${saved.seq}, head = ${saved.head}, state = ${JSON.stringify(saved.state)}::jsonb,
      open = ${open}, forward = ${forward}, deadline = ${deadline}, updated_at = ${saved.now}
    where id = ${stream.id}`;
}

export interface Refusal {
  by: PersonId;
  /** What was tried: the command or verb. */
  command: string;
  code: RejectionCode;
  cause: string;
  now: Instant;
}

/** Keeps who was refused what; the same person, command and reason count once a minute, so that nobody can flood the log. */
export async function recordRefusal(
  sql: TransactionSql,
  stream: StreamName,
  refusal: Refusal,
): Promise<void> {
  const { by, command, code, cause, now } = refusal;
  const row = await lockStream(sql, stream, deciderOf(stream.kind).initial);
  const [recent] = await sql`select 1 from events where stream = ${stream.id} and type = 'command_refused'
    and by = ${by} and at > ${now - minute} and body like ${`%"code":"${code}","command":"${command}"%`} limit 1`;
  if (recent) return;
  const event = { type: 'command_refused', code, command };
  const { head, seq } = await append(sql, stream, { event, by, cause, now, head: row.head, seq: row.seq });
  await sql`update streams set seq = ${seq}, head = ${head}, updated_at = ${now} where id = ${stream.id}`;
}
