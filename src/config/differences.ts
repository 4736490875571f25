// Two entries compared leaf by leaf, in the words of YAML.
import { canonical } from '../lib/hash.ts';
import { type Entry, isEntry } from './model-entry.ts';

/** `monitors.drift.floor` went from `0.2` to `0.25`; null: it was or will be absent. */
export interface Detail {
  path: string;
  from: string | null;
  to: string | null;
}

export function differences(before: Entry, after: Entry): Detail[] {
  const old = leaves(before);
  const now = leaves(after);
  const paths = [...new Set([...old.keys(), ...now.keys()])];
  const whole = paths.filter((path) => old.get(path) === listed || now.get(path) === listed);
  const comesOrGoes = whole.filter((path) => old.has(path) !== now.has(path));
  return paths.flatMap((path): Detail[] => {
    const [from, to] = [old.get(path), now.get(path)];
    // One line says that a monitor is new; its settings are in the file.
    if (comesOrGoes.some((item) => path.startsWith(`${item}.`))) return [];
    // An empty list against one with items: the items say it.
    if (whole.some((item) => item.startsWith(`${path}.`)) && isEmpty(from ?? to)) return [];
    if (from === to || (from !== undefined && to !== undefined && same(from, to))) return [];
    const [saidFrom, saidTo] = [say(path, from), say(path, to)];
    // Two hidden values that differ must not look the same.
    const changed = saidFrom === saidTo && saidFrom === hidden;
    return [{ path, from: saidFrom, to: changed ? `${hidden} (changed)` : saidTo }];
  });
}

/** Every value by its path; lists of named things by their names, so that a new first monitor does not change all others. */
function leaves(value: unknown, path = ''): Map<string, unknown> {
  const named = Array.isArray(value) && value.some(isEntry) ? value.map(namedItem) : null;
  const members = named ?? (isEntry(value) ? Object.entries(value) : null);
  if (value === undefined) return new Map();
  if (members === null || (members.length === 0 && path !== '')) return new Map([[path, value]]);
  return new Map(
    members.flatMap(([key, member]): [string, unknown][] => {
      const own = path === '' ? key : `${path}.${key}`;
      return [...(named ? [[own, listed] as [string, unknown]] : []), ...leaves(member, own)];
    }),
  );
}

/** Stands for an item of a named list that is there, whatever it holds. */
const listed = Symbol('listed');

const namedItem = (item: unknown, index: number): [string, unknown] => {
  if (!isEntry(item)) return [String(item), undefined];
  const { id, column, ...rest } = item;
  const name = id ?? column;
  return name === undefined
    ? [String(index), item]
    : [String(name), Object.keys(rest).length > 0 ? rest : undefined];
};

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

const same = (a: unknown, b: unknown): boolean =>
  typeof a !== 'symbol' && typeof b !== 'symbol' && canonical(a) === canonical(b);

const hidden = '(hidden)';

function say(path: string, value: unknown): string | null {
  if (value === undefined) return null;
  if (value === listed) return 'listed';
  if (typeof value === 'string' && isSecret(path, value)) return hidden;
  if (Array.isArray(value))
    return `[${value.map((item) => (typeof item === 'string' ? item : canonical(item))).join(', ')}]`;
  return typeof value === 'string' ? value : canonical(value);
}

/** A reference may be shown; what looks like a secret itself, or a URL with a password in it, may not. */
const isSecret = (path: string, value: string): boolean =>
  (/(?:token|password|secret|credential|api_?key|private_?key)[^.]*$/i.test(path) &&
    !/^(?:env|file):/.test(value)) ||
  /^[a-z+]+:\/\/[^/@\s]*:[^/@\s]*@/i.test(value);
