// Profiles of columns in as many statements as memory allows: of many rows each column's cells take some megabytes per thread.
import { eachOf } from '../../lib/each-of.ts';
import { outermost } from '../../methods/grid.ts';
import type { Layout, Profile } from '../../methods/summary.ts';
import type { Chunks } from './branch.ts';
import type { Careful, Columns } from './engine.ts';
import { isFew, profileSql, readProfiles } from './profile.ts';
import type { Scope } from './scope.ts';
import { hasTooMany } from './values.ts';
import { type Parts, readWithParts, type WithParts, withPartsSql } from './with-parts.ts';

/** Columns of files that one statement counts; with a thousand in one their cells would fill the machine. */
const columnsAtOnce = 15;
/** Elsewhere as many as one statement can group together. */
const columnsTogether = 31;
/** Of no more rows two statements run at once, because each begins and ends on one thread; of more it would come nearer to its deadline. */
const rowsForTwo = 2_000_000;

interface Asking {
  scope: Scope;
  ask(sql: string): Promise<Columns>;
  careful: Careful | undefined;
}

/** What is asked of some columns, and how the answer reads. */
interface Question<Answer> {
  sql(scope: Scope, layouts: Layout[]): string;
  /** In the layouts' order. */
  read(layouts: Layout[], columns: Columns): Answer[];
  /** Whole profiles within an answer. */
  profiles(answer: Answer): Profile[];
  /** Statements at once; one where not given. */
  atOnce?: number;
}

/** In the layouts' order. */
export function summarize(layouts: Layout[], asking: Asking): Promise<Profile[]> {
  const { rows = Number.POSITIVE_INFINITY } = asking.scope.relation;
  return answersTo(
    {
      sql: (scope, some) => profileSql(scope, some, null),
      read: (some, columns) => readProfiles(some, columns),
      profiles: (profile) => [profile],
      atOnce: rows > rowsForTwo ? 1 : 2,
    },
    layouts,
    asking,
  );
}

/** For each chunk, in the layouts' order. */
export async function summarizeChunks(
  layouts: Layout[],
  { chunks, ...asking }: Asking & { chunks: Chunks },
): Promise<Profile[][]> {
  const perColumn = await answersTo(
    {
      sql: (scope, some) => profileSql(scope, some, chunks),
      read(some, columns) {
        const each = chunks.numbers.map((number) => readProfiles(some, columns, number));
        return some.map((_, at) => each.map((profiles) => profiles[at]!));
      },
      profiles: (each) => each,
    },
    layouts,
    asking,
  );
  return chunks.numbers.map((_, chunk) => perColumn.map((each) => each[chunk]!));
}

/** Of all rows, and coarsely of each chunk, in the layouts' order. */
export async function summarizeWithParts(
  layouts: Layout[],
  { chunks, resolution, ...asking }: Asking & Parts,
): Promise<WithParts> {
  const perColumn = await answersTo(
    {
      sql: (scope, some) => withPartsSql(scope, some, { chunks, resolution }),
      read(some, columns) {
        const { profiles, parts } = readWithParts(some, columns, chunks);
        return profiles.map((profile, at) => ({ profile, parts: parts.map((part) => part[at]!) }));
      },
      profiles: ({ profile }) => [profile],
    },
    layouts,
    asking,
  );
  return {
    profiles: perColumn.map(({ profile }) => profile),
    parts: chunks.numbers.map((_, chunk) => perColumn.map(({ parts }) => parts[chunk]!)),
  };
}

/** In the layouts' order. Few columns hold what a plain statement does not take care of, so that care is taken when it shows. */
async function answersTo<Answer>(
  question: Question<Answer>,
  layouts: Layout[],
  asking: Asking,
): Promise<Answer[]> {
  const { scope, careful } = asking;
  const found = new Map<Layout, Answer>();
  const doubtful = new Set<Layout>();
  await eachOf(inParts(layouts, scope), question.atOnce ?? 1, async (part) => {
    const columns = await counted(part, asking, question.sql);
    for (const [at, answer] of question.read(part, columns).entries()) {
      found.set(part[at]!, answer);
      if (careful?.isForBeyond && question.profiles(answer).some(mayReachBeyond)) doubtful.add(part[at]!);
    }
    for (const [row, k] of columns.k!.entries()) {
      if (!scope.ranked && hasTooMany(columns, row)) doubtful.add(part[Number(k)]!);
    }
  });
  if (doubtful.size > 0) {
    const again = [...doubtful];
    const dialect = careful?.isForBeyond ? careful.dialect : scope.dialect;
    const anew = { ...asking, scope: { ...scope, dialect, ranked: true as const }, careful: undefined };
    for (const [at, answer] of (await answersTo(question, again, anew)).entries())
      found.set(again[at]!, answer);
  }
  return layouts.map((layout) => found.get(layout)!);
}

/** Whether values of an even grid may lie beyond it: they look like no numbers, or have a cell that there is not. */
const mayReachBeyond = (profile: Profile): boolean =>
  profile.kind === 'numeric' &&
  profile.grid.even === true &&
  (profile.nonFinite > 0 || profile.cells[0]! < outermost(profile.grid).first);

/** Asked again with care where the engine refuses. */
async function counted(
  layouts: Layout[],
  { scope, ask, careful }: Asking,
  statement: (scope: Scope, layouts: Layout[]) => string,
): Promise<Columns> {
  try {
    return await ask(statement(scope, layouts));
  } catch (thrown) {
    if (!careful?.isFor?.(thrown)) throw thrown;
    return ask(statement({ ...scope, dialect: careful.dialect }, layouts.map(rowByRow)));
  }
}

/** A value times its rows may be too large where their sum would not be. */
function rowByRow(layout: Layout): Layout {
  if (layout.kind !== 'numeric') return layout;
  const { stepped, ...others } = layout;
  return others;
}

function inParts(layouts: Layout[], scope: Scope): Layout[][] {
  const { columnar, isSmall } = scope.relation;
  const size = columnar && isSmall !== undefined ? columnsAtOnce : columnsTogether;
  // Branches of numbers alone can be shared among workers.
  const isNumeric = ({ kind }: Layout) => kind === 'numeric';
  const groups = scope.relation.few
    ? [
        layouts.filter(isNumeric),
        layouts.filter((layout) => !isNumeric(layout) && !isFew(scope, layout)),
        layouts.filter((layout) => isFew(scope, layout)),
      ]
    : [layouts];
  return groups.flatMap((group) => {
    const many = Math.ceil(group.length / size);
    // Dealt like cards: numbers often come before categories, which take less time, and parts that run at once should end at once.
    return Array.from({ length: many }, (_, part) => group.filter((_, at) => at % many === part));
  });
}
