import type { Situation } from '../domain/situation.ts';
import { tLine } from '../words/t.ts';
import type { Span } from './card.ts';
import { short } from './words.ts';

/** What is wrong with the registry, and how old what is shown of it is; null when it answers. */
export function registryTrouble({ registered: { problem, answeredAt } }: Situation): Span[] | null {
  if (problem === null) return null;
  const said = short(problem);
  return answeredAt === null
    ? [said]
    : tLine('{problem} It answered last {at}.', { problem: said, at: { at: answeredAt } });
}
