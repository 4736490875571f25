/** The transition table: what each open phase does with each command that it understands. The README's diagram is made from it. */
import type { Moves } from './move.ts';
import { toChallenger } from './moves-to-challenger.ts';
import { toChampion } from './moves-to-champion.ts';

export { type Move, switchWithinMs } from './move.ts';

export const moves: Moves = { ...toChallenger, ...toChampion };
