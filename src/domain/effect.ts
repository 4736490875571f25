import type { Window } from '../lib/time.ts';
import type { BackendId, ChannelId, CycleId, ModelId, MonitorId, PersonId, RunId, VersionId } from './ids.ts';

/** What the outbox can do to the world, typed exhaustively: one file per kind in `effects/`. */
export type Effect =
  | { kind: 'start_training'; cycle: CycleId; model: ModelId }
  | { kind: 'find_run'; cycle: CycleId; model: ModelId }
  | { kind: 'poll_training'; cycle: CycleId; model: ModelId; run: RunId }
  | { kind: 'cancel_training'; cycle: CycleId; model: ModelId; run: RunId }
  | { kind: 'evaluate_challenger'; cycle: CycleId; model: ModelId }
  | { kind: 'set_champion'; cycle: CycleId; model: ModelId; to: VersionId; expected: VersionId | null }
  | { kind: 'run_check'; model: ModelId; monitor: MonitorId; window: Window; cause: string }
  | { kind: 'watch_registry'; backend: BackendId }
  | { kind: 'sync_registry'; model: ModelId }
  | { kind: 'refresh_card'; model: ModelId; at: number }
  | { kind: 'consider_retrain'; model: ModelId; why: 'look' | 'schedule'; cause: string }
  | { kind: 'list_failing'; channel: ChannelId; day: number }
  | { kind: 'post_digest'; channel: ChannelId; period: Window; scheduled: boolean }
  | {
      kind: 'tell_people';
      cycle: CycleId;
      model: ModelId;
      about: 'decision' | 'break_glass';
    }
  /** `about`: what waits, as in `domain/waiting.ts`; `by`: whoever asked for it, null when it was the clock. */
  | { kind: 'remind'; model: ModelId; about: string; by: PersonId | null; at: number }
  | { kind: 'share_status'; model: ModelId; channel: ChannelId; by: string; cause: string };

export type EffectKind = Effect['kind'];

/** Equal keys are one piece of work while nobody has begun it. */
export function effectKey(effect: Effect): string {
  switch (effect.kind) {
    case 'refresh_card':
    case 'sync_registry':
      return `${effect.kind}:${effect.model}`;
    case 'watch_registry':
      return `watch_registry:${effect.backend}`;
    case 'run_check':
      return `run_check:${effect.model}/${effect.monitor}:${effect.window.from}-${effect.window.to}:${effect.cause}`;
    case 'consider_retrain':
      return `consider_retrain:${effect.model}:${effect.cause}`;
    case 'list_failing':
      return `list_failing:${effect.channel}:${effect.day}`;
    case 'post_digest':
      return `post_digest:${effect.channel}:${effect.period.to}`;
    case 'share_status':
      return `share_status:${effect.cause}`;
    case 'tell_people':
      return `tell_people:${effect.cycle}:${effect.about}`;
    case 'remind':
      return `remind:${effect.about}`;
    case 'set_champion':
      return `set_champion:${effect.cycle}:${effect.to}`;
    default:
      return `${effect.kind}:${effect.cycle}`;
  }
}

/** Effects of one lane keep their order; what only watches or draws must not hold up what acts. */
export function laneOf(effect: Effect): string {
  switch (effect.kind) {
    case 'refresh_card':
      return `card:${effect.model}`;
    case 'watch_registry':
    case 'sync_registry':
    case 'remind':
      return effectKey(effect);
    case 'run_check':
      return `check:${effect.model}/${effect.monitor}`;
    case 'consider_retrain':
      return `consider:${effect.model}`;
    case 'list_failing':
      return `list:${effect.channel}`;
    case 'post_digest':
      return `digest:${effect.channel}`;
    case 'share_status':
      return `share:${effect.channel}`;
    case 'tell_people':
    case 'poll_training':
      return `${effect.kind}:${effect.cycle}`;
    default:
      return `cycle:${effect.cycle}`;
  }
}
