/** Moving the champion where the system itself has no condition under which it writes: look, compare, write, look again. */
import type { VersionId } from '../domain/ids.ts';
import type { Assigned, RoleChange } from './contract.ts';

export interface Slot {
  /** Whether there is such a version. */
  knows(version: VersionId): Promise<boolean>;
  champion(): Promise<VersionId | null>;
  /** Answers what is not done at once: that it is pending, or why it cannot be. Throws `Fault`. */
  write(version: VersionId): Promise<Exclude<Assigned, { outcome: 'done' }> | undefined>;
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
