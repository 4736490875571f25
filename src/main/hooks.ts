/** `POST /hooks/<backend>`: what a backend says by itself. The backend's adapter proves who is speaking. */
import type { Db } from '../db/connect.ts';
import { readModel } from '../db/read.ts';
import { type BackendId, type ModelId, namePattern } from '../domain/ids.ts';
import type { Ports } from '../effects/ports.ts';
import { enqueue } from '../engine/enqueue.ts';
import { Fault } from '../lib/fault.ts';

/** A state with all its parameters is far smaller. */
const mostBytes = 256 * 1024;

const statuses = { taken: 202, again: 200, unproven: 401, unusable: 400 } as const;

export const hearBackend =
  ({ backend, db, log }: Ports) =>
  async (request: Request): Promise<Response> => {
    const id = (new URL(request.url).pathname.split('/').at(-1) ?? '') as BackendId;
    // Names need no encoding; anything else is no name, and asks nothing of the database.
    if (!namePattern.test(id)) return new Response('', { status: 404 });
    try {
      const { hear } = await backend(id);
      if (!hear) return new Response('', { status: 404 });
      // Read first (the server stops far larger ones): a sender cut off while it writes would never see why.
      const body = new Uint8Array(await request.arrayBuffer());
      if (body.length > mostBytes) return new Response('', { status: 413 });
      const heard = await hear({ headers: Object.fromEntries(request.headers), body });
      if (heard.outcome === 'taken') await lookAgain(db, heard.models ?? []);
      return new Response(heard.outcome === 'unusable' ? heard.reason : '', {
        status: statuses[heard.outcome],
      });
    } catch (thrown) {
      // Whoever asks for a name that is not configured learns no more than that there is nothing.
      if (thrown instanceof Fault && thrown.code === 'not_configured')
        return new Response('', { status: 404 });
      log.error({ err: thrown, backend: id }, 'a delivery of a backend could not be taken');
      return new Response('', { status: 503 });
    }
  };

/** What changed elsewhere is seen at once, and not only when its registry is looked at the next time. */
async function lookAgain(db: Db, models: ModelId[]): Promise<void> {
  for (const model of models) {
    if (!(await readModel(db, model))) continue;
    await enqueue(db.sql, { kind: 'sync_registry', model });
  }
}
