// Profiles of columns in as many statements as memory allows: of many rows each column's cells take some megabytes per thread.
import type { Layout, Profile } from '../../methods/summary.ts';
import type { Chunks } from './branch.ts';
import type { Careful, Columns } from './engine.ts';
import { isFew, profileSql, readProfiles, type Ways } from './profile.ts';
import type { Scope } from './scope.ts';
import { isComplete, type Tail, type Tails } from './tails.ts';

/** Columns that one statement counts; with a thousand in one their cells would fill the machine. */
const columnsAtOnce = 12;
/** As many as one statement can group together. */
const columnsTogether = 31;

interface Asking {
  scope: Scope;
  ask(sql: string): Promise<Columns>;
  careful: Careful | undefined;
}

/** In the layouts' order. */
export async function summarize(
  layouts: Layout[],
  { tails, ...asking }: Asking & { tails: Tails },
): Promise<Profile[]> {
  const { scope } = asking;
  const count = async (some: Layout[], tailOf: (layout: Layout) => Tail | null) => {
    const found = new Map<Layout, Profile>();
    for (const part of inParts(some, scope)) {
      const profiles = readProfiles(part, await counted(part, asking, { tailOf }));
      for (const [at, layout] of part.entries()) found.set(layout, profiles[at]!);
    }
    return some.map((layout) => found.get(layout)!);
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
  { chunks, many, ...asking }: Asking & { chunks: Chunks; many: number },
): Promise<Profile[][]> {
  const each = Array.from({ length: many }, () => new Map<Layout, Profile>());
  for (const part of inParts(layouts, asking.scope)) {
    const columns = await counted(part, asking, { chunks });
    for (const [chunk, found] of each.entries()) {
      const profiles = readProfiles(part, columns, chunk);
      for (const [at, layout] of part.entries()) found.set(layout, profiles[at]!);
    }
  }
  return each.map((found) => layouts.map((layout) => found.get(layout)!));
}

/** Few columns hold what an engine refuses to add up, so that care is taken after a refusal only. */
async function counted(layouts: Layout[], { scope, ask, careful }: Asking, ways: Ways): Promise<Columns> {
  try {
    return await ask(profileSql(scope, layouts, ways));
  } catch (thrown) {
    if (!careful?.isFor(thrown)) throw thrown;
    return ask(profileSql({ ...scope, dialect: careful.dialect }, layouts, ways));
  }
}

const isLarge = ({ relation }: Scope): boolean => relation.columnar && relation.isSmall === false;

function inParts(layouts: Layout[], scope: Scope): Layout[][] {
  const size = isLarge(scope) ? columnsAtOnce : columnsTogether;
  // Branches of numbers alone can be shared among workers.
  const isNumeric = ({ kind }: Layout) => kind === 'numeric';
  const groups = scope.relation.few
    ? [
        layouts.filter(isNumeric),
        layouts.filter((layout) => !isNumeric(layout) && !isFew(scope, layout)),
        layouts.filter((layout) => isFew(scope, layout)),
      ]
    : [layouts];
  const parts: Layout[][] = [];
  for (const group of groups) {
    for (let at = 0; at < group.length; at += size) parts.push(group.slice(at, at + size));
  }
  return parts;
}
