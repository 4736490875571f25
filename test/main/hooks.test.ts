import { expect, test } from 'vitest';
import type { Heard } from '../../src/backends/contract.ts';
import type { ModelId } from '../../src/domain/ids.ts';
import { silentLog } from '../../src/lib/log.ts';
import { hearBackend } from '../../src/main/hooks.ts';
import { startWorld } from '../commands/world.ts';

test('a delivery about a model has its registry looked at; one about none, or that is not taken, has not', async () => {
  await using world = await startWorld();
  const [known] = await world.db.sql<{ model: ModelId }[]>`
    select model from streams where kind = 'model' and open limit 1`;
  const deliver = async (heard: Heard) => {
    await world.db.sql`delete from outbox where kind = 'sync_registry'`;
    const backend = async () => ({ hear: async () => heard }) as never;
    const hook = hearBackend({ backend, db: world.db, log: silentLog } as never);
    const { status } = await hook(new Request('http://x/hooks/registry', { method: 'POST', body: '{}' }));
    const rows = await world.db
      .sql`select effect->>'model' as model from outbox where kind = 'sync_registry'`;
    return { status, models: rows.map(({ model }) => model) };
  };
  const models = [known!.model, 'nobody' as ModelId];
  expect(await deliver({ outcome: 'taken', models })).toEqual({ status: 202, models: [known!.model] });
  expect(await deliver({ outcome: 'again', models })).toEqual({ status: 200, models: [] });
  expect(await deliver({ outcome: 'taken' })).toEqual({ status: 202, models: [] });
  expect(await deliver({ outcome: 'unproven' })).toEqual({ status: 401, models: [] });
});
