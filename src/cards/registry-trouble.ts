import type { Situation } from '../domain/situation.ts';
import { gap } from '../words/list.ts';
import { tLine } from '../words/t.ts';
import type { Span } from './card.ts';
import { short } from './words.ts';

/** What is wrong with the registry, and how old what is shown of it is; null when it answers. */
export function registryTrouble({ registered: { problem, answeredAt } }: Situation): Span[] | null {
  if (problem === null) return null;
  const last =
    answeredAt === null ? [] : [gap(), ...tLine('It answered last {at}.', { at: { at: answeredAt } })];
  return [short(problem), ...last];
}
