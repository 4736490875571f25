// Profiles of columns in as many statements as memory allows: of many rows each column's cells take some megabytes per thread.
import { eachOf } from '../../lib/each-of.ts';
import type { CoarseProfile, Layout, Profile } from '../../methods/summary.ts';
import type { Chunks } from './branch.ts';
import type { Careful, Columns } from './engine.ts';
import { isFew, profileSql, readProfiles } from './profile.ts';
import type { Scope } from './scope.ts';
import { type Parts, readWithParts, type WithParts, withPartsSql } from './with-parts.ts';

/** Columns that one statement counts; with a thousand in one their cells would fill the machine. */
const columnsAtOnce = 12;
/** As many as one statement can group together. */
const columnsTogether = 31;
/** Of no more rows two statements run at once, because each begins and ends on one thread; of more it would come nearer to its deadline. */
const rowsForTwo = 2_000_000;

interface Asking {
  scope: Scope;
  ask(sql: string): Promise<Columns>;
  careful: Careful | undefined;
}

/** In the layouts' order. */
export async function summarize(layouts: Layout[], asking: Asking): Promise<Profile[]> {
  const found = new Map<Layout, Profile>();
  const { rows = Number.POSITIVE_INFINITY } = asking.scope.relation;
  await eachOf(inParts(layouts, asking.scope), rows > rowsForTwo ? 1 : 2, async (part) => {
    const columns = await counted(part, asking, (scope, layouts) => profileSql(scope, layouts, null));
    for (const [at, profile] of readProfiles(part, columns).entries()) found.set(part[at]!, profile);
  });
  return layouts.map((layout) => found.get(layout)!);
}

/** For each chunk, in the layouts' order. */
export async function summarizeChunks(
  layouts: Layout[],
  { chunks, ...asking }: Asking & { chunks: Chunks },
): Promise<Profile[][]> {
  const each = chunks.numbers.map(() => new Map<Layout, Profile>());
  for (const part of inParts(layouts, asking.scope)) {
    const columns = await counted(part, asking, (scope, layouts) => profileSql(scope, layouts, chunks));
    for (const [chunk, found] of each.entries()) {
      const profiles = readProfiles(part, columns, chunks.numbers[chunk]);
      for (const [at, layout] of part.entries()) found.set(layout, profiles[at]!);
    }
  }
  return each.map((found) => layouts.map((layout) => found.get(layout)!));
}

/** Of all rows, and coarsely of each chunk, in the layouts' order. */
export async function summarizeWithParts(
  layouts: Layout[],
  { chunks, resolution, ...asking }: Asking & Parts,
): Promise<WithParts> {
  const found = new Map<Layout, { profile: Profile; parts: CoarseProfile[] }>();
  for (const some of inParts(layouts, asking.scope)) {
    const columns = await counted(some, asking, (scope, layouts) =>
      withPartsSql(scope, layouts, { chunks, resolution }),
    );
    const { profiles, parts } = readWithParts(some, columns, chunks);
    for (const [at, layout] of some.entries()) {
      found.set(layout, { profile: profiles[at]!, parts: parts.map((part) => part[at]!) });
    }
  }
  return {
    profiles: layouts.map((layout) => found.get(layout)!.profile),
    parts: chunks.numbers.map((_, at) => layouts.map((layout) => found.get(layout)!.parts[at]!)),
  };
}

/** Few columns hold what an engine refuses to add up, so that care is taken after a refusal only. */
async function counted(
  layouts: Layout[],
  { scope, ask, careful }: Asking,
  statement: (scope: Scope, layouts: Layout[]) => string,
): Promise<Columns> {
  try {
    return await ask(statement(scope, layouts));
  } catch (thrown) {
    if (!careful?.isFor(thrown)) throw thrown;
    return ask(statement({ ...scope, dialect: careful.dialect }, layouts.map(rowByRow)));
  }
}

/** A value times its rows may be too large where their sum would not be. */
function rowByRow(layout: Layout): Layout {
  if (layout.kind !== 'numeric') return layout;
  const { stepped, ...others } = layout;
  return others;
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
