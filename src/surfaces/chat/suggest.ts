import { closest } from '../../lib/closest.ts';
import type { Directory } from '../contract.ts';

/** Models whose name begins with, holds, or is nearly what was typed; worst state first. */
export async function suggest(
  directory: Directory,
  typed: string,
  most = 100,
): Promise<{ text: string; value: string }[]> {
  const ids = (await directory.models()).map(({ id }) => id as string);
  const wanted = typed.trim().toLowerCase();
  const found = [
    ...ids.filter((id) => id.startsWith(wanted)),
    ...ids.filter((id) => !id.startsWith(wanted) && id.includes(wanted)),
  ];
  const near = found.length === 0 ? closest(wanted, ids) : null;
  return (near ? [near] : found).slice(0, most).map((id) => ({ text: id, value: id }));
}
