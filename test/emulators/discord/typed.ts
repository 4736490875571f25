/** Words after `/model` as somebody gives them on Discord: a subcommand is chosen, then each option is filled in. */
import type { Json, World } from './world.ts';

interface Option extends Json {
  type: number;
  name: string;
  required?: boolean;
  options?: Option[];
}

export interface Given extends Json {
  type: number;
  name: string;
  value?: string;
  options?: Given[];
}

/** What is sent for a subcommand of the registered command, wherever it stands. */
export function chosen(world: World, verb: string, options: Given[]): Given[] {
  const among = (list: Option[]): Given[] | null => {
    for (const one of list) {
      if (one.type === 1 && one.name === verb) return [{ type: 1, name: verb, options }];
      const below = one.type === 2 ? among(one.options ?? []) : null;
      if (below) return [{ type: 2, name: one.name, options: below }];
    }
    return null;
  };
  const [command] = world.commands as Option[];
  const found = among(command?.options ?? []);
  if (found === null) throw new Error(`There is no subcommand ${verb}`);
  return found;
}

/** The options that a subcommand has. */
export function optionsOf(world: World, verb: string): Option[] {
  const all = (list: Option[]): Option[] => list.flatMap((one) => [one, ...all(one.options ?? [])]);
  const [command] = world.commands as Option[];
  return all(command?.options ?? []).find((one) => one.type === 1 && one.name === verb)?.options ?? [];
}

/** The first word chooses, each further word fills in an option, and the last option takes all that is left. */
export function typed(world: World, words: string): Given[] {
  const [first = '', ...rest] = words.split(' ').filter(Boolean);
  // An id alone is written behind `open`; `/model` alone cannot be sent.
  const isId = /^[A-Z]-\d+$/.test(first);
  const verb = isId ? 'open' : first || 'status';
  const given = isId ? [first, ...rest] : rest;
  const options = optionsOf(world, verb);
  if (given.length > 0 && options.length === 0) throw new Error(`${verb} has no options`);
  const values = options.map((_, index) =>
    index === options.length - 1 ? given.slice(index).join(' ') : (given[index] ?? ''),
  );
  const filled = options.flatMap(({ name, required }, index): Given[] => {
    const value = values[index]!;
    if (value === '' && required) throw new Error(`${verb} must have ${name}`);
    return value === '' ? [] : [{ type: 3, name, value }];
  });
  return chosen(world, verb, filled);
}
