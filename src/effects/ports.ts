/** What effects and commands may touch; `main` hands it in, opened. */
import type { Backend } from '../backends/contract.ts';
import type { Db } from '../db/connect.ts';
import type { BackendId, ChannelId } from '../domain/ids.ts';
import type { Model } from '../domain/model.ts';
import type { Log } from '../lib/log.ts';
import type { Store } from '../stores/contract.ts';
import type { Surface } from '../surfaces/contract.ts';

export interface Ports {
  db: Db;
  log: Log;
  /** The store of a model, opened once per configuration. Throws `Fault`. */
  store(model: Pick<Model, 'store'>): Promise<Store>;
  backend(id: BackendId): Promise<Backend>;
  surfaces: Surface[];
}

/** The surfaces that a channel is on. */
export async function surfacesOf({ surfaces }: Ports, channel: ChannelId): Promise<Surface[]> {
  const reached = await Promise.all(surfaces.map((surface) => surface.reaches(channel)));
  return surfaces.filter((_, index) => reached[index]);
}
