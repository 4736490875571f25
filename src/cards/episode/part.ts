import type { OpenedCycle, PhaseName } from '../../domain/cycle/state.ts';
import type { Situation } from '../../domain/situation.ts';
import type { Action, Block } from '../card.ts';

/** What a cycle adds to its model's card. */
export interface Part {
  /** After the model's name: "R-101 waits for approval". */
  headline: string;
  /** Whole sentences without glyphs, for notifications and screen readers. */
  says: string;
  blocks: Block[];
  actions: Action[];
}

export type Draw<P extends PhaseName> = (s: Situation, cycle: Extract<OpenedCycle, { phase: P }>) => Part;
