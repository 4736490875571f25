/** From a compared challenger to a champion that held, or back. */
import { ok } from '../../lib/result.ts';
import { inEnglish } from '../../words/kept.ts';
import { reasons } from '../reasons.ts';
import type { CycleEvent } from './messages.ts';
import {
  beginVote,
  breakGlass,
  cancelAtOnce,
  championMoved,
  closed,
  expire,
  type Moves,
  moveOn,
  startRevert,
  switchWithinMs,
  vote,
  wait,
} from './move.ts';

export const toChampion: Pick<Moves, 'offered' | 'promoting' | 'watching' | 'reverting'> = {
  offered: {
    vote: {
      to: ['promoting', 'closed'],
      when: 'vote carried | vote lost',
      decide: (state, command, now) =>
        vote(state, command, now, { type: 'promotion_approved', until: now + switchWithinMs }),
    },
    begin_vote: { ...beginVote, to: ['offered'] },
    break_glass: {
      to: ['promoting'],
      when: 'decided alone in an emergency',
      decide: (state, command, now) =>
        breakGlass(state, command, now, { type: 'promotion_approved', until: now + switchWithinMs }),
    },
    champion_moved: {
      ...championMoved,
      decide: (state, command, now) =>
        command.champion === state.evaluation.challenger
          ? ok([closed('promoted_outside', now)])
          : championMoved.decide(state, command, now),
    },
    cancel: cancelAtOnce,
    supersede: moveOn,
    expire,
  },
  promoting: {
    switch_pending: { to: ['promoting'], when: '', decide: wait },
    switched: {
      to: ['watching'],
      when: 'switched and read back',
      decide: (state, command, now) =>
        ok([{ type: 'champion_switched', to: command.to, at: now, until: now + state.policy.watchMs }]),
    },
    switch_refused: {
      to: ['closed'],
      when: 'refused',
      decide: (_, command, now) => ok([closed('not_promoted', now, { why: command.reason })]),
    },
    champion_moved: championMoved,
    expire: {
      to: ['reverting'],
      when: 'expire (nobody knows, so go back)',
      decide: (state, _, now) =>
        startRevert(state, { by: null, reason: inEnglish(reasons.notConfirmed) }, now),
    },
  },
  watching: {
    roll_back: {
      to: ['reverting'],
      when: 'a person rolls back',
      decide: startRevert,
    },
    regressed: {
      to: ['watching', 'reverting'],
      when: ' | regressed and the policy rolls back',
      decide(state, { reason }, now) {
        if (state.regressed !== null) return ok([]);
        const regressed: CycleEvent = { type: 'champion_regressed', reason };
        if (!state.policy.automatic?.promote?.rollBack) return ok([regressed]);
        const back = startRevert(state, { by: null, reason }, now);
        return back.ok ? ok([regressed, ...back.value]) : back;
      },
    },
    champion_moved: championMoved,
    expire: {
      to: ['closed'],
      when: 'expire (it held, or nobody took it back)',
      decide: ({ regressed }, _, now) =>
        ok([regressed === null ? closed('held', now) : closed('kept', now, { why: regressed })]),
    },
  },
  reverting: {
    switch_pending: { to: ['reverting'], when: '', decide: wait },
    switched: {
      to: ['closed'],
      when: 'switched and read back',
      decide: (state, command, now) =>
        ok([
          { type: 'champion_restored', to: command.to, at: now },
          closed('rolled_back', now, {
            by: state.revert.by,
            ...(state.revert.reason && { why: state.revert.reason }),
          }),
        ]),
    },
    switch_refused: {
      to: ['closed'],
      when: 'failed',
      decide: (_, command, now) => ok([closed('stuck', now, { why: command.reason })]),
    },
    champion_moved: { ...championMoved, when: 'somebody else moved the champion' },
    expire: {
      to: ['closed'],
      when: 'expire (stuck)',
      decide: (_, __, now) => ok([closed('stuck', now, { why: inEnglish(reasons.noConfirmation) })]),
    },
  },
};
