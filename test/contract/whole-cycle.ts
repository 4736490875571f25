/**
 * What every trainer and registry promises together with Steward: a request is approved, it trains, its version is compared
 * on rows, promoted, read back and rolled back. Engine, database, store and commands are the real ones; only the system is
 * a fake. Whoever only trains does it beside Steward's own registry.
 */
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { BackendKind, OpenBackend, TrainRequest } from '../../src/backends/contract.ts';
import { createRouter } from '../../src/commands/router.ts';
import { sayMistake } from '../../src/config/configuration.ts';
import { kinds } from '../../src/config/kinds.ts';
import { readConfiguration } from '../../src/config/read-configuration.ts';
import { readTeam } from '../../src/db/accounts.ts';
import type { Db } from '../../src/db/connect.ts';
import { readWorkspace } from '../../src/db/read.ts';
import { reportRows } from '../../src/db/reports.ts';
import type { BackendId, ChannelId, ModelId } from '../../src/domain/ids.ts';
import { evaluate } from '../../src/effects/evaluate-challenger.ts';
import { effectRunner } from '../../src/effects/index.ts';
import type { Ports } from '../../src/effects/ports.ts';
import { readRegistered } from '../../src/effects/registered.ts';
import { verify } from '../../src/engine/audit.ts';
import { beginAt } from '../../src/engine/clock.ts';
import { runNext } from '../../src/engine/outbox.ts';
import { silentLog } from '../../src/lib/log.ts';
import { apply } from '../../src/main/apply.ts';
import { openPorts } from '../../src/main/ports.ts';
import { freshDatabase } from '../database.ts';
import { driveCycle } from './drive-cycle.ts';
import { openWith } from './memory-reports.ts';

export interface CycleWorld extends AsyncDisposable {
  /** As people write them in YAML, without `id` and `kind`. */
  settings: object;
  /** What stands behind the references of the settings. */
  secrets?: Record<string, string>;
  /** What else it is opened with: variables and a folder of this host, for runs that are programs here. */
  options?: Partial<OpenBackend>;
  /** How long a system that really runs may take, in ms; it is then asked a few times a second. */
  withinMs?: number;
  /** Of a registry: the first champion of `churn`, under its own name. Absent: it only trains. */
  champion?: string;
  /** Another registry beside it, for a trainer whose runs name no version; then `champion` is there. */
  registry?: { kind: string; settings: object };
  /** What the training program itself does in the system once its run was started: it registers what it made. */
  trains?(request: TrainRequest, key: string): void | Promise<void>;
  /** Who is champion by the system's own books, read past the adapter; for a registry. */
  championThere?(): string | null | Promise<string | null>;
}

const model = 'churn' as ModelId;
const system = 'system' as BackendId;
const happened = [
  ...['retrain_proposed', 'retrain_approved', 'training_started', 'training_finished', 'challenger_offered'],
  ...['promotion_approved', 'champion_switched', 'rollback_started', 'champion_restored'],
];
const begins = '2026-01-29';

/** @param how which of several ways of one kind, for the name of the test */
export function wholeCycle(
  kind: Pick<BackendKind, 'id'>,
  open: () => Promise<CycleWorld>,
  how = kind.id,
): void {
  describe('one whole cycle', () => {
    test(`through ${how}: approved, trained, compared, promoted, read back, rolled back`, async () => {
      await using world = await open();
      await using folder = await storeFolder();
      const first = world.champion ?? 'v1';
      await folder.predict(first, 4);
      await using fresh = await freshDatabase();
      const { db } = fresh;
      await beginAt(db.sql, Date.parse(begins));
      await configure(db, { folder: folder.path, kind: kind.id, world });
      const opened = openPorts(db, { home: folder.path, dataRoots: [folder.path] }, silentLog);
      const ports = await withSystem(opened, world);
      const run = effectRunner(ports);
      const seen: (string | null)[] = [];
      try {
        const { events, champions } = await driveCycle({
          ...{ db, ports, model, channel: 'ml' as ChannelId, withinMs: world.withinMs ?? 60_000 },
          router: createRouter({
            db,
            log: silentLog,
            page: () => 'http://127.0.0.1:8080',
            workspace: () => readTeam(db),
            registered: (one) => readRegistered(ports, one),
            evaluate: (one, asked) => evaluate(ports, one, asked),
            digest: () => Promise.reject(new Error('no digest here')),
            register: () => Promise.reject(new Error('nothing is registered here')),
            setUpChannel: () => Promise.reject(new Error('no channel here')),
          }),
          async work() {
            // In place of waiting for the next look at a run or an operation.
            await db.sql`update outbox set due_at = clock_timestamp()`;
            for (let ran = 0; ran < 50 && (await runNext(db, run, silentLog)); ran += 1);
            if (world.withinMs !== undefined) await new Promise((resolve) => setTimeout(resolve, 300));
            const there = await world.championThere?.();
            if (there !== undefined && seen.at(-1) !== there) seen.push(there);
          },
          predict: ({ challenger }) => folder.predict(challenger.version, 1),
        });
        expect(champions).toEqual([first, expect.any(String), first]);
        expect(champions[1]).not.toBe(first);
        if (world.championThere) expect(seen).toEqual(champions);
        expect(events.filter((type) => happened.includes(type))).toEqual(happened);
        expect((await verify(db)).broken).toBeNull();
      } finally {
        await (await ports.backend(system)).close();
        await opened.close();
      }
    });
  });
}

