/** What a model's registry says, or the last that is known of it. Only who acts asks the registry itself. */
import type { Backend, Registry } from '../backends/contract.ts';
import { readModel } from '../db/read.ts';
import { readKept, type Said } from '../db/registered.ts';
import type { BackendId, ModelId } from '../domain/ids.ts';
import type { Lacking, Registered } from '../domain/situation.ts';
import { Fault } from '../lib/fault.ts';
import { minute } from '../lib/time.ts';
import type { Ports } from './ports.ts';
import { openRegistry, syncRegistry } from './sync-registry.ts';
import { noteProblem } from './watch-registry.ts';

export const registryOf = async (ports: Ports, model: ModelId): Promise<Registry> =>
  (await openRegistry(ports, model)).registry;

/** Longer than any pace: then no Steward runs that looks by itself. */
const staleMs = 10 * minute;

/** What was kept of it when it was last looked at. Never throws for a registry that is down. */
export async function readRegistered(ports: Ports, model: ModelId): Promise<Registered> {
  const kept = await readKept(ports.db, model);
  if (!kept?.current || kept.lookedAgoMs > staleMs) return lookAt(ports, model);
  return { ...kept, lacks: await lacksOf(ports, model) };
}

/** Asks the registry now; one that is down gives the last known answer, and the problem in a sentence. */
export async function lookAt(ports: Ports, model: ModelId): Promise<Registered> {
  const lacks = await lacksOf(ports, model);
  try {
    return { ...(await syncRegistry(ports, model)), lacks };
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    ports.log.warn({ err: thrown, model }, 'a registry did not answer');
    await noteProblem(ports, [model], thrown.message);
    const kept = await readKept(ports.db, model);
    return { ...(kept ?? nothing), problem: thrown.message, lacks };
  }
}

/** Of a model that is gone. */
const nothing: Said = {
  ...{ champion: null, challengers: [], versions: [], resolved: {} },
  ...{ since: null, outside: null, problem: null, answeredAt: null },
};

/** What cannot be opened is not known to lack anything; whoever uses it says what is wrong with it. */
async function lacksOf({ db, backend, log }: Ports, model: ModelId): Promise<Lacking[]> {
  const known = (await readModel(db, model))?.model;
  const open = async (id: BackendId | undefined): Promise<Backend | null> => {
    try {
      return id === undefined ? null : await backend(id);
    } catch (thrown) {
      log.warn({ err: thrown, backend: id }, 'a backend could not be opened');
      return null;
    }
  };
  const [keeps, trains] = await Promise.all([open(known?.registry), open(known?.trainer)]);
  const { registry } = keeps ?? {};
  const { trainer } = trains ?? {};
  return [
    ...(registry && !registry.assign ? (['promote'] as const) : []),
    ...(trainer && !trainer.cancel ? (['cancel'] as const) : []),
    ...(trainer && !trainer.find ? (['find'] as const) : []),
  ];
}
