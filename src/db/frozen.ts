/** Frozen references, kept compressed: of thirty columns some hundred kB. */
import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ModelId, MonitorId, VersionId } from '../domain/ids.ts';
import type { Log } from '../lib/log.ts';
import type { Instant } from '../lib/time.ts';
import type { Frozen } from '../monitors/contract.ts';
import type { Db } from './connect.ts';

/** A reference belongs to one configuration of one monitor of one version: any change begins a new one. */
export interface FrozenKey {
  model: ModelId;
  version: VersionId | null;
  monitor: MonitorId;
  configHash: string;
}

/** Null where there is none that this release reads; one that is damaged is a line in the log. */
export async function readFrozen({ db, log }: { db: Db; log: Log }, key: FrozenKey): Promise<Frozen | null> {
  const [row] = await db.sql<{ body: Buffer }[]>`
    select body from frozen where model = ${key.model} and version = ${key.version ?? ''}
      and monitor = ${key.monitor} and config_hash = ${key.configHash}`;
  try {
    return row ? unpack(row.body) : null;
  } catch {
    const { model, monitor } = key;
    log.warn({ model, monitor }, 'a frozen reference is damaged or of a newer Node; it is read anew');
    return null;
  }
}

export async function writeFrozen(db: Db, key: FrozenKey, frozen: Frozen, at: Instant): Promise<void> {
  await db.sql`insert into frozen (model, version, monitor, config_hash, body, at)
    values (${key.model}, ${key.version ?? ''}, ${key.monitor}, ${key.configHash}, ${pack(frozen)}, ${at})
    on conflict (model, version, monitor, config_hash) do update set body = excluded.body, at = excluded.at`;
}

/** Raised whenever what is kept changes, so that a reference of an older release is read anew; the first release wrote none. */
const format = 3;

/** As V8 writes structured clones, which know maps, typed arrays, infinities and −0. */
export const pack = (frozen: Frozen): Buffer => deflateRawSync(serialize({ format, frozen }));

/** Older releases wrote JSON. */
const brace = '{'.charCodeAt(0);

/** Null for what another release wrote. Throws for what is damaged, and for what a later Node wrote, which looks alike. */
export function unpack(body: Buffer): Frozen | null {
  const bytes = inflateRawSync(body);
  if (bytes[0] === brace) return null;
  const held = deserialize(bytes) as { format?: unknown; frozen: Frozen } | null;
  return held?.format === format ? held.frozen : null;
}
