/** What the story can see: cards at the page, the log, and the registry itself. */

import { sayNumber } from '../charts/chart-words.ts';
import { readChecks, readCycle, readEvents, readModel } from '../db/read.ts';
import type { Evaluation } from '../domain/evaluation.ts';
import type { ModelId, VersionId } from '../domain/ids.ts';
import { readRegistered } from '../effects/registered.ts';
import { Fault } from '../lib/fault.ts';
import { type Instant, sayInstant, second } from '../lib/time.ts';
import type { Steward } from '../main.ts';
import type { Tell } from './timeline.ts';
import type { PageCard, Visitor } from './visitor.ts';
import { begins, channel } from './world.ts';

const patienceMs = 120 * second;

/** Looks again and again until something is there. Throws `Fault` when it does not come. */
async function until<T>(what: string, look: () => Promise<T | null | undefined>): Promise<T> {
  const late = performance.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined) return found;
    if (performance.now() > late) {
      throw new Fault('not_observed', `${what} was not seen within ${patienceMs / second} s.`, {
        retry: 'never',
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export type Observer = ReturnType<typeof createObserver>;

export function createObserver({ db, ports }: Steward, told: Tell) {
  let seen = 0;
  const open = new Map<string, Instant>();
  const counts = new Map<string, number>();

  const newestCard = async (visitor: Visitor, model: string) =>
    (await visitor.cards(channel)).findLast(
      ({ key, title }) => key.startsWith('episode-') && title.includes(model),
    );
  const eventOf = async (model: string, type: string) =>
    (await readEvents(db, { model: model as ModelId, types: [type], most: 1 }))[0];

  const observer = {
    since: begins,
    alertOf: (model: string): Instant | null => open.get(model) ?? null,
    alertsOf: (model: string): number => counts.get(model) ?? 0,
    /** Tells the alerts that opened or closed since the last look. */
    async look(): Promise<void> {
      const events = await readEvents(db, { types: ['alert_opened', 'alert_closed'], most: 1000 });
      for (const { position, type, at, model, stream } of events.toReversed()) {
        if (position <= seen || model === null) continue;
        seen = position;
        const monitor = stream.slice(`alert:${model}/`.length);
        const [check] = await readChecks(db, model, monitor as never, 1);
        const finding =
          check?.findings.find(({ verdict }) => verdict === 'breach') ??
          check?.findings.find(({ limit }) => limit !== null);
        const numbers = finding
          ? `: ${finding.column ?? finding.metric} ${sayNumber(finding.value)}, limit ${sayNumber(finding.limit)}`
          : '';
        const opened = type === 'alert_opened';
        if (opened) {
          open.set(model, at);
          counts.set(model, observer.alertsOf(model) + 1);
        } else open.delete(model);
        const says = `${model} ${monitor} ${opened ? 'breaches' : 'is good again'}${numbers}`;
        told({ step: opened ? 'alert' : 'alert_closed', at, model, monitor, says });
      }
    },
    /** The model's newest card once it is as wanted. */
    card: (visitor: Visitor, model: string, wanted: (card: PageCard) => boolean): Promise<PageCard> =>
      until(`The card of ${model}`, async () => {
        const card = await newestCard(visitor, model);
        return card && wanted(card) ? card : null;
      }),
    async button(visitor: Visitor, model: string, verb: string) {
      const at = (card: PageCard) => card.actions.find(({ press }) => press.verb === verb);
      const card = await observer.card(visitor, model, (one) => at(one) !== undefined);
      return at(card)!;
    },
    /** The newest event of a kind of the model's cycle. */
    cycle: (model: string, type: string): Promise<{ challenger: string; trainedUntil: string }> =>
      until(`"${type}" of ${model}`, async () => {
        const entry = await eventOf(model, type);
        const challenger = entry?.event.challenger as { version: string; trainedUntil: number } | undefined;
        if (!entry) await stopWhenOver(model);
        return entry
          ? { challenger: challenger?.version ?? '', trainedUntil: sayInstant(challenger?.trainedUntil ?? 0) }
          : null;
      }),
    evaluation: (model: string): Promise<Evaluation> =>
      until(`The comparison of ${model}`, async () => {
        const entry = await eventOf(model, 'challenger_offered');
        if (!entry) await stopWhenOver(model);
        return entry?.event.evaluation as Evaluation | undefined;
      }),
    async champion(model: string): Promise<VersionId | null> {
      return (await readRegistered(ports, model as ModelId)).champion;
    },
    /** The newest check of the performance monitor. */
    async keyCheck(model: string): Promise<{ says: string; facts: Record<string, unknown> }> {
      const known = await readModel(db, model as ModelId);
      const monitor = known?.model.monitors.find(({ kind }) => kind === 'performance');
      const [check] = monitor ? await readChecks(db, model as ModelId, monitor.id, 1) : [];
      const finding = check?.findings.find(({ limit }) => limit !== null) ?? check?.findings[0];
      if (!check || !finding)
        throw new Fault('not_observed', `${model} was not checked.`, { retry: 'never' });
      const { metric, value, limit, n, verdict } = finding;
      return {
        says: `${check.version}: ${metric} ${sayNumber(value)}, limit ${sayNumber(limit)}, ${n} rows to ${sayInstant(check.window.to)}: ${verdict.replaceAll('_', ' ')}`,
        facts: { metric, value, limit, n, verdict, version: check.version, window: check.window },
      };
    },
  };

  /** A cycle that ended will not bring what is waited for: say why at once. */
  async function stopWhenOver(model: string): Promise<void> {
    const entry = await eventOf(model, 'cycle_closed');
    const cycle = entry ? await readCycle(db, entry.stream.slice('cycle:'.length)) : null;
    if (cycle?.phase !== 'closed') return;
    const { result, why } = cycle.outcome;
    throw new Fault(
      'not_observed',
      `The cycle ended: ${result.replaceAll('_', ' ')}${why ? ` (${why})` : ''}.`,
      {
        retry: 'never',
      },
    );
  }
  return observer;
}
