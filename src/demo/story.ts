/** The whole story, played unattended by two people at the page. Each step is told only after it was observed. */

import { sayNumber } from '../charts/chart-words.ts';
import { readWorkspace } from '../db/read.ts';
import type { PersonId } from '../domain/ids.ts';
import { verify } from '../engine/audit.ts';
import { worldNow } from '../engine/clock.ts';
import { Fault } from '../lib/fault.ts';
import { week } from '../lib/time.ts';
import type { Steward } from '../main.ts';
import { createObserver, type Observer } from './observer.ts';
import type { Tell } from './timeline.ts';
import { type Visitor, visit } from './visitor.ts';
import { channel } from './world.ts';

const hero = 'fremont-bridge';
const steady = 'telco-churn';

interface Cast {
  steward: Steward;
  see: Observer;
  tell: (step: string, says: string, facts?: Record<string, unknown>) => Promise<void>;
  maya: Visitor;
  liam: Visitor;
}

/** Answers whether every step was observed; the first that was not ends the story and is told. */
export async function playStory(steward: Steward, told: Tell): Promise<boolean> {
  const { people } = await readWorkspace(steward.db);
  const named = (id: string) => people.find((person) => person.id === (id as PersonId))!;
  const see = createObserver(steward, told);
  const cast: Cast = {
    steward,
    see,
    tell: async (step, says, facts = {}) =>
      told({ step, at: await worldNow(steward.db.sql), model: hero, ...facts, says }),
    maya: await visit(steward.url, named('maya')),
    liam: await visit(steward.url, named('liam')),
  };
  try {
    await cast.tell('started', `Steward runs at ${steward.url} with three models.`, { model: null });
    for (const scene of [untilAlert, retraining, promotion, watching, rollback, epilogue]) await scene(cast);
    return true;
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    await cast.tell('broken', thrown.message);
    return false;
  }
}

function must(observed: boolean, sentence: string): asserts observed {
  if (!observed) throw new Fault('not_observed', sentence, { retry: 'never' });
}

async function untilAlert({ maya, see, steward }: Cast): Promise<void> {
  for (let weeks = 0; weeks < 16 && see.alertOf(hero) === null; weeks += 1) {
    const moved = await maya.say(channel, 'clock 7d');
    must(moved.outcome === 'done', `The clock did not move: ${moved.card.summary}`);
    await see.look();
  }
  must(see.alertOf(hero) !== null, 'No alert opened in sixteen weeks.');
  await see.card(maya, hero, (card) => card.actions.some(({ press }) => press.verb === 'retrain'));
  await steward.engine.settle();
}

async function retraining({ maya, liam, see, tell }: Cast): Promise<void> {
  const request = await see.button(maya, hero, 'retrain');
  const asked = await maya.press(channel, request, { reason: 'Nobody crosses the bridge any more' });
  must(asked.outcome === 'done', `The request was not taken: ${asked.card.summary}`);
  await tell('retrain_requested', asked.card.summary, { by: 'maya' });

  const approve = await see.button(liam, hero, 'approve');
  const own = await maya.press(channel, approve);
  must(own.outcome === 'refused', 'Maya could approve her own request.');
  await tell('own_approval_refused', own.card.summary, { by: 'maya' });

  const approved = await liam.press(channel, approve);
  must(approved.outcome === 'done', `The approval was not taken: ${approved.card.summary}`);
  await tell('approved', approved.card.summary, { by: 'liam', ballot: approve.press.id });
  const again = await liam.press(channel, approve);
  must(again.outcome === 'refused', 'The same approval counted twice.');
  await tell('second_press_refused', again.card.summary, { by: 'liam' });

  const cycle = await see.cycle(hero, 'training_finished');
  await tell('trained', `The trainer made ${cycle.challenger} from rows up to ${cycle.trainedUntil}.`, {
    version: cycle.challenger,
    trained_until: cycle.trainedUntil,
  });
}

async function promotion({ maya, liam, see, tell, steward }: Cast): Promise<void> {
  const evaluation = await see.evaluation(hero);
  const { comparison, champion, challenger } = evaluation;
  const key = comparison.metrics.find(({ metric }) => metric === comparison.keyMetric);
  must(key !== undefined && key.interval !== null, 'The comparison has no interval.');
  const [low, high] = key.interval;
  await tell(
    'compared',
    `${challenger} against ${champion} on ${comparison.n} rows that it never saw: ${key.metric} ` +
      `${sayNumber(key.champion)} → ${sayNumber(key.challenger)}, difference ${sayNumber(key.difference)} ` +
      `(${sayNumber(low)} to ${sayNumber(high)}): ${comparison.verdict.replaceAll('_', ' ')}.`,
    { ...key, verdict: comparison.verdict, n: comparison.n, champion, challenger },
  );
  must(comparison.verdict === 'better', 'The challenger is not better.');
  const approve = await see.button(liam, hero, 'approve');
  const approved = await liam.press(channel, approve);
  must(approved.outcome === 'done', `The approval was not taken: ${approved.card.summary}`);
  await tell('promotion_approved', approved.card.summary, { by: 'liam', ballot: approve.press.id });
  await see.cycle(hero, 'champion_switched');
  const now = await see.champion(hero);
  must(now === challenger, `The registry says ${now}, not ${challenger}.`);
  await see.card(maya, hero, (card) => card.actions.some(({ press }) => press.verb === 'rollback'));
  await tell('promoted', `The registry was read back: ${now} is champion.`, { version: now });
  await steward.engine.settle();
}

/** Until the alert has closed on the new champion's own good checks. */
async function watching({ maya, see, tell }: Cast): Promise<void> {
  for (let weeks = 0; weeks < 3; weeks += 1) {
    const moved = await maya.say(channel, 'clock 7d');
    must(moved.outcome === 'done', `The clock did not move: ${moved.card.summary}`);
    await see.look();
    const check = await see.keyCheck(hero);
    await tell('watched', check.says, check.facts);
  }
  must(see.alertOf(hero) === null, 'The alert did not close on the new champion.');
  const digest = (await maya.cards(channel)).findLast(({ key }) => key.startsWith('digest-'));
  must(digest !== undefined, 'No digest was posted.');
  await tell('digest', digest.summary, { model: null });
}

async function rollback({ maya, liam, see, tell }: Cast): Promise<void> {
  const back = await see.button(maya, hero, 'rollback');
  const pressed = await liam.press(channel, back, { reason: 'Trying the way back' });
  must(pressed.outcome === 'done', `The rollback was not taken: ${pressed.card.summary}`);
  await see.cycle(hero, 'champion_restored');
  const now = await see.champion(hero);
  must(now === 'v1', `The registry says ${now}, not v1.`);
  await tell('rolled_back', `One press by Liam; the registry was read back: ${now} is champion.`, {
    version: now,
    by: 'liam',
  });
}

async function epilogue({ see, tell, steward }: Cast): Promise<void> {
  await see.look();
  must(see.alertsOf(steady) === 0, `${steady} is stationary, but an alert opened.`);
  await tell('quiet', `No alert on ${steady} in all this time.`, { model: steady });
  must(see.alertsOf(hero) === 1, `${hero} had ${see.alertsOf(hero)} alerts, not one.`);
  const { events, broken } = await verify(steward.db);
  must(broken === null, 'The log does not chain.');
  const weeks = Math.round(((await worldNow(steward.db.sql)) - see.since) / week);
  await tell('verified', `${events} entries of ${weeks} weeks chain: nothing was edited or cut off.`, {
    model: null,
    events,
  });
}
