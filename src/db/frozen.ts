/** Frozen references, kept compressed: a few kB each. */
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

const types = { Int16Array, Float64Array };

/** JSON cannot hold maps, typed arrays and infinities; each is wrapped in an object with its name. */
export function pack(frozen: Frozen): Buffer {
  const text = JSON.stringify(frozen, (_, value: unknown) => {
    if (value instanceof Map) return { $map: [...value] };
    if (value instanceof Int16Array) return { $Int16Array: [...value] };
    if (value instanceof Float64Array) return { $Float64Array: [...value].map(wrapNumber) };
    return wrapNumber(value);
  });
  return deflateRawSync(text);
}

export function unpack(body: Buffer): Frozen {
  return JSON.parse(inflateRawSync(body).toString(), (_, value: unknown) => {
    if (value === null || typeof value !== 'object') return value;
    if ('$map' in value) return new Map(value.$map as [string, number][]);
    if ('$number' in value) return Number(value.$number);
    for (const [name, Type] of Object.entries(types)) {
      if (`$${name}` in value) return Type.from((value as Record<string, number[]>)[`$${name}`]!);
    }
    return value;
  }) as Frozen;
}

const wrapNumber = (value: unknown): unknown =>
  typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
    ? { $number: Object.is(value, -0) ? '-0' : String(value) }
    : value;
