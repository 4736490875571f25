import { withoutData } from '../domain/alert.ts';
import type { Situation } from '../domain/situation.ts';
import type { Tone } from './card.ts';

/** Failing before Warning before No data; a mute hides all but Failing. */
export function stateOf({
  alerts,
  cycle,
  mutes,
}: Pick<Situation, 'alerts' | 'cycle' | 'mutes'>): Exclude<Tone, 'plain'> {
  const open = alerts.filter(({ phase }) => phase !== 'quiet');
  const stuck = cycle?.phase === 'closed' && cycle.outcome.result === 'stuck';
  if (stuck || open.some(({ severity }) => severity === 'failing')) return 'failing';
  if (mutes.some(({ what }) => what === 'all' || open.some(({ monitor }) => monitor === what)))
    return 'muted';
  if (open.length > 0) return 'warning';
  return alerts.some(withoutData) ? 'no_data' : 'ok';
}

const words: Record<Tone, string> = {
  ok: 'Healthy',
  warning: 'Warning',
  failing: 'Failing',
  no_data: 'No data',
  muted: 'Muted',
  plain: '',
};

export const stateWord = (tone: Tone): string => words[tone];

/** Worst first. */
export const stateOrder: readonly Tone[] = ['failing', 'warning', 'no_data', 'muted', 'ok', 'plain'];
