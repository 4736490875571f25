import { ties } from './ordered.ts';

/**
 * Energy distance `√(2 ∫ (F − G)²)` in the square root of the column's unit (Székely, 2002; as `scipy.stats.energy_distance`).
 */
export function energyDistance(reference: number[], current: number[]): number {
  const list = ties(reference, current);
  let [below, nowBelow, area] = [0, 0, 0];
  list.forEach(({ value, before, now }, at) => {
    below += before;
    nowBelow += now;
    const next = list[at + 1];
    if (next) area += (below / reference.length - nowBelow / current.length) ** 2 * (next.value - value);
  });
  return Math.sqrt(2 * area);
}
