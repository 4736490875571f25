/** Brings what the files say into the database, through the same door as everything else. */
import { randomUUID } from 'node:crypto';
import { nameOf } from '../commands/open-cycle.ts';
import type { Configuration } from '../config/configuration.ts';
import { type Change, type Current, plan } from '../config/plan.ts';
import type { Db } from '../db/connect.ts';
import { readCycles, readModels, readWorkspace } from '../db/read.ts';
import { seedChampion } from '../db/versions.ts';
import type { Model } from '../domain/model.ts';
import { sayRejection } from '../domain/rejection.ts';
import { modelName, workspaceName } from '../engine/streams.ts';
import { type Command, type TellOptions, tellAll } from '../engine/tell.ts';
import { planSchedules } from '../engine/tick.ts';
import { Fault } from '../lib/fault.ts';

/** What the database holds now, as the plan wants it. */
export async function readCurrent(db: Db): Promise<Current> {
  const models = await readModels(db);
  const open = await Promise.all(
    models.map(({ model }) => readCycles(db, model.id, Number.MAX_SAFE_INTEGER)),
  );
  const workspace = await readWorkspace(db);
  return {
    configuration: { ...workspace, models: models.map(({ model }) => model) },
    fromChat: [
      ...models.flatMap(({ model, managedBy }) =>
        managedBy === 'chat' ? [{ section: 'models' as const, id: model.id }] : [],
      ),
      ...workspace.channels.flatMap(({ id, managedBy }) =>
        managedBy === 'chat' ? [{ section: 'channels' as const, id }] : [],
      ),
    ],
    openCycles: open.flat().map((cycle) => ({ model: cycle.model, cycle: nameOf(cycle) })),
  };
}

export const planApply = async (
  db: Db,
  wanted: Configuration,
  options: { prune: boolean },
): Promise<Change[]> => plan(await readCurrent(db), wanted, options);

/** All of it in one transaction, or nothing. Throws `Fault` when a removal is refused. */
export async function apply(db: Db, wanted: Configuration, { prune }: { prune: boolean }): Promise<Change[]> {
  const current = await readCurrent(db);
  const changes = plan(current, wanted, { prune });
  const refused = changes.find((change) => change.kind === 'remove' && change.refused !== null);
  if (refused?.kind === 'remove') {
    throw new Fault('apply_refused', `${refused.id} cannot be removed: ${refused.refused}.`, {
      retry: 'never',
    });
  }
  const commands = commandsFor(current, wanted, changes);
  const told = await tellAll(db, commands, { cause: `apply:${randomUUID()}`, also: seed(wanted.models) });
  const no = told.find((answer) => !answer.ok);
  if (no && !no.ok) throw new Fault('apply_refused', sayRejection(no.error), { retry: 'never' });
  await planSchedules(db);
  return changes;
}

function commandsFor(current: Current, wanted: Configuration, changes: Change[]): Command[] {
  const removed = new Set(
    changes.flatMap((change) => (change.kind === 'remove' ? [`${change.section}.${change.id}`] : [])),
  );
  const merged = <T extends { id: string }>(
    section: Exclude<keyof Configuration, 'models'>,
    before: T[],
    after: T[],
  ) => [
    ...after,
    ...before.filter(({ id }) => !after.some((one) => one.id === id) && !removed.has(`${section}.${id}`)),
  ];
  const { configuration } = current;
  const workspace = {
    people: merged('people', configuration.people, wanted.people),
    groups: merged('groups', configuration.groups, wanted.groups),
    channels: merged('channels', configuration.channels, wanted.channels),
    stores: merged('stores', configuration.stores, wanted.stores),
    backends: merged('backends', configuration.backends, wanted.backends),
    policies: merged('policies', configuration.policies, wanted.policies),
  };
  return [
    { stream: workspaceName, command: { type: 'configure_workspace', workspace, by: null } },
    ...wanted.models.map(
      (model): Command => ({
        stream: modelName(model.id),
        command: { type: 'configure', model, managedBy: 'file', by: null },
      }),
    ),
    ...configuration.models
      .filter(({ id }) => removed.has(`models.${id}`))
      .map(({ id }): Command => ({ stream: modelName(id), command: { type: 'remove', by: null } })),
  ];
}

/** Steward's own registry learns each model's first champion from its configuration. */
const seed =
  (models: Model[]): NonNullable<TellOptions['also']> =>
  async (sql, now) => {
    const lineage = {
      data: null,
      code: null,
      params: null,
      environment: null,
      trainedUntil: null,
      parent: null,
    };
    for (const { id: model, registry, initialVersion: id } of models) {
      if (registry !== 'builtin' || id === undefined) continue;
      await seedChampion(sql, model, { id, createdAt: now, lineage, metrics: {} });
    }
  };
