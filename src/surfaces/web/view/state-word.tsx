import type { Tone } from '../../../cards/card.ts';

const words: Record<Exclude<Tone, 'plain'>, [shape: string, word: string]> = {
  ok: ['●', 'Healthy'],
  warning: ['▲', 'Warning'],
  failing: ['■', 'Failing'],
  no_data: ['◌', 'No data'],
  muted: ['⏸\ufe0e', 'Muted'],
};

/** The state as a word beside its shape; colour only repeats it. */
export function StateWord({ tone }: { tone: Tone }) {
  const known = tone === 'plain' ? undefined : words[tone];
  if (!known) return null;
  return (
    <span class={`state ${tone}`}>
      <span aria-hidden="true">{known[0]}</span> {known[1]}
    </span>
  );
}
