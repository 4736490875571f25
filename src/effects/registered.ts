/** What a model's registry says, or the last that is known of it. */
import type { Registry } from '../backends/contract.ts';
import { readEvents, readModel } from '../db/read.ts';
import type { ModelId, VersionId } from '../domain/ids.ts';
import type { Registered } from '../domain/situation.ts';
import { Fault } from '../lib/fault.ts';
import type { Instant } from '../lib/time.ts';
import type { Ports } from './ports.ts';

export async function registryOf(ports: Ports, model: ModelId): Promise<Registry> {
  const known = await readModel(ports.db, model);
  const registry = known && (await ports.backend(known.model.registry)).registry;
  if (!registry) throw new Fault('no_registry', `${model} has no registry any more.`, { retry: 'never' });
  return registry;
}

/** Never throws for a registry that is down: it answers the last known champion, and the problem in a sentence. */
export async function readRegistered(ports: Ports, model: ModelId): Promise<Registered> {
  const last = await lastSwitch(ports, model);
  try {
    const registry = await registryOf(ports, model);
    const [roles, versions] = await Promise.all([registry.roles(model), registry.versions(model)]);
    const since = last?.to === roles.champion ? last.at : null;
    return { ...roles, since, versions, problem: null };
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    ports.log.warn({ err: thrown, model }, 'a registry did not answer');
    return {
      champion: last?.to ?? null,
      since: last?.at ?? null,
      versions: [],
      challengers: [],
      problem: thrown.message,
    };
  }
}

async function lastSwitch(ports: Ports, model: ModelId): Promise<{ to: VersionId; at: Instant } | null> {
  const [newest] = await readEvents(ports.db, {
    model,
    types: ['champion_switched', 'champion_restored'],
    most: 1,
  });
  return newest ? { to: newest.event.to as VersionId, at: newest.at } : null;
}
