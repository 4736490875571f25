/** Frozen references, kept compressed: of thirty columns some hundred kB. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { ModelId, MonitorId, VersionId } from '../domain/ids.ts';
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

export async function readFrozen(db: Db, key: FrozenKey): Promise<Frozen | null> {
  const [row] = await db.sql<{ body: Buffer }[]>`
    select body from frozen where model = ${key.model} and version = ${key.version ?? ''}
      and monitor = ${key.monitor} and config_hash = ${key.configHash}`;
  return row ? unpack(row.body) : null;
}

export async function writeFrozen(db: Db, key: FrozenKey, frozen: Frozen, at: Instant): Promise<void> {
  await db.sql`insert into frozen (model, version, monitor, config_hash, body, at)
    values (${key.model}, ${key.version ?? ''}, ${key.monitor}, ${key.configHash}, ${pack(frozen)}, ${at})
    on conflict (model, version, monitor, config_hash) do update set body = excluded.body, at = excluded.at`;
}

/** Raised whenever what is kept changes, so that a reference of an older release is read anew; the first release wrote none. */
const format = 3;

const types = { Int16Array, Float64Array };

/** JSON cannot hold maps, typed arrays and infinities; each is wrapped in an object with its name, typed arrays by their bytes. */
export function pack(frozen: Frozen): Buffer {
  const text = JSON.stringify({ format, frozen }, (_, value: unknown) => {
    if (value instanceof Map) return { $map: [...value] };
    for (const [name, Type] of Object.entries(types)) {
      if (value instanceof Type) return { [`$${name}`]: bytesOf(value).toString('base64') };
    }
    return wrapNumber(value);
  });
  return deflateRawSync(text);
}

/** Null for what another release wrote. */
export function unpack(body: Buffer): Frozen | null {
  const held = JSON.parse(inflateRawSync(body).toString()) as { format?: unknown; frozen?: unknown } | null;
  return held?.format === format ? (restored(held.frozen) as Frozen) : null;
}

/** Without a look at every value, as a reviver would take: there are tens of thousands. */
function restored(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(restored);
  if ('$map' in value) return new Map(value.$map as [string, number][]);
  if ('$number' in value) return Number(value.$number);
  for (const [name, Type] of Object.entries(types)) {
    const held = (value as Record<string, unknown>)[`$${name}`];
    if (typeof held === 'string') return new Type(Uint8Array.from(Buffer.from(held, 'base64')).buffer);
  }
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, restored(one)]));
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Int16Array | Float64Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

const wrapNumber = (value: unknown): unknown =>
  typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
    ? { $number: Object.is(value, -0) ? '-0' : String(value) }
    : value;
