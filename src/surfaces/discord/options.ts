import type { Log } from '../../lib/log.ts';
import type { Directory, Router } from '../contract.ts';

/** What can follow `/model`, as the registry of commands describes it. */
export interface Verb {
  verb: string;
  /** `retrain MODEL REASON` */
  usage: string;
  /** A message of the catalogs. */
  does: string;
}

export interface DiscordOptions {
  router: Router;
  directory: Directory;
  log: Log;
  verbs: Verb[];
  botToken: string;
  /** The only server whose people may use it; null: those of our channels. */
  guild: string | null;
  /** Of a server that speaks Discord's API; null: Discord's own. */
  apiUrl: string | null;
}
