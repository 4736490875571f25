import type { Dataset } from '../../domain/dataset.ts';
import type { Window } from '../../lib/time.ts';
import type { Call, Extent } from '../contract.ts';
import type { Dialect, Relation } from './dialect.ts';

/** A connection to one store: what a dialect's folder provides so that `sqlStore` can do the rest. */
export interface Engine {
  dialect: Dialect;
  /** For an engine whose plain dialect is fast because it does not take care of the rarest numbers: how it counts them all the same, slower. */
  careful?: Careful;
  /** Finds a table, path or glob, the named columns as texts where types are guessed. Throws `table_missing` or `not_allowed`. */
  relation(name: string, call: Call, as?: { texts: string[] }): Promise<Relation>;
  /**
   * The relation reduced to the rows whose time lies in the window, for an engine that can do so without comparing the time of
   * every row; null where it cannot.
   */
  within?(
    relation: Relation,
    window: Window,
    options: { time: string; call: Call },
  ): Promise<Relation | null>;
  /** `Store.stamps` where the engine knows without reading rows; null for a window of which it does not. */
  stamps?(
    relation: Relation,
    windows: Window[],
    options: { time: string; call: Call },
  ): Promise<(string | null)[]>;
  /** `Store.extent` of all versions where the engine knows without reading rows; null where it does not. */
  extent?(
    relation: Relation,
    window: Window | null,
    options: { time: string; call: Call },
  ): Promise<Extent | null>;
  /** Places that hold so many stretches of so many rows each, spread over a window's time, all versions; null where the engine does not know where rows lie. */
  sample?(
    relation: Relation,
    window: Window | null,
    options: { time: string; stretches: number; rows: number; call: Call },
  ): Promise<Place[] | null>;
  /** Runs one reading statement; its result by column. */
  query(sql: string, values: string[], call: Call): Promise<Columns>;
  close(): Promise<void>;
}

/** The same engine, but what it found for one question of a check it need not look for again. */
export const onceACheck = (engine: Engine): Engine => ({
  ...engine,
  relation(name, call, as) {
    const found = call.found as Map<string, Promise<Relation>> | undefined;
    const key = [name, ...(as?.texts ?? [])].join('\0');
    const relation = found?.get(key) ?? engine.relation(name, call, as);
    found?.set(key, relation);
    return relation;
  },
});

/** Where a dataset's predictions lie. A version that reads as a number is none: 1.10 is not 1.1. */
export const predictionsOf = (engine: Engine, { predictions, version }: Dataset, call: Call) =>
  engine.relation(predictions, call, { texts: version === undefined ? [] : [version] });

/** Some rows of a relation, as SQL. */
export interface Place {
  from: string;
  /** `WHERE …`, or empty. */
  where: string;
  limit: number;
}

/** Values that one row holds together, none of them NULL: as small as the engine hands them over. */
export type List = ArrayLike<number | string>;
export type Value = number | string | boolean | Date | List | null;
export type Columns = Record<string, Value[]>;

export interface Careful {
  dialect: Dialect;
  /** Whether this is what the engine says when it refuses a sum or product that is too large or too small for a double. */
  isFor?(thrown: unknown): boolean;
  /** Whether finite values beyond the last cells of an even grid have no cell in the plain dialect. */
  isForBeyond?: boolean;
}

/** Values of one statement, bound by position and reused when the same value comes again. */
export class Bindings {
  readonly values: string[] = [];
  readonly #dialect: Dialect;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  bind(value: string): string {
    if (!this.values.includes(value)) this.values.push(value);
    return this.#dialect.placeholder(this.values.indexOf(value) + 1);
  }
}

/** A number out of a result; NULL (a sum over no rows) is 0. */
export const numberAt = (columns: Columns, name: string, row: number): number =>
  Number(columns[name]![row] ?? 0);

/** A number out of a result, or null. */
export function nullableAt(columns: Columns, name: string, row: number): number | null {
  const value = columns[name]![row] ?? null;
  return value === null ? null : Number(value);
}

/** A list out of a result; NULL (a list over no rows) is empty. */
export function listAt(columns: Columns, name: string, row: number): List {
  const value = columns[name]![row] ?? null;
  return value !== null && typeof value === 'object' && 'length' in value ? value : [];
}
