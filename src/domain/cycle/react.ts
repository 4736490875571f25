import type { Instant } from '../../lib/time.ts';
import type { Effect } from '../effect.ts';
import type { CycleEvent } from './messages.ts';
import type { Cycle } from './state.ts';

/** What must be done to the world because this happened; `state` is the state after the event. */
export function react(state: Cycle, event: CycleEvent, now: Instant): Effect[] {
  if (state.phase === 'none') return [];
  const about = { cycle: state.id, model: state.model };
  const card: Effect = { kind: 'refresh_card', model: state.model, at: now };
  switch (event.type) {
    case 'glass_broken':
      return [{ kind: 'tell_people', ...about, about: 'break_glass' }, card];
    case 'retrain_approved':
      return [{ kind: 'start_training', ...about }, card];
    case 'start_unanswered':
      return [{ kind: 'find_run', ...about }, card];
    case 'training_started':
      return [{ kind: 'poll_training', ...about, run: event.run }, card];
    case 'cancel_requested':
      return state.phase === 'cancelling'
        ? [{ kind: 'cancel_training', ...about, run: state.run.id }, card]
        : [card];
    case 'training_finished':
      return [{ kind: 'evaluate_challenger', ...about }, card];
    case 'promotion_approved':
      return state.phase === 'promoting'
        ? [
            {
              kind: 'set_champion',
              ...about,
              to: state.evaluation.challenger,
              expected: state.evaluation.champion,
            },
            card,
          ]
        : [card];
    case 'rollback_started':
    case 'rollback_opened':
      return [{ kind: 'set_champion', ...about, to: event.revert.to, expected: event.revert.from }, card];
    case 'cycle_closed':
      // Whoever asked hears of a no even when they are not looking at the card.
      return ['denied', 'expired', 'failed'].includes(event.outcome.result)
        ? [{ kind: 'tell_people', ...about, about: 'decision' }, card]
        : [card];
    default:
      return [card];
  }
}
