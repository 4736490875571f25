/** What the outbox can do to the world: one line per effect kind. */
import type { Effect, EffectKind } from '../domain/effect.ts';
import type { Attempt, EffectRunner, Ran } from '../engine/outbox.ts';
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

export const effectRunner =
  (ports: Ports): EffectRunner =>
  (effect, attempt) =>
    // What an effect keeps is the same in whatever language somebody spoke who set it off; cards choose their own.
    speaking('en', () =>
      // TypeScript cannot see that the runner found under a kind takes effects of that kind.
      (effects[effect.kind] as (ports: Ports, effect: Effect, attempt: Attempt) => Promise<Ran>)(
        ports,
        effect,
        attempt,
      ),
    );
