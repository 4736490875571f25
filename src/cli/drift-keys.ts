// Columns that name rows instead of describing them: that their values changed says nothing.
import { Fault } from '../lib/fault.ts';
import { isConsecutive } from '../methods/bins.ts';
import type { Profile, ValueProfile } from '../methods/summary.ts';
import type { Call, Rows, Store } from '../stores/contract.ts';
import { listed } from './drift-request.ts';

/** A number with decimals, whatever their sign. */
const fraction = /^\s*[-+]?\d*[.,]\d+([eE][-+]?\d+)?\s*$/;

/** Of fewer rows many texts are different anyway. */
const fewestRows = 100;

/**
 * Whether two sets of rows show that a column names rows: nearly every row has a text of its own, or the rows of both are numbered one
 * by one. Other numbers are no proof, however different: amounts in cents and times in seconds are, too.
 */
export function namesRows(before: Profile, now: Profile): boolean {
  if (before.kind === 'categorical') return before.n >= fewestRows && hasOwnValues(before);
  return [before, now].every(isConsecutive);
}

/**
 * Columns of texts that name rows, by the reference; it is read only for those that may do so by the current rows. Throws `wrong_type`
 * for texts that were to be numbers: one that cannot be read turns a whole column of a CSV file into text.
 */
export async function ownTexts(store: Store, current: Profile[], rows: Rows, call: Call): Promise<string[]> {
  const layouts = current.flatMap((now) =>
    now.kind === 'categorical' && hasOwnValues(now) ? [{ column: now.column, kind: now.kind }] : [],
  );
  const counted = await store.summarize(layouts, rows, call);
  const found = counted.filter((before) => before.kind === 'categorical' && namesRows(before, before));
  for (const profile of found as ValueProfile[]) refuseNumbers(profile, rows.dataset.predictions);
  return found.map(({ column }) => column);
}

function refuseNumbers({ column, counts }: ValueProfile, file: string): void {
  const texts = [...counts.keys()];
  if (2 * texts.filter((text) => fraction.test(text)).length <= texts.length) return;
  const odd = texts.find((text) => !fraction.test(text) || text.includes(','));
  throw new Fault(
    'wrong_type',
    `Column "${column}" of ${file} is text, though most of it looks like numbers${odd === undefined ? '' : `; "${odd.slice(0, 40)}" is none`}. ` +
      `Write them as numbers, or leave the column out with --without ${listed([column])}.`,
    { retry: 'never' },
  );
}

/**
 * Those of some columns whose reference has a whole number of its own for nearly every row, as keys do; only a person knows if they are.
 * They are counted by value, which costs a grouping each.
 */
export async function likeKeys(store: Store, suspects: Profile[], rows: Rows, call: Call): Promise<string[]> {
  const layouts = suspects.filter(isWhole).map(({ column }) => ({ column, kind: 'categorical' as const }));
  const counted = (await store.summarize(layouts, rows, call)) as ValueProfile[];
  return counted.filter(hasOwnValues).map(({ column }) => column);
}

/** Numbers that are whole as far as the sums of their cells tell. */
const isWhole = (profile: Profile): boolean =>
  profile.kind === 'numeric' && profile.sums.every(Number.isInteger);

/** Whether the commonest of very many values, and so all, are hardly ever met twice. */
function hasOwnValues({ counts }: ValueProfile): boolean {
  let named = 0;
  for (const count of counts.values()) named += count;
  return named < 1.5 * counts.size;
}
