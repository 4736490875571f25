import { day, minute } from '../../lib/time.ts';
import type { Situation } from '../situation.ts';
import type { Request } from './state.ts';

/** Training ends where the comparison's rows begin; those must have had time to get their labels. */
export function requestFor({ model, now }: Situation, champion: Request['champion']): Request {
  const { holdoutMs } = model.policy;
  const step = holdoutMs % day === 0 ? day : minute;
  const to = Math.floor((now - (model.dataset.labels?.delayMs ?? 0)) / step) * step;
  const from = to - holdoutMs;
  return { trainBefore: from, evaluate: { from, to }, champion };
}
