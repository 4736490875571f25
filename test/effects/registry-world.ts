/** Steward's own database and the demo's models, beside a registry that a test turns as somebody else would. */
import type { Registry, Trainer } from '../../src/backends/contract.ts';
import { readEvents, readModels } from '../../src/db/read.ts';
import type { ModelId, VersionId } from '../../src/domain/ids.ts';
import type { Version } from '../../src/domain/version.ts';
import type { Ports } from '../../src/effects/ports.ts';
import { cycleName } from '../../src/engine/streams.ts';
import { tell } from '../../src/engine/tell.ts';
import type { Fault } from '../../src/lib/fault.ts';
import { silentLog } from '../../src/lib/log.ts';
import { startWorld } from '../commands/world.ts';
import { evaluationOf, policy, voters } from '../domain/cycle-world.ts';

export const model = 'fremont-bridge' as ModelId;
export const id = (name: string) => name as VersionId;
export const version = (name: string, more: Partial<Version> = {}): Version => ({
  id: id(name),
  createdAt: 0,
  lineage: {
    ...{ data: 'dvc:9c1', code: '9f3c2e', environment: 'python 3.12' },
    ...{ params: { depth: 6 }, trainedUntil: 5, parent: null },
  },
  metrics: { mae: 31.9 },
  ...more,
});

export async function registryWorld(more: Partial<Registry> = {}, trains: Partial<Trainer> = {}) {
  const world = await startWorld();
  const { db } = world;
  const kept = {
    champion: id('v1') as VersionId | null,
    challengers: [id('v2')],
    versions: [version('v1'), version('v2')],
    /** What it answers instead. */
    down: null as Fault | null,
    asked: { roles: 0, versions: 0 },
    known: [] as string[],
  };
  const answer = async <T>(value: () => T): Promise<T> => {
    if (kept.down) throw kept.down;
    return value();
  };
  const registry: Registry = {
    roles() {
      kept.asked.roles += 1;
      return answer(() => ({ champion: kept.champion, challengers: kept.challengers }));
    },
    versions(_, known = []) {
      kept.asked.versions += 1;
      kept.known = known.map((one) => one.id);
      return answer(() => kept.versions);
    },
    ...more,
  };
  const trainer = { pollEveryMs: 1, ...trains };
  const ports: Ports = {
    ...{ db, log: silentLog, surfaces: [] },
    store: () => Promise.reject(new Error('no store here')),
    backend: async () => ({ registry, trainer }) as never,
  };
  const cycle = cycleName('101' as never, model);
  let told = 0;
  const about = (command: Parameters<typeof tell<'cycle'>>[1]['command']) => {
    told += 1;
    return tell(db, { stream: cycle, command }, { cause: `test:${told}` });
  };
  return {
    ...{ db, kept, registry, ports, about },
    /** A promotion of v2 against v1, or of another pair, is asked for. */
    offer: (pair: { champion?: VersionId; challenger?: VersionId } = {}) =>
      about({
        ...{ type: 'propose_promotion', id: '101' as never, model, by: 'ada' as never, reason: 'better' },
        ...{ policy, evaluation: { ...evaluationOf('better'), ...pair } },
      }),
    async approve() {
      for (const by of voters.slice(1, 3)) {
        const state = await this.state();
        if (!('ballot' in state)) throw new Error(`nothing is asked: ${state.phase}`);
        await about({ type: 'vote', by, choice: 'yes', subject: state.ballot.subject });
      }
    },
    async state() {
      const [state] = await world.cycles();
      if (!state) throw new Error('there is no cycle');
      return state;
    },
    events: async (...types: string[]) =>
      (await readEvents(db, { model, types })).map(({ event }) => event).toReversed(),
    /** Models whose card was asked to be drawn since this was last asked. */
    async drawn() {
      const rows = await db.sql<{ model: ModelId }[]>`
        delete from outbox where kind = 'refresh_card' returning effect->>'model' as model`;
      return rows.map((row) => row.model);
    },
    others: async () => (await readModels(db)).map((known) => known.model.id).filter((one) => one !== model),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}
