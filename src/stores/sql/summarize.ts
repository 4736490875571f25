// Profiles of columns in as many statements as memory allows: of many rows each column's cells take some megabytes per thread.
import type { Layout, Profile } from '../../methods/summary.ts';
import type { Columns } from './engine.ts';
import { type Chunks, profileSql, readProfiles } from './profile.ts';
import type { Scope } from './scope.ts';
import { isComplete, type Tail, type Tails } from './tails.ts';

/** Columns that one statement counts; with a thousand in one their cells would fill the machine. */
const columnsAtOnce = 12;

interface Asking {
  scope: Scope;
  ask(sql: string): Promise<Columns>;
}

/** In the layouts' order. */
export async function summarize(
  layouts: Layout[],
  { scope, ask, tails }: Asking & { tails: Tails },
): Promise<Profile[]> {
  const count = async (some: Layout[], tailOf: (layout: Layout) => Tail | null) => {
    const profiles: Profile[] = [];
    for (const part of inParts(some, scope)) {
      profiles.push(...readProfiles(part, await ask(profileSql(scope, part, { tailOf }))));
    }
    return profiles;
  };
  // Few rows have few in the tails, and are compared in no time.
  const found = await count(layouts, (layout) => (isLarge(scope) ? tails.of(layout) : null));
  const again = layouts.filter((_, at) => !isComplete(found[at]!));
  const next = (await count(again, () => null)).values();
  const profiles = found.map((profile) => (isComplete(profile) ? profile : next.next().value!));
  if (isLarge(scope)) tails.learn(profiles);
  return profiles;
}

/** For each of `many` chunks, in the layouts' order. */
export async function summarizeChunks(
  layouts: Layout[],
  { scope, ask, chunks, many }: Asking & { chunks: Chunks; many: number },
): Promise<Profile[][]> {
  const each = Array.from({ length: many }, (): Profile[] => []);
  for (const part of inParts(layouts, scope)) {
    const counted = await ask(profileSql(scope, part, { chunks }));
    for (const [at, profiles] of each.entries()) profiles.push(...readProfiles(part, counted, at));
  }
  return each;
}

const isLarge = ({ relation }: Scope): boolean => relation.columnar && relation.isSmall === false;

function inParts(layouts: Layout[], scope: Scope): Layout[][] {
  const size = isLarge(scope) ? columnsAtOnce : layouts.length;
  const parts: Layout[][] = [];
  for (let at = 0; at < layouts.length; at += size) parts.push(layouts.slice(at, at + size));
  return parts;
}
