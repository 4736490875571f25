/** Brings what the files say into the database, through the same door as everything else. */
import { randomUUID } from 'node:crypto';
import { nameOf } from '../commands/open-cycle.ts';
import type { Configuration } from '../config/configuration.ts';
import { type Change, type Current, plan } from '../config/plan.ts';
import { resolvedAgain, whyNotAgain } from '../config/resolved-again.ts';
import type { Db } from '../db/connect.ts';
import { readCycles, readModels, readWorkspace } from '../db/read.ts';
import { seedChampion } from '../db/versions.ts';
import type { Model } from '../domain/model.ts';
import { sayRejection } from '../domain/rejection.ts';
import type { Configured } from '../domain/workspace-stream.ts';
import { modelName, workspaceName } from '../engine/streams.ts';
import { type Command, type TellOptions, tellAll } from '../engine/tell.ts';
import { planSchedules } from '../engine/tick.ts';
import { Fault } from '../lib/fault.ts';
import { redraw } from './redraw.ts';

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

export async function planApply(
  db: Db,
  wanted: Configuration,
  options: { prune: boolean },
): Promise<Change[]> {
  const current = await readCurrent(db);
  const changes = plan(current, wanted, options);
  again(current, merged(current, wanted, changes), wanted);
  return changes;
}

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
  const workspace = merged(current, wanted, changes);
  const commands = commandsFor(current, wanted, { changes, workspace });
  const told = await tellAll(db, commands, {
    cause: `apply:${randomUUID()}`,
    async also(sql, at) {
      await seed(wanted.models)(sql, at);
      const channels = { before: current.configuration.channels, after: workspace.channels };
      await redraw(sql, channels, { models: [...current.configuration.models, ...wanted.models], at });
    },
  });
  const no = told.find((answer) => !answer.ok);
  if (no && !no.ok) throw new Fault('apply_refused', sayRejection(no.error), { retry: 'never' });
  await planSchedules(db);
  return changes;
}

const removedIn = (changes: Change[]): Set<string> =>
  new Set(changes.flatMap((change) => (change.kind === 'remove' ? [`${change.section}.${change.id}`] : [])));

/** What files say, with what was there before and stays. */
function merged({ configuration }: Current, wanted: Configuration, changes: Change[]): Configured {
  const removed = removedIn(changes);
  const both = <T extends { id: string }>(
    section: Exclude<keyof Configuration, 'models'>,
    before: T[],
    after: T[],
  ) => [
    ...after,
    ...before.filter(({ id }) => !after.some((one) => one.id === id) && !removed.has(`${section}.${id}`)),
  ];
  return {
    people: both('people', configuration.people, wanted.people),
    groups: both('groups', configuration.groups, wanted.groups),
    channels: both('channels', configuration.channels, wanted.channels),
    stores: both('stores', configuration.stores, wanted.stores),
    backends: both('backends', configuration.backends, wanted.backends),
    policies: both('policies', configuration.policies, wanted.policies),
  };
}

/** Models of chat that follow other policies from now on. Throws `Fault` when one of them could not. */
function again(current: Current, workspace: Configured, wanted: Configuration): Model[] {
  const models = resolvedAgain(current, wanted, workspace.policies);
  const why = whyNotAgain(models, { ...workspace, models: wanted.models });
  if (why !== null) throw new Fault('apply_refused', `${why}.`, { retry: 'never' });
  return models;
}

function commandsFor(
  current: Current,
  wanted: Configuration,
  { changes, workspace }: { changes: Change[]; workspace: Configured },
): Command[] {
  const removed = removedIn(changes);
  const { configuration } = current;
  return [
    { stream: workspaceName, command: { type: 'configure_workspace', workspace, by: null } },
    ...wanted.models.map(
      (model): Command => ({
        stream: modelName(model.id),
        command: { type: 'configure', model, managedBy: 'file', by: null },
      }),
    ),
    ...again(current, workspace, wanted).map(
      (model): Command => ({
        stream: modelName(model.id),
        command: { type: 'configure', model, managedBy: 'chat', by: null },
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
