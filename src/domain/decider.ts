import type { Instant } from '../lib/time.ts';
import type { Effect } from './effect.ts';
import type { PersonId } from './ids.ts';
import type { Decided } from './rejection.ts';

/**
 * How one kind of stream changes, as three pure functions: `decide` turns a command into events or a rejection, `evolve`
 * folds an event into the state, `react` says what must then be done to the world. None reads a clock.
 */
export interface Decider<State, Command extends Typed, Event extends Typed> {
  initial: State;
  decide(state: State, command: Command, now: Instant): Decided<Event[]>;
  evolve(state: State, event: Event): State;
  react(state: State, event: Event, now: Instant): Effect[];
  /** What the database keeps beside the state. */
  index(state: State): { open: boolean; forward: boolean; deadline: Instant | null };
}

export interface Typed {
  type: string;
}

/** Who gave a command; null is the clock, the policy or a report of an effect. */
export const authorOf = (command: object): PersonId | null => {
  const by = (command as { by?: unknown }).by;
  if (typeof by === 'string') return by as PersonId;
  if (by !== null && typeof by === 'object' && 'id' in by) return (by as { id: PersonId }).id;
  return null;
};
