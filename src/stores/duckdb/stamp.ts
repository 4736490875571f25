import { stat } from 'node:fs/promises';
import { faultOf } from './faults.ts';

/** Size and time of change. Throws `table_missing` when the file is gone. */
export const statOf = (file: string): Promise<{ size: number; mtimeMs: number }> =>
  stat(file).catch((thrown: unknown) => {
    throw faultOf(thrown);
  });

/** Changes when the file does. */
export async function stampOf(file: string): Promise<string> {
  const { size, mtimeMs } = await statOf(file);
  return `${file}\0${size}\0${mtimeMs}`;
}
