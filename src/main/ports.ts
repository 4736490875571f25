/** Opens stores and backends as they are configured, once per configuration. */
import path from 'node:path';
import type { Backend } from '../backends/contract.ts';
import { kinds } from '../config/kinds.ts';
import { secret } from '../config/secret.ts';
import { environment, type Settings } from '../config/settings.ts';
import type { Db } from '../db/connect.ts';
import { readWorkspace } from '../db/read.ts';
import { reportRows } from '../db/reports.ts';
import { versionRows } from '../db/versions.ts';
import type { Ports } from '../effects/ports.ts';
import { Fault } from '../lib/fault.ts';
import { fingerprint } from '../lib/hash.ts';
import type { Log } from '../lib/log.ts';
import type { Store } from '../stores/contract.ts';

interface Closable {
  close(): Promise<void>;
}

export interface OpenPorts extends Ports {
  close(): Promise<void>;
}

export function openPorts(db: Db, settings: Pick<Settings, 'home' | 'dataRoots'>, log: Log): OpenPorts {
  const stores = opened<Store>();
  const backends = opened<Backend>();
  return {
    db,
    log,
    surfaces: [],
    async store({ store: id }) {
      const entry = entryOf((await readWorkspace(db)).stores, 'store', id);
      const kind = kindOf(kinds.stores, entry);
      return stores.get(entry, () =>
        kind.open(kind.config.parse(entry.config), { roots: settings.dataRoots, secret }),
      );
    },
    async backend(id) {
      const entry = entryOf((await readWorkspace(db)).backends, 'backend', id);
      const kind = kindOf(kinds.backends, entry);
      const workFolder = path.join(settings.home, 'backends', entry.id);
      const options = {
        id,
        workFolder,
        versions: versionRows(db),
        reports: reportRows(db, id),
        environment: environment(),
        secret,
      };
      return backends.get(entry, () => kind.open(kind.config.parse(entry.config), options));
    },
    async close() {
      await Promise.all([stores.close(), backends.close()]);
    },
  };
}

interface Entry {
  id: string;
  kind: string;
  config: unknown;
}

function entryOf<E extends Entry>(entries: E[], what: string, id: string): E {
  const entry = entries.find((one) => one.id === id);
  if (entry) return entry;
  throw new Fault(
    'not_configured',
    `There is no ${what} "${id}" any more; add it and run \`steward apply\`.`,
    {
      retry: 'never',
    },
  );
}

function kindOf<K extends { id: string }>(all: readonly K[], entry: Entry): K {
  const kind = all.find(({ id }) => id === entry.kind);
  if (kind) return kind;
  throw new Fault('not_configured', `This release has no kind "${entry.kind}" (${entry.id}).`, {
    retry: 'never',
  });
}

/** What was opened under a configuration is kept; another configuration opens anew and closes the old. */
function opened<T extends Closable>() {
  const open = new Map<string, { config: string; adapter: Promise<T> }>();
  return {
    get({ id, kind, config }: Entry, start: () => Promise<T>): Promise<T> {
      const wanted = fingerprint({ kind, config });
      const known = open.get(id);
      if (known?.config === wanted) return known.adapter;
      known?.adapter.then((old) => old.close()).catch(() => {});
      const adapter = start();
      open.set(id, { config: wanted, adapter });
      // What failed to open is opened again the next time.
      adapter.catch(() => open.delete(id));
      return adapter;
    },
    async close(): Promise<void> {
      const all = await Promise.allSettled([...open.values()].map(({ adapter }) => adapter));
      await Promise.all(all.map((one) => (one.status === 'fulfilled' ? one.value.close() : undefined)));
    },
  };
}
