import { withoutData } from '../domain/alert.ts';
import type { OpenPhase } from '../domain/cycle/state.ts';
import type { Situation } from '../domain/situation.ts';
import { message, saidPlain } from '../words/t.ts';
import type { Tone } from './card.ts';

/** Failing before Warning before No data, which is also what nobody has looked at yet; a mute hides all but Failing. */
export function stateOf({
  alerts,
  cycle,
  mutes,
  monitors = [],
}: Pick<Situation, 'alerts' | 'cycle' | 'mutes'> & Partial<Pick<Situation, 'monitors'>>): Exclude<
  Tone,
  'plain'
> {
  const open = alerts.filter(({ phase }) => phase !== 'quiet');
  const stuck = cycle?.phase === 'closed' && cycle.outcome.result === 'stuck';
  if (stuck || open.some(({ severity }) => severity === 'failing')) return 'failing';
  if (mutes.some(({ what }) => what === 'all' || open.some(({ monitor }) => monitor === what)))
    return 'muted';
  if (open.length > 0) return 'warning';
  const unchecked = monitors.length > 0 && monitors.every(({ checks }) => checks.length === 0);
  return alerts.some(withoutData) || (alerts.length === 0 && unchecked) ? 'no_data' : 'ok';
}

const words: Record<Exclude<Tone, 'plain'>, string> = {
  ok: message('Healthy'),
  warning: message('Warning'),
  failing: message('Failing'),
  no_data: message('No data'),
  muted: message('Muted'),
};

export const stateWord = (tone: Tone): string => (tone === 'plain' ? '' : saidPlain(words[tone]));

/** What people may search for: the state in the language of the channel, and in English. */
export const stateNames = (tone: Exclude<Tone, 'plain'>): string[] => [words[tone], stateWord(tone)];

/** Those in which nobody is asked anything. */
type Busy = Exclude<OpenPhase, 'proposed' | 'offered'>;

const phases: Record<Busy, string> = {
  submitting: message('submitting'),
  unknown: message('unknown'),
  training: message('training'),
  cancelling: message('cancelling'),
  evaluating: message('evaluating'),
  promoting: message('promoting'),
  watching: message('watching'),
  reverting: message('reverting'),
};

/** How far a cycle is, in one word. */
export const phaseWord = (phase: Busy): string => saidPlain(phases[phase]);

/** Worst first. */
export const stateOrder: readonly Tone[] = ['failing', 'warning', 'no_data', 'muted', 'ok', 'plain'];

type Seen = Parameters<typeof stateOf>[0];
export const worseFirst = (a: Seen, b: Seen): number =>
  stateOrder.indexOf(stateOf(a)) - stateOrder.indexOf(stateOf(b));
