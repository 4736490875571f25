import type { Card } from './card.ts';

/** What one person gets back for a press or for words, seen by nobody else. */
export interface Answer {
  outcome: 'done' | 'refused' | 'shown' | 'failed';
  card: Card;
  /** What is wrong with a form's fields, by name. */
  errors?: Record<string, string>;
}
