/** Says and waits what carries a model through one whole cycle: asked for, approved, compared, promoted and rolled back. */
import type { Door } from '../../src/commands/router.ts';
import type { Db } from '../../src/db/connect.ts';
import { readSituation } from '../../src/db/situation.ts';
import type { OpenedCycle } from '../../src/domain/cycle/state.ts';
import type { ChannelId, ModelId, PersonId, VersionId } from '../../src/domain/ids.ts';
import type { Situation } from '../../src/domain/situation.ts';
import type { Ports } from '../../src/effects/ports.ts';
import { readRegistered, registryOf } from '../../src/effects/registered.ts';
import { worldNow } from '../../src/engine/clock.ts';

export interface Driven {
  db: Db;
  ports: Ports;
  router: Door;
  model: ModelId;
  channel: ChannelId;
  /** Runs what is due, and waits for the rest in its own way. */
  work(phase: OpenedCycle['phase'] | null): Promise<void>;
  /** No cycle is open yet: leads to where one can be asked for; true when it can be now. */
  ripe?(situation: Situation): Promise<boolean>;
  /** A challenger is to be compared: its training program writes what it predicts. */
  predict?(cycle: Extract<OpenedCycle, { phase: 'evaluating' }>): Promise<void>;
  withinMs?: number;
}

export interface Gone {
  /** Types of what happened, oldest first. */
  events: string[];
  /** The champions that the registry itself named, each once in its turn. */
  champions: (VersionId | null)[];
}

const people = {
  maya: { id: 'maya' as PersonId, name: 'Maya', groups: ['ml-eng'] },
  liam: { id: 'liam' as PersonId, name: 'Liam', groups: ['ml-eng', 'ml-leads'] },
};

/** Maya asks, Liam says yes. Throws when the cycle ends otherwise, or does not end in time. */
export async function driveCycle(driven: Driven): Promise<Gone> {
  const { db, ports, router, model, channel, work, ripe = async () => true } = driven;
  const say = (words: string, by: keyof typeof people) =>
    router.say(words, people[by] as never, { cause: `cycle:${words}`, channel });
  const champions: Gone['champions'] = [];
  const events = async () =>
    (await db.sql<{ type: string }[]>`select type from events order by seq`).map(({ type }) => type);
  let cycle: OpenedCycle | null = null;
  for (const late = performance.now() + (driven.withinMs ?? 60_000); performance.now() < late; ) {
    await work(cycle?.phase ?? null);
    const { champion } = await (await registryOf(ports, model)).roles(model);
    if (champions.at(-1) !== champion) champions.push(champion);
    if ((await events()).includes('champion_restored')) return { events: await events(), champions };
    const [now, registered] = [await worldNow(db.sql), await readRegistered(ports, model)];
    const situation = await readSituation(db, model, { now, registered });
    if (!situation) throw new Error('the model is gone');
    cycle = situation.cycle;
    if (cycle === null) {
      if (await ripe(situation)) await say(`retrain ${model} it drifted`, 'maya');
    } else if (cycle.phase === 'closed') {
      throw new Error(`the cycle ended: ${JSON.stringify(cycle.outcome)}`);
    } else if (cycle.phase === 'proposed' || cycle.phase === 'offered') {
      await say(`approve ${cycle.ballot.id}`, 'liam');
    } else if (cycle.phase === 'evaluating') {
      await driven.predict?.(cycle);
    } else if (cycle.phase === 'watching' && (await ripe(situation))) {
      await say(`rollback ${model} enough`, 'liam');
    }
  }
  throw new Error(`the cycle did not end in time: ${cycle?.phase}, after ${(await events()).join(', ')}`);
}
