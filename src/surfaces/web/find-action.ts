import type { Action, Card, Press } from '../../cards/card.ts';
import type { ShownCard } from '../contract.ts';
import type { PrivateAnswer } from './private-answers.ts';

const same = (a: Press, b: Press): boolean => a.verb === b.verb && a.id === b.id && a.seen === b.seen;

/** The button that a press came from, if a card that this visitor sees still has it. */
export function findAction(
  seen: { cards: ShownCard[]; answers: PrivateAnswer[] },
  press: Press,
): { action: Action; card: Card } | null {
  const cards = [...seen.cards.map(({ card }) => card), ...seen.answers.map(({ answer }) => answer.card)];
  for (const card of cards) {
    const action = card.actions.find((candidate) => same(candidate.press, press));
    if (action) return { action, card };
  }
  return null;
}
