import { stat } from 'node:fs/promises';
import { faultOf } from './faults.ts';

export interface Stamped {
  file: string;
  /** Changes when the file does. */
  stamp: string;
  bytes: number;
}

/** A file's name, size and time of change. Throws `table_missing` when the file is gone. */
export async function stampOf(file: string): Promise<Stamped> {
  const { size, mtimeMs } = await stat(file).catch((thrown: unknown) => {
    throw faultOf(thrown);
  });
  return { file, stamp: `${file}\0${size}\0${mtimeMs}`, bytes: size };
}
