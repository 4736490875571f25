/** Moving the champion where the system itself has no condition under which it writes: look, compare, write, look again. */
import type { ModelId, RunId, VersionId } from '../domain/ids.ts';
import type { Version } from '../domain/version.ts';
import type { Assigned, Registry, RoleChange, Roles } from './contract.ts';

/** Undefined: it is written. */
export type Written = Exclude<Assigned, { outcome: 'done' }> | undefined;

export interface Slot {
  /** Whether there is such a version. */
  knows(version: VersionId): Promise<boolean>;
  champion(): Promise<VersionId | null>;
  /** Answers what is not done at once: that it is pending, or why it cannot be. Throws `Fault`. */
  write(version: VersionId): Promise<Written>;
}

/** Between look and write somebody else may write: the last one wins, and who looks again says so. */
export async function switchOver(
  { model, to, expected }: RoleChange,
  { knows, champion, write }: Slot,
): Promise<Assigned> {
  if (!(await knows(to))) {
    return { outcome: 'refused', reason: `${model} has no version "${to.slice(0, 80)}"` };
  }
  const before = await champion();
  if (before === to) return { outcome: 'done' };
  if (before !== expected) return { outcome: 'conflict', actual: before };
  const written = await write(to);
  if (written) return written;
  const actual = await champion();
  return actual === to ? { outcome: 'done' } : { outcome: 'conflict', actual };
}

/** Where it stands who is champion, and how that is changed. */
export interface Roster extends Pick<Registry, 'roles' | 'operation' | 'pollEveryMs'> {
  /** @param key of this promotion: sent again with the same one, it is the same */
  write(change: RoleChange, key: string): Promise<Written>;
  /** What still goes on although the roles look as they were asked for. */
  moving?(model: ModelId): Promise<Written>;
}

/** Of versions that are deployed: who gets most of the traffic is the champion, who gets none challenges. */
export function rolesByTraffic(deployed: readonly { version: VersionId; share: number }[]): Roles {
  const most = deployed.toSorted((a, b) => b.share - a.share)[0];
  const champion = most && most.share > 0 ? most.version : null;
  const others = deployed.filter(({ share, version }) => share === 0 && version !== champion);
  return { champion, challengers: [...new Set(others.map(({ version }) => version))] };
}

export interface VersionSystem<Listed extends { id: string }> {
  /** Those that are ready, oldest first; none for a model that the system does not have. */
  list(model: ModelId): Promise<Listed[]>;
  describe(listed: Listed): Version;
  /** Whether it was made by this run. */
  isMadeBy(listed: Listed, by: { run: RunId; key: string }): boolean;
}

/** A registry whose list says all about its versions. */
export function registryOf<Listed extends { id: string }>(
  { list, describe, isMadeBy }: VersionSystem<Listed>,
  { write, moving, ...roster }: Roster,
): Registry {
  return {
    ...roster,
    versions: async (model) => (await list(model)).map(describe),
    async assign(change, key) {
      const { model } = change;
      const assigned = await switchOver(change, {
        knows: async (version) => (await list(model)).some(({ id }) => id === version),
        champion: async () => (await roster.roles(model)).champion,
        write: () => write(change, key),
      });
      return (assigned.outcome === 'done' && (await moving?.(model))) || assigned;
    },
    produced: async (model, by) =>
      (await list(model))
        .filter((one) => isMadeBy(one, by))
        .toReversed()
        .map(describe),
  };
}
