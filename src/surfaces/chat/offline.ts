/** While nobody listened, presses were lost, and the platform told nobody but whoever pressed: open cards say so until their next edit. */
import type { Card } from '../../cards/card.ts';
import type { Log } from '../../lib/log.ts';
import { minute, second } from '../../lib/time.ts';
import { speaking } from '../../words/language.ts';
import { t, tLine } from '../../words/t.ts';
import type { Directory } from '../contract.ts';
import type { Place, Places } from './places.ts';

/** Shorter gaps are ordinary: platforms refresh their sockets. */
const worthSaying = 20 * second;
const mostCards = 20;
const key = 'heard';

export interface Offline {
  /** We hear, at this moment. */
  heard(): Promise<void>;
  /** Nobody heard since then, until now. */
  back(sinceMs: number): Promise<void>;
  /** What the last process left behind. */
  started(): Promise<void>;
}

export const noteOn = (card: Card, from: number, to: number): Card => ({
  ...card,
  blocks: [
    {
      kind: 'text',
      line: tLine(
        '{offline}{from} to {to}. Presses in that time did not reach me; please press again if you did.',
        { offline: { bold: t('I was offline ') }, from: { at: from }, to: { at: to } },
      ),
    },
    ...card.blocks,
  ],
});

export function createOffline(options: {
  directory: Directory;
  places: Places;
  /** Edits a card wherever it is. */
  show(place: Place, card: Card, ref: string): Promise<string>;
  platform: string;
  log: Log;
}): Offline {
  const { directory, places, show, platform, log } = options;
  async function back(sinceMs: number): Promise<void> {
    const now = Date.now();
    if (now - sinceMs < worthSaying) return;
    log.warn({ seconds: Math.round((now - sinceMs) / second) }, `${platform} could not reach us for a while`);
    for (const { id, language } of await directory.channels()) {
      const place = await places.placeOf(id);
      if (place === null) continue;
      const open = (await directory.cards(id))
        .slice(-mostCards)
        .filter(({ card }) => card.calls !== undefined);
      for (const { card, ref } of open) {
        if (ref === null) continue;
        const saying = speaking(language, () => show(place, noteOn(card, sinceMs, now), ref));
        await saying.catch((thrown: unknown) => {
          log.warn({ err: thrown }, 'a card could not say that we were offline');
        });
      }
    }
  }
  return {
    back,
    heard: () => directory.remember(key, Date.now()),
    async started() {
      const last = await directory.recall(key);
      if (typeof last === 'number' && Date.now() - last > minute) await back(last);
    },
  };
}
