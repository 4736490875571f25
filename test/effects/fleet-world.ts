/** A fleet of models whose windows are told, and a surface that keeps what it was shown: what a channel hears. */
import path from 'node:path';
import type { Trainer } from '../../src/backends/contract.ts';
import type { Card } from '../../src/cards/card.ts';
import { kinds } from '../../src/config/kinds.ts';
import { readConfiguration } from '../../src/config/read-configuration.ts';
import type { Db } from '../../src/db/connect.ts';
import type { Automatic } from '../../src/domain/automatic.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { ChannelId, ModelId, MonitorId, VersionId } from '../../src/domain/ids.ts';
import { effectRunner } from '../../src/effects/index.ts';
import type { Ports } from '../../src/effects/ports.ts';
import { worldNow } from '../../src/engine/clock.ts';
import { startEngine } from '../../src/engine/engine.ts';
import { alertName } from '../../src/engine/streams.ts';
import { tell } from '../../src/engine/tell.ts';
import { silentLog } from '../../src/lib/log.ts';
import { hour } from '../../src/lib/time.ts';
import { apply } from '../../src/main/apply.ts';
import type { Store } from '../../src/stores/contract.ts';

const version = 'v1' as VersionId;
const noLineage = { data: null, code: null, params: null, environment: null, parent: null };

export interface Shown {
  channel: ChannelId;
  key: string;
  card: Card;
  /** Of the world. */
  at: number;
  edited: number;
}

/** @param options.models spread evenly over `channels` channels, each with so many new messages a day. */
export async function startFleet(
  db: Db,
  {
    models,
    channels,
    postsPerDay,
    live = false,
    automatic,
    trainer,
    labelled = 0,
  }: {
    models: number;
    channels: number;
    postsPerDay: number;
    live?: boolean;
    automatic?: Automatic;
    trainer?: Trainer;
    /** Labelled rows that the store counts in any window. */
    labelled?: number;
  },
) {
  const read = await readConfiguration(path.resolve('src/demo/steward'), kinds);
  if (!read.ok) throw new Error('the demo cannot be read');
  const pattern = read.value.models.find(({ id }) => id === 'fremont-bridge')!;
  const places = Array.from({ length: channels }, (_, index) => `ml-${index}` as ChannelId);
  await apply(
    db,
    {
      ...read.value,
      channels: places.map((id) => ({ id, title: id, digest: null, postsPerDay })),
      models: Array.from({ length: models }, (_, index) => ({
        ...pattern,
        id: `model-${index}` as ModelId,
        policy: { ...pattern.policy, ...(automatic && { automatic }) },
        channel: places[index % channels]!,
      })),
    },
    { prune: true },
  );
  await db.sql`delete from schedules`;

  const shown = new Map<string, Shown>();
  let heard: (shown: Shown) => void = () => {};
  const registry = {
    versions: async () => [
      {
        id: version,
        createdAt: 0,
        lineage: { ...noLineage, trainedUntil: Date.UTC(2025, 0, 1) },
        metrics: {},
      },
    ],
    roles: async () => ({ champion: version, challengers: [] }),
  };
  const ports: Ports = {
    db,
    log: silentLog,
    store: async () => ({ outcome: async () => ({ labelled }) }) as unknown as Store,
    backend: async () => ({
      registry,
      ...(trainer && { trainer }),
      probe: async () => '',
      close: async () => {},
    }),
    surfaces: [
      {
        id: 'memory',
        reaches: async () => true,
        async show(channel, card, ref) {
          const known = shown.get(ref ?? '');
          const one = known ?? { channel, key: card.key, card, at: await worldNow(db.sql), edited: -1 };
          Object.assign(one, { card, edited: one.edited + 1 });
          shown.set(card.key, one);
          heard(one);
          return card.key;
        },
        close: async () => {},
      },
    ],
  };
  const engine = startEngine({ db, run: effectRunner(ports), log: silentLog, live });

  return {
    db,
    engine,
    ports,
    channels: places,
    /** Messages as they are now, oldest first. */
    messages: (channel?: ChannelId) =>
      [...shown.values()].filter((one) => !channel || one.channel === channel),
    onShow: (hear: typeof heard) => {
      heard = hear;
    },
    /** A window of a monitor was measured; one breach opens its alert and one good window closes it. */
    async measure(index: number, monitor: string, severity: 'failing' | 'warning' | null): Promise<void> {
      const model = `model-${index}` as ModelId;
      const to = await worldNow(db.sql);
      const finding: Finding = {
        metric: 'mae',
        value: severity ? 70 : 40,
        limit: 60,
        n: 500,
        verdict: severity ? 'breach' : 'ok',
        severity: severity ?? 'warning',
      };
      await tell(
        db,
        {
          stream: alertName(model, monitor as MonitorId),
          command: {
            type: 'measured',
            model,
            monitor: monitor as MonitorId,
            window: { from: to - hour, to },
            revision: 1,
            verdict: finding.verdict,
            findings: [finding],
            version,
            openAfter: 1,
            closeAfter: 1,
          },
        },
        { cause: `measured:${to}` },
      );
    },
  };
}
