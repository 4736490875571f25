/** Opens a backend that is configured nowhere yet, and asks whether it can be used; changes nothing there. */
import path from 'node:path';
import type { BackendKind, ReportRows, VersionRows } from '../backends/contract.ts';
import { secret } from '../config/secret.ts';
import { environment } from '../config/settings.ts';
import type { BackendId } from '../domain/ids.ts';

/** What it answers. Throws `Fault` as the backend does, and `secret_missing` (never) for a reference that leads nowhere. */
export async function tryBackend(
  // biome-ignore lint/suspicious/noExplicitAny: kinds with different settings have no common type but this.
  kind: BackendKind<any>,
  { id, settings, home }: { id: string; settings: unknown; home: string },
): Promise<string> {
  const backend = await kind.open(kind.config.parse(settings), {
    id: id as BackendId,
    workFolder: path.join(home, 'backends', id),
    versions: nothing as VersionRows,
    reports: nothing as ReportRows,
    environment: environment(),
    secret,
  });
  try {
    return await backend.probe();
  } finally {
    await backend.close();
  }
}

/** A look needs no rows; whoever asks for some has a mistake in its probe. */
const nothing: unknown = new Proxy(
  {},
  {
    get: (_, name) => () => Promise.reject(new Error(`a probe asked for rows: ${String(name)}`)),
  },
);
