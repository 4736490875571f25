import { stat } from 'node:fs/promises';
import { Fault } from '../../lib/fault.ts';
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

/** Throws `store_down`, to be tried again, where one of some files is not what it was. */
export async function mustBeUnchanged(files: Pick<Stamped, 'file' | 'stamp'>[]): Promise<void> {
  const now = await Promise.all(files.map(({ file }) => stampOf(file)));
  if (files.some(({ stamp }, at) => now[at]!.stamp !== stamp)) {
    throw new Fault('store_down', 'A file of the store changed while it was read.', { retry: 'later' });
  }
}
