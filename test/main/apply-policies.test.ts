/** Policies that files say reach models that were registered in chat. */
import { expect, test } from 'vitest';
import type { Configuration } from '../../src/config/configuration.ts';
import { readModel, readModels, readWorkspace } from '../../src/db/read.ts';
import { resolvePolicy, type SharedPolicy } from '../../src/domain/shared-policy.ts';
import { modelName } from '../../src/engine/streams.ts';
import { tell } from '../../src/engine/tell.ts';
import { apply, planApply } from '../../src/main/apply.ts';
import { model, startWorld, type World } from '../commands/world.ts';

const policy = (promote: SharedPolicy['says']['promote']): SharedPolicy => ({
  id: 'city',
  tags: ['city'],
  says: { ...(promote && { promote }) },
});

/** The demo, whose Fremont model somebody registered in chat. */
async function inChat(world: World): Promise<(policies: SharedPolicy[]) => Promise<Configuration>> {
  const known = (await readModel(world.db, model))!.model;
  const own = { ...known, policy: resolvePolicy(known, {}, []) };
  const command = { type: 'configure' as const, model: own, managedBy: 'chat' as const, by: 'maya' as never };
  await tell(world.db, { stream: modelName(model), command }, { cause: 'registered' });
  return async (policies) => ({
    ...(await readWorkspace(world.db)),
    policies,
    models: (await readModels(world.db)).map((one) => one.model).filter(({ id }) => id !== model),
  });
}
const promoteNow = async (world: World) => (await readModel(world.db, model))!;

test('a policy that changes is followed, shown before, and given up when it is gone', async () => {
  await using world = await startWorld();
  const files = await inChat(world);
  const wanted = await files([policy({ quorum: 2, groups: ['ml-leads' as never] })]);
  const changes = await planApply(world.db, wanted, { prune: false });
  expect(changes).toMatchObject([
    { kind: 'add', section: 'policies', id: 'city' },
    { kind: 'change', section: 'models', id: model, takeover: false },
  ]);
  expect(JSON.stringify(changes)).toContain('policy.promote.quorum');
  await apply(world.db, wanted, { prune: false });
  expect(await promoteNow(world)).toMatchObject({
    managedBy: 'chat',
    model: { policy: { from: ['city'], promote: { quorum: 2, groups: ['ml-leads'] } } },
  });
  expect(await planApply(world.db, wanted, { prune: false })).toEqual([]);
  // What the files no longer hold stays until they are pruned.
  await apply(world.db, await files([]), { prune: false });
  expect((await promoteNow(world)).model.policy.from).toEqual(['city']);
  await apply(world.db, await files([]), { prune: true });
  const { policy: own } = (await promoteNow(world)).model;
  expect([own.from, own.promote.quorum]).toEqual([undefined, 1]);
});

test('one that a model of chat could not live with is refused as a whole, with the model and why', async () => {
  await using world = await startWorld();
  const files = await inChat(world);
  const wanted = await files([policy({ quorum: 4, groups: ['ml-leads' as never] })]);
  const why =
    /fremont-bridge, which was registered in chat, cannot follow these policies: nobody could promote/;
  await expect(planApply(world.db, wanted, { prune: false })).rejects.toThrow(why);
  await expect(apply(world.db, wanted, { prune: false })).rejects.toThrow(why);
  expect((await readWorkspace(world.db)).policies).toEqual([]);
  expect((await promoteNow(world)).model.policy.promote.quorum).toBe(1);
});
