/** What `bench:alarms` simulates. */
import type { Column } from './alarm-rows.ts';
import type { Shape } from './alarm-shapes.ts';

/** Checks of so many columns without drift. */
export interface Quiet extends Column {
  kind: 'rates';
  columns: number;
}

/** A change of the size that the verdict itself calls detectable. */
export interface Power extends Column {
  kind: 'power';
  shape: Shape;
}

/** A change that stays, until it is a breach. */
export interface Delay extends Column {
  kind: 'delay';
  shape: Shape;
  psi: number;
}

export type Setting = Quiet | Power | Delay;

const usual = { distribution: 'even20', n: 500, chunks: 10, mood: 0 } as const;
const quiet = (part: Partial<Quiet>): Quiet => ({ ...usual, kind: 'rates', columns: 1, ...part });
const power = (part: Partial<Power>): Power => ({ ...usual, kind: 'power', shape: 'trend up', ...part });
const delay = (part: Partial<Delay>): Delay => ({
  ...{ ...usual, kind: 'delay', shape: 'trend up', psi: 0.25 },
  ...part,
});

const sizes = [50, 200, 1000, 1e4];

export const groups: Record<string, Setting[]> = {
  independent: [
    ...[50, 200, 1000, 1e4, 1e6].map((n) => quiet({ n })),
    ...(['skewed10', 'rare2', 'zipf50'] as const).map((distribution) => quiet({ distribution })),
    quiet({ columns: 20 }),
    quiet({ columns: 20, n: 50, distribution: 'zipf50' }),
  ],
  dependent: [
    ...[0.1, 0.3, 0.6].map((mood) => quiet({ mood, columns: 20 })),
    quiet({ mood: 0.3, columns: 20, chunks: 8 }),
    quiet({ mood: 0.3, columns: 20, chunks: 30 }),
    quiet({ mood: 0.3, columns: 20, distribution: 'zipf50' }),
    quiet({ mood: 0.3, n: 1e6 }),
    quiet({ mood: 0.3, distribution: 'rare2', n: 5000 }),
  ],
  wide: [quiet({ columns: 500 }), quiet({ columns: 500, n: 50 }), quiet({ columns: 100, mood: 0.3 })],
  power: [
    ...sizes.flatMap((n) => (['trend up', 'one bin rarer'] as const).map((shape) => power({ n, shape }))),
    ...sizes.flatMap((n) =>
      (['trend up', 'trend down'] as const).map((shape) => power({ n, shape, distribution: 'skewed10' })),
    ),
    ...sizes.flatMap((n) =>
      (['one bin rarer', 'one bin commoner'] as const).map((shape) =>
        power({ n, shape, distribution: 'rare2' }),
      ),
    ),
    ...sizes.flatMap((n) =>
      (['trend up', 'trend down', 'one bin rarer', 'last half rarer'] as const).map((shape) =>
        power({ n, shape, distribution: 'zipf50' }),
      ),
    ),
    power({ mood: 0.1, n: 1000 }),
    power({ mood: 0.1, n: 1000, distribution: 'zipf50', shape: 'trend down' }),
  ],
  delay: [
    ...[0.15, 0.25, 0.4, 0.8].map((psi) => delay({ psi })),
    ...[0.15, 0.25].map((psi) => delay({ psi, n: 1e4 })),
    delay({ psi: 0.25, n: 2000, distribution: 'zipf50', shape: 'trend down' }),
    delay({ psi: 0.25, n: 2000, distribution: 'zipf50', shape: 'last half rarer' }),
    ...[0.4, 0.8].map((psi) => delay({ psi, mood: 0.1 })),
  ],
};
