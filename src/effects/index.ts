/** What the outbox can do to the world: one line per effect kind. */
import type { Effect, EffectKind } from '../domain/effect.ts';
import type { Attempt, EffectRunner, Ran } from '../engine/outbox.ts';
import { second } from '../lib/time.ts';
import { speaking } from '../words/language.ts';
import { setChampion } from './champion.ts';
import { considerRetrain } from './consider-retrain.ts';
import { evaluateChallenger } from './evaluate-challenger.ts';
import { listFailing } from './list-failing.ts';
import type { Ports } from './ports.ts';
import { postDigest } from './post-digest.ts';
import { refreshCard } from './refresh-card.ts';
import { remind } from './remind.ts';
import { runCheck } from './run-check.ts';
import { shareStatus } from './share-status.ts';
import { tellPeople } from './tell-people.ts';
import { cancelTraining, findRun, pollTraining, startTraining } from './training.ts';
import { syncOnce, watchRegistry } from './watch-registry.ts';

type Runners = {
  [K in EffectKind]: (ports: Ports, effect: Extract<Effect, { kind: K }>, attempt: Attempt) => Promise<Ran>;
};

/** Roughly in the order in which a story needs them. */
export const effects: Runners = {
  consider_retrain: considerRetrain,
  run_check: runCheck,
  refresh_card: refreshCard,
  list_failing: listFailing,
  remind,
  start_training: startTraining,
  find_run: findRun,
  poll_training: pollTraining,
  cancel_training: cancelTraining,
  evaluate_challenger: evaluateChallenger,
  set_champion: setChampion,
  watch_registry: watchRegistry,
  sync_registry: syncOnce,
  post_digest: postDigest,
  tell_people: tellPeople,
  share_status: shareStatus,
};

type Runner = (ports: Ports, effect: Effect, attempt: Attempt) => Promise<Ran>;

export const effectRunner =
  (ports: Ports): EffectRunner =>
  async (effect, attempt) => {
    // TypeScript cannot see that the runner found under a kind takes effects of that kind.
    const run = effects[effect.kind] as Runner | undefined;
    // A newer release runs beside this one: what only it knows is left to it, and soon.
    if (!run) return { again: 2 * second };
    // What an effect keeps is the same in whatever language somebody spoke who set it off; cards choose their own.
    return speaking('en', () => run(ports, effect, attempt));
  };
