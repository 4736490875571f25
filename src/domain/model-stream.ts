/** A model's configuration and mutes, as a stream. What people were refused is recorded here when there is no better stream. */
import { canonical } from '../lib/hash.ts';
import { ok } from '../lib/result.ts';
import type { Instant } from '../lib/time.ts';
import { t } from '../words/t.ts';
import type { Voter } from './ballot.ts';
import { mayReview, type Review, reviewWithinMs } from './break-glass.ts';
import type { Decider } from './decider.ts';
import type { PersonId, VersionId } from './ids.ts';
import type { Model } from './model.ts';
import { no } from './rejection.ts';

export interface ModelState {
  model: Model | null;
  managedBy: 'file' | 'chat';
  mutes: Mute[];
  /** Owed by who acted alone. Absent in what earlier releases wrote. */
  reviews?: Review[];
}

export interface Mute {
  /** A monitor's id, or `all`. Failing, approvals and rollbacks still come through. */
  what: string;
  until: Instant;
  why: string;
  by: PersonId;
  from: Instant;
}

export type ModelCommand =
  | { type: 'configure'; model: Model; managedBy: 'file' | 'chat'; by: PersonId | null }
  | { type: 'remove'; by: PersonId | null }
  | { type: 'mute'; what: string; until: Instant; why: string; by: PersonId }
  | { type: 'unmute'; by: PersonId }
  | { type: 'owe_review'; ballot: string; by: PersonId; reason: string }
  | { type: 'review'; ballot: string; by: Voter; note: string }
  | { type: 'champion_seen'; from: VersionId | null; to: VersionId | null };

export type ModelEvent =
  | { type: 'model_configured'; model: Model; managedBy: 'file' | 'chat'; by: PersonId | null }
  | { type: 'model_removed'; by: PersonId | null }
  | { type: 'muted'; mute: Mute }
  | { type: 'unmuted'; by: PersonId }
  | { type: 'review_owed'; review: Review }
  | { type: 'reviewed'; ballot: string; by: PersonId; note: string }
  /** Its registry has another champion than before, and it was not Steward that moved it. */
  | { type: 'champion_changed_outside'; from: VersionId | null; to: VersionId | null };

export const modelStream: Decider<ModelState, ModelCommand, ModelEvent> = {
  initial: { model: null, managedBy: 'file', mutes: [] },
  decide(state, command, now) {
    switch (command.type) {
      case 'configure':
        return canonical(state.model) === canonical(command.model) && state.managedBy === command.managedBy
          ? ok([])
          : ok([{ ...command, type: 'model_configured' }]);
      case 'remove':
        return state.model === null ? ok([]) : ok([{ type: 'model_removed', by: command.by }]);
      case 'mute': {
        if (!command.why.trim()) return no('reason_required');
        const { what, until, why, by } = command;
        return ok([{ type: 'muted', mute: { what, until, why, by, from: now } }]);
      }
      case 'unmute':
        return mutesAt(state, now).length === 0
          ? no('not_muted', { model: state.model?.id ?? t('This model') })
          : ok([{ type: 'unmuted', by: command.by }]);
      case 'owe_review': {
        const { type: _, ...acted } = command;
        return ok([{ type: 'review_owed', review: { ...acted, at: now, due: now + reviewWithinMs } }]);
      }
      case 'review': {
        const { ballot, by, note } = command;
        const review = state.reviews?.find((one) => one.ballot === ballot);
        if (!review || state.model === null) return no('no_review', { ballot });
        const allowed = mayReview(review, state.model, by);
        return allowed.ok ? ok([{ type: 'reviewed', ballot, by: by.id, note }]) : allowed;
      }
      case 'champion_seen':
        return command.from === command.to ? ok([]) : ok([{ ...command, type: 'champion_changed_outside' }]);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'model_configured':
        return { ...state, model: event.model, managedBy: event.managedBy };
      case 'model_removed':
        return { ...state, model: null, mutes: [], reviews: [] };
      case 'muted':
        return {
          ...state,
          mutes: [...state.mutes.filter((mute) => mute.what !== event.mute.what), event.mute],
        };
      case 'unmuted':
        return { ...state, mutes: [] };
      case 'review_owed':
        return { ...state, reviews: [...(state.reviews ?? []), event.review] };
      case 'reviewed':
        return { ...state, reviews: (state.reviews ?? []).filter(({ ballot }) => ballot !== event.ballot) };
      case 'champion_changed_outside':
        return state;
    }
  },
  react(state, event, now) {
    if (state.model === null || event.type === 'model_configured') return [];
    return [{ kind: 'refresh_card', model: state.model.id, at: now }];
  },
  index: ({ model, reviews = [] }) => ({
    open: model !== null,
    forward: false,
    deadline: reviews.length > 0 ? Math.min(...reviews.map(({ due }) => due)) : null,
  }),
};

export const mutesAt = (state: ModelState, now: Instant): Mute[] =>
  state.mutes.filter((mute) => mute.until > now);