/** The system under its configuration from the database, with a training program in it. */
async function withSystem(
  ports: Ports & { close(): Promise<void> },
  { secrets = {}, options: given, trains }: CycleWorld,
): Promise<Ports> {
  const entry = (await readWorkspace(ports.db)).backends.find(({ id }) => id === system)!;
  const kind = kinds.backends.find(({ id }) => id === entry.kind)!;
  const options = { ...openWith(secrets, reportRows(ports.db, system)), ...given, id: system };
  const backend = await kind.open(kind.config.parse(entry.config) as never, options);
  const trainer = backend.trainer!;
  const programmed = {
    ...trainer,
    async start(request: TrainRequest, key: string) {
      const started = await trainer.start(request, key);
      if (started.outcome === 'started') await trains?.(request, key);
      return started;
    },
  };
  return {
    ...ports,
    backend: async (id) => (id === system ? { ...backend, trainer: programmed } : ports.backend(id)),
  };
}

async function configure(
  db: Db,
  { folder, kind, world }: { folder: string; kind: string; world: CycleWorld },
): Promise<void> {
  const rule = (group: string) => ({ quorum: 1, groups: [group], expires: '3d' });
  const beside = world.registry && { id: 'beside', kind: world.registry.kind, ...world.registry.settings };
  const registry =
    world.champion === undefined ? { initial_version: 'v1' } : { registry: beside?.id ?? system };
  const written = {
    groups: ['ml-eng', 'ml-leads'].map((id) => ({ id, title: id })),
    people: [
      { id: 'maya', name: 'Maya', groups: ['ml-eng'] },
      { id: 'liam', name: 'Liam', groups: ['ml-eng', 'ml-leads'] },
      { id: 'noor', name: 'Noor', groups: ['ml-leads'] },
    ],
    channels: [{ id: 'ml', title: 'Machine learning' }],
    stores: [{ id: 'log', kind: 'duckdb', folder }],
    backends: [{ id: system, kind, ...world.settings }, ...(beside ? [beside] : [])],
    models: [
      {
        ...{ id: model, task: 'regression', owners: ['ml-eng'], channel: 'ml', store: 'log' },
        data: {
          ...{ predictions: 'predictions/*.parquet', key: 'id', time: 'made', version: 'version' },
          prediction: 'prediction',
          labels: { source: 'labels.parquet', label: 'label', time: 'known', delay: '1h' },
        },
        ...{ trainer: system, ...registry },
        policy: {
          ...{ retrain: rule('ml-eng'), promote: rule('ml-leads'), rollback: ['ml-leads'] },
          ...{ holdout: '14d', watch: '7d' },
        },
      },
    ],
  };
  await writeFile(path.join(folder, 'steward.yaml'), stringify(written));
  const read = await readConfiguration(path.join(folder, 'steward.yaml'), kinds);
  if (!read.ok) throw new Error(read.error.map(sayMistake).join('\n'));
  await apply(db, read.value, { prune: false });
}

/** Four weeks of hourly rows as Parquet files, each with its label; versions differ in how far they are off. */
async function storeFolder() {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'steward-cycle-')));
  await mkdir(path.join(folder, 'predictions'));
  const instance = await DuckDBInstance.create(':memory:');
  const duckdb = await instance.connect();
  const written = new Set<string>();
  const write = (columns: string, file: string) =>
    duckdb.run(`copy (
      select 'row' || i as id, ${columns}
      from (select i, 10 + 5 * sin(i / 24) as truth, timestamp '${begins}' - interval 28 day + interval 1 hour * i as made
        from range(28 * 24) rows(i))
    ) to '${path.join(folder, file)}' (format parquet)`);
  await write('truth as label, made + interval 1 hour as known', 'labels.parquet');
  return {
    path: folder,
    async predict(version: string, error: number) {
      if (written.has(version)) return;
      written.add(version);
      const name = `'${version.replaceAll("'", "''")}'`;
      const columns = `made, ${name} as version, truth + ${error} * sin(7 * i) as prediction`;
      await write(columns, `predictions/${written.size}.parquet`);
    },
    async [Symbol.asyncDispose]() {
      duckdb.closeSync();
      instance.closeSync();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
