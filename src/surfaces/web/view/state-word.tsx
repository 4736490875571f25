import type { Tone } from '../../../cards/card.ts';
import { stateOf } from '../../chat/words.ts';

/** The state as a word beside its shape; colour only repeats it. */
export function StateWord({ tone }: { tone: Tone }) {
  const state = stateOf(tone);
  if (state === null) return null;
  return (
    <span class={`state ${tone}`}>
      <span aria-hidden="true">{state.shape}</span> {state.word}
    </span>
  );
}
