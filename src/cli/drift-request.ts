// What was asked of `steward drift`, with everything that contradicts itself refused.
import { InvalidArgumentError } from 'commander';
import { defaultFloors, type Effect } from '../domain/monitor.ts';
import type { DriftRequest } from './drift-report.ts';
import { readWindow, usage } from './open-files.ts';
import { quoted } from './output.ts';

export interface Options {
  reference: string;
  current: string;
  time?: string;
  key?: string[];
  without?: string[];
  referenceWindow?: string;
  currentWindow?: string;
  columns?: string[];
  categorical?: string[];
  definition: DriftRequest['definition'];
  effect?: Effect;
  floor?: number;
  alpha?: number;
  json?: boolean;
}

/** Which limits can be given; other definitions bring theirs along. */
const takes: Record<Options['definition'], ('effect' | 'floor' | 'alpha')[]> = {
  calibrated: ['effect', 'floor', 'alpha'],
  'deciles-1e-4': ['floor'],
  evidently: [],
  nannyml: [],
};

/** Throws `usage`. */
export function requestOf(options: Options): DriftRequest {
  for (const side of ['reference', 'current'] as const) {
    if (options[side].trim() === '') throw usage(`--${side} names no file.`);
  }
  const { referenceWindow, currentWindow, time } = options;
  if (time === undefined && (referenceWindow !== undefined || currentWindow !== undefined)) {
    throw usage('A window needs --time, the column that it lies in.');
  }
  for (const option of ['effect', 'floor', 'alpha'] as const) {
    if (options[option] === undefined || takes[options.definition].includes(option)) continue;
    const taken = takes[options.definition].map((one) => `--${one}`).join(', ');
    const known = taken === '' ? 'has limits of its own' : `takes ${taken} alone`;
    throw usage(`The definition ${options.definition} ${known}: leave out --${option}.`);
  }
  if (options.definition === 'nannyml' && time === undefined) {
    throw usage('NannyML’s definition divides rows by their time: name its column with --time.');
  }
  const { columns, categorical = [], key: keys = [], without = [], alpha = 0.01 } = options;
  const idle = categorical.filter((name) => columns !== undefined && !columns.includes(name));
  if (idle.length > 0) throw usage(`--categorical names ${idle.join(', ')}, which --columns leaves out.`);
  const effect = options.effect ?? 'psi_corrected';
  if (!(alpha > 0 && alpha < 1)) throw usage('--alpha lies between 0 and 1.');
  return {
    reference: options.reference,
    current: options.current,
    time: time ?? null,
    ...{ keys, without },
    referenceWindow: referenceWindow === undefined ? null : readWindow(referenceWindow, '--reference-window'),
    currentWindow: currentWindow === undefined ? null : readWindow(currentWindow, '--current-window'),
    columns: columns ?? null,
    categorical,
    definition: options.definition,
    effect,
    floor: options.floor ?? defaultFloors[effect],
    alpha,
  };
}

/** Options that are given again add to what was given. */
export function list(text: string, before: string[] = []): string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) throw new InvalidArgumentError('It names at least one column.');
  return [...before, ...names];
}

/** Names as `list` reads them from a shell. */
export const listed = (names: string[]): string => quoted(names.join(','));

/** What leaves a column out: those that are named are compared whatever else is said. */
export const leftOutBy = (column: string, { columns }: { columns: string[] | null }): string =>
  columns === null ? `with --without ${listed([column])}` : 'of --columns';

export function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('It is a number of at least 0.');
  return value;
}
