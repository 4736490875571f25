/** Asks for retraining by itself where a policy says so: on an alert, by schedule, or on enough new labels. */
import { sayAlerts } from '../cards/alerts.ts';
import { readEvents, readModel } from '../db/read.ts';
import { readAround } from '../db/situation.ts';
import { heardAlerts } from '../domain/alert.ts';
import { type Automatic, mustWait } from '../domain/automatic.ts';
import { requestFor } from '../domain/cycle/request.ts';
import type { Effect } from '../domain/effect.ts';
import type { CycleId } from '../domain/ids.ts';
import { reasons } from '../domain/reasons.ts';
import type { Situation } from '../domain/situation.ts';
import { worldNow } from '../engine/clock.ts';
import type { Attempt, Ran } from '../engine/outbox.ts';
import { cycleName, modelName } from '../engine/streams.ts';
import { tell } from '../engine/tell.ts';
import { minute, week } from '../lib/time.ts';
import { inEnglish } from '../words/kept.ts';
import type { Ports } from './ports.ts';
import { lookAt } from './registered.ts';

type Due = Extract<Effect, { kind: 'consider_retrain' }>;
type Rules = NonNullable<Automatic['retrain']>;

export async function considerRetrain(ports: Ports, due: Due, attempt: Attempt): Promise<Ran> {
  const { db, log } = ports;
  // Most policies say nothing of it, and every alert comes by here.
  const configured = await readModel(db, due.model);
  const rules = configured?.model.policy.automatic?.retrain;
  if (!configured?.model.trainer || rules === undefined) return 'done';
  const now = await worldNow(db.sql);
  const known = await readAround(db, configured, { now, registered: nobody });
  // Looked at again in an hour, and at the next alert: nothing is kept for later.
  if (isBusy(known)) return 'done';
  const situation = { ...known, registered: await lookAt(ports, due.model) };
  const { champion, problem } = situation.registered;
  // Its next turn may be a month away.
  if (due.why === 'schedule' && problem !== null) return { again: 10 * minute };
  const why =
    champion === null || problem !== null ? null : await reasonFor(ports, situation, { due, rules });
  if (why === null) return 'done';
  const before = await readEvents(db, {
    model: due.model,
    types: ['retrain_proposed', 'cycle_closed'],
    since: now - Math.max(week, rules.coolDownMs),
  });
  const waits = mustWait(rules, {
    now,
    starts: before.filter(({ type, by }) => type === 'retrain_proposed' && by === null).map(({ at }) => at),
    ended: before.find(({ type }) => type === 'cycle_closed')?.at ?? null,
  });
  if (waits !== null) {
    log.info({ model: due.model, why, waits }, 'no retraining by itself now');
    return 'done';
  }
  const { model } = situation;
  const [row] = await db.sql<[{ id: CycleId }]>`select nextval('cycle_number')::text as id`;
  await tell(
    db,
    {
      stream: cycleName(row.id, model.id),
      otherwise: modelName(model.id),
      command: {
        type: 'propose_retrain',
        id: row.id,
        model: model.id,
        by: null,
        reason: why,
        // The policy has answered: a question to nobody is carried as it is asked.
        policy: { ...model.policy, retrain: { ...model.policy.retrain, quorum: 0 } },
        request: requestFor(situation, champion),
      },
    },
    { cause: `${attempt.key}:propose` },
  );
  return 'done';
}

const nobody: Situation['registered'] = {
  champion: null,
  since: null,
  versions: [],
  challengers: [],
  resolved: {},
  outside: null,
  lacks: [],
  problem: null,
  answeredAt: null,
};

/** Something goes on already, or a rollback hangs. */
const isBusy = ({ cycle }: Situation): boolean =>
  cycle !== null && (cycle.phase !== 'closed' || cycle.outcome.result === 'stuck');

async function reasonFor(
  ports: Ports,
  s: Situation,
  { due, rules }: { due: Due; rules: Rules },
): Promise<string | null> {
  if (due.why === 'schedule') return inEnglish(reasons.bySchedule);
  const open = heardAlerts(s);
  if (rules.onAlert && open.length > 0) return inEnglish(reasons.onAlert, { alerts: sayAlerts(open) });
  if (rules.newLabels === undefined) return null;
  const labels = await newLabels(ports, s);
  return labels >= rules.newLabels ? inEnglish(reasons.onLabels, { wanted: rules.newLabels, labels }) : null;
}

/** Labelled rows of the champion that came after what it was trained on. */
async function newLabels(ports: Ports, { model, registered, now }: Situation): Promise<number> {
  const version = registered.champion;
  const from = registered.versions.find(({ id }) => id === version)?.lineage.trainedUntil ?? registered.since;
  if (from === null || from >= now) return 0;
  const store = await ports.store(model);
  const rows = { dataset: model.dataset, window: { from, to: now }, version, labelsUntil: now };
  return (await store.outcome(model.task, rows)).labelled;
}
