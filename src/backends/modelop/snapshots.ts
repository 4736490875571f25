/** Snapshots (deployable models) of a stored model. The stage of one says whether it is used; a life cycle changes that. */
import { z } from 'zod';
import type { ModelId, VersionId } from '../../domain/ids.ts';
import { minute, second } from '../../lib/time.ts';
import type { Operation, RoleChange } from '../contract.ts';
import { described, versionFrom } from '../described.ts';
import { type Api, parsed, wordFor } from '../outbound/api.ts';
import { expectDone } from '../outbound/started.ts';
import type { Roster, VersionSystem, Written } from '../switch-over.ts';
import type { LifeCycle, LifeCycles } from './life-cycles.ts';
import { everyItem } from './pages.ts';

const Snapshot = z.object({
  id: z.string(),
  createdDate: z.string().nullish(),
  storedModel: z.object({
    id: z.string(),
    modelMetaData: z
      .object({
        modelStage: z.string().nullish(),
        custom: z.record(z.string(), z.unknown()).nullish(),
      })
      .nullish(),
  }),
});
type Snapshot = z.infer<typeof Snapshot>;

const createdAt = ({ createdDate }: Snapshot): number => Date.parse(createdDate ?? '') || 0;

/** Custom fields describe it; ModelOp keeps no dots in their names, so that `steward_code` stands for `steward.code`. */
const textOf = ({ storedModel }: Snapshot): Record<string, string> =>
  Object.fromEntries(
    Object.entries(storedModel.modelMetaData?.custom ?? {}).flatMap(([name, value]) =>
      ['string', 'number', 'boolean'].includes(typeof value)
        ? [[name.replace(/^(steward|metric|param)_/, '$1.'), String(value)]]
        : [],
    ),
  );

/** @param idOf ModelOp's id of a model; null for one that is not configured */
export const snapshots = (api: Api, idOf: (model: ModelId) => string | null): VersionSystem<Snapshot> => ({
  async list(model) {
    const stored = idOf(model);
    if (stored === null) return [];
    const all = await everyItem(api, Snapshot, { entity: 'deployableModels', at: '/deployableModels' });
    return all
      .filter(({ storedModel }) => storedModel.id === stored)
      .toSorted((a, b) => createdAt(a) - createdAt(b));
  },
  describe: (one) => versionFrom({ id: one.id, createdAt: createdAt(one), text: textOf(one) }),
  isMadeBy: (one, { key }) => textOf(one)[described.key] === key,
});

/** Of a life cycle that promotes: its id, the model, and the version that it is to make champion. */
const Promotion = z.tuple([z.string(), z.string(), z.string()]);

const words: Record<string, 'going' | 'done' | 'ended'> = {
  ACTIVE: 'going',
  SUSPENDED: 'going',
  COMPLETED: 'done',
  EXTERNALLY_TERMINATED: 'ended',
  INTERNALLY_TERMINATED: 'ended',
};

export interface StageOptions {
  /** Of the version that is used, as this site writes it. */
  stage: string;
  /** Begins the life cycle that changes it. */
  signal: string;
  idOf(model: ModelId): string | null;
}

export function stageRoster(
  { list }: VersionSystem<Snapshot>,
  cycles: LifeCycles,
  { stage, signal, idOf }: StageOptions,
): Roster & Required<Pick<Roster, 'operation'>> {
  async function championOf(model: ModelId): Promise<VersionId | null> {
    const used = (await list(model)).filter((one) => one.storedModel.modelMetaData?.modelStage === stage);
    return (used.at(-1)?.id as VersionId | undefined) ?? null;
  }
  const begunAs = async ({ model, to }: RoleChange, { id }: LifeCycle): Promise<NonNullable<Written>> => {
    const operation = JSON.stringify([id, model, to]);
    return { outcome: (await cycles.waits(id)) ? 'needs_approval' : 'pending', operation };
  };
  /** A no of a person may be an end as good as any; only the stage tells. What was written last may be seen a moment later. */
  async function becameOf(
    cycle: LifeCycle,
    { model, to }: Pick<RoleChange, 'model' | 'to'>,
  ): Promise<Operation> {
    const state = wordFor(cycle.state, words);
    if (state === 'going') {
      return { state: 'pending', ...((await cycles.waits(cycle.id)) && { waitsForApproval: true }) };
    }
    if (state !== 'done' && state !== 'ended') return state;
    if ((await championOf(model)) === to) return { state: 'done' };
    const late = state === 'done' && Date.now() - (cycle.endedAt ?? 0) < minute;
    const reason = `the life cycle in ModelOp ended without making it the champion (${cycle.reason ?? cycle.state})`;
    return late ? { state: 'pending' } : { state: 'failed', reason };
  }
  return {
    pollEveryMs: 15 * second,
    roles: async (model) => ({ champion: await championOf(model), challengers: [] }),
    async write(change, key) {
      const { model, to, expected } = change;
      const known = await cycles.newest(key);
      if (known) {
        const now = await becameOf(known, change);
        return now.state === 'failed' ? { outcome: 'refused', reason: now.reason } : begunAs(change, known);
      }
      const variables = {
        ...{ STEWARD_KEY: key, STEWARD_MODEL: model, STEWARD_CHAMPION: expected ?? '' },
        ...{ MODEL_ID: to, STORED_MODEL_ID: idOf(model) ?? '' },
      };
      expectDone(await cycles.signal(signal, variables));
      const begun = await cycles.newest(key);
      if (begun) return begunAs(change, begun);
      return { outcome: 'refused', reason: `no life cycle in ModelOp begins with the signal ${signal}` };
    },
    async operation(text) {
      const named = Promotion.safeParse(parsed(text)).data;
      if (!named) return { state: 'unknown', raw: 'no life cycle of ModelOp' };
      const [id, model, to] = named;
      return becameOf(await cycles.get(id), { model: model as ModelId, to: to as VersionId });
    },
  };
}
