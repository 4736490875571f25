import type { Situation } from '../domain/situation.ts';
import type { Span } from './card.ts';
import { short } from './words.ts';

/** What is wrong with the registry, and how old what is shown of it is; null when it answers. */
export function registryTrouble({ registered: { problem, answeredAt } }: Situation): Span[] | null {
  if (problem === null) return null;
  return [short(problem), ...(answeredAt === null ? [] : [' It answered last ', { at: answeredAt }, '.'])];
}
