/** When registries are looked at: at their own pace, and at once when something was said about a model. */
import { readModel, readModels } from '../db/read.ts';
import { keepProblem } from '../db/registered.ts';
import type { Effect } from '../domain/effect.ts';
import type { ModelId } from '../domain/ids.ts';
import { worldNow } from '../engine/clock.ts';
import { enqueue } from '../engine/enqueue.ts';
import type { Ran } from '../engine/outbox.ts';
import { Fault } from '../lib/fault.ts';
import { minute } from '../lib/time.ts';
import type { Ports } from './ports.ts';
import { lastSwitch, syncRegistry } from './sync-registry.ts';

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

/** One look, because something was said or done; nobody waits for its answer. */
export async function syncOnce(ports: Ports, { model }: Of<'sync_registry'>): Promise<Ran> {
  if ((await readModel(ports.db, model)) === null) return 'done';
  await syncRegistry(ports, model);
  return 'done';
}

/** Looks at every model of a registry at its own pace, for as long as a model is there. */
export async function watchRegistry(ports: Ports, { backend }: Of<'watch_registry'>): Promise<Ran> {
  const models = (await readModels(ports.db))
    .map(({ model }) => model)
    .filter(({ registry }) => registry === backend);
  if (models.length === 0) return 'done';
  for (const [index, { id }] of models.entries()) {
    try {
      await syncRegistry(ports, id);
    } catch (thrown) {
      // One that breaks keeps none of the others from being looked at.
      if (!(thrown instanceof Fault)) {
        ports.log.error({ err: thrown, model: id, backend }, 'what a registry said could not be kept');
        continue;
      }
      ports.log.warn({ err: thrown, model: id, backend }, 'a registry did not answer');
      const away = thrown.retry !== 'never';
      const asked = models.slice(index, away ? models.length : index + 1);
      await noteProblem(
        ports,
        asked.map((model) => model.id),
        thrown.message,
      );
      if (away) return { again: Math.max(minute, thrown.afterMs ?? 0) };
    }
  }
  const opened = await ports.backend(backend).catch(() => null);
  return { again: opened?.registry?.lookEveryMs ?? minute };
}

/** The last answer stays, and every card that is out says that it is the last. */
export async function noteProblem({ db }: Ports, models: ModelId[], problem: string): Promise<void> {
  const at = await worldNow(db.sql);
  for (const model of models) {
    const isNews = await keepProblem(db, model, { problem, last: await lastSwitch(db, model) });
    if (isNews) await enqueue(db.sql, { kind: 'refresh_card', model, at });
  }
}
