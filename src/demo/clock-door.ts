/** The demo's own verb: moving the world's clock, by word or by button. Everything else goes on to the real router. */
import type { Answer } from '../cards/answer.ts';
import type { Card } from '../cards/card.ts';
import type { Door } from '../commands/router.ts';
import type { Db } from '../db/connect.ts';
import type { ChannelId } from '../domain/ids.ts';
import type { Ports } from '../effects/ports.ts';
import { showCard } from '../effects/show-card.ts';
import { worldNow } from '../engine/clock.ts';
import type { Engine } from '../engine/engine.ts';
import { day, type Instant, parseDuration, sayDuration, sayInstant } from '../lib/time.ts';
import { t, tLine } from '../words/t.ts';

const verb = 'clock';
const longest = 92 * day;

export const clockDoor = (
  door: Door,
  { db, engine, ports, until }: { db: Db; engine: Engine; ports: Ports; until: Instant },
): Door => {
  let moving = false;
  async function move(words: string, channel: ChannelId): Promise<Answer> {
    const ms = parseDuration(words.trim() || '7d');
    if (ms === null || ms <= 0 || ms > longest) {
      return plain(
        'refused',
        t('"{length}" is no time to move by. Say for example: clock 7d (at most 92d).', {
          length: words.slice(0, 40),
        }),
      );
    }
    if (moving) return plain('refused', t('The clock is already moving; wait until it stands.'));
    moving = true;
    try {
      const from = await worldNow(db.sql);
      const to = Math.min(from + ms, until);
      if (to <= from)
        return plain('refused', t("The demo's data ends at {until}.", { until: sayInstant(until) }));
      await engine.advance(to);
      const now = await worldNow(db.sql);
      await showClock(ports, channel, { now, until });
      const moved = plain(
        'done',
        t('{length} went by. It is {now}.', { length: sayDuration(to - from), now: sayInstant(now) }),
      );
      // Where the person is looking, so that nobody has to scroll up to the clock's own card.
      return { ...moved, card: { ...moved.card, actions: clockCard(now, until).actions } };
    } finally {
      moving = false;
    }
  }
  return {
    asks: (what, by, entry) => door.asks(what, by, entry),
    press: (press, by, entry) =>
      press.verb === verb ? move(press.id, entry.channel) : door.press(press, by, entry),
    say: (words, by, entry) => {
      const [first = '', ...rest] = words.trim().split(/\s+/);
      return first.toLowerCase() === verb ? move(rest.join(' '), entry.channel) : door.say(words, by, entry);
    },
  };
};

const plain = (outcome: Answer['outcome'], sentence: string): Answer => ({
  outcome,
  card: {
    key: 'clock',
    tone: 'plain',
    title: t('Clock'),
    summary: sentence,
    blocks: [{ kind: 'text', line: [sentence] }],
    actions: [],
  },
});

export const showClock = (
  ports: Ports,
  channel: ChannelId,
  { now, until }: { now: Instant; until: Instant },
): Promise<void> => showCard(ports, channel, { draw: () => clockCard(now, until), at: now });

function clockCard(now: Instant, until: Instant): Card {
  const button = (label: string, by: string, style: 'primary' | 'default' = 'default') => ({
    label,
    style,
    press: { verb, id: by, seen: '' },
  });
  return {
    key: 'demo-clock',
    tone: 'plain',
    title: t('A world to try Steward in'),
    summary: t('This is a demo on real data. Its clock stands at {now}; move it and see what happens.', {
      now: sayInstant(now),
    }),
    blocks: [
      {
        kind: 'text',
        line: tLine(
          'Three models predict on real data, and a pandemic is coming. It is {now}; the data ends at {until}.',
          { now: { bold: sayInstant(now) }, until: sayInstant(until) },
        ),
      },
      {
        kind: 'text',
        line: tLine(
          'Move the clock to mid April 2020, ask for a retraining as Maya, approve it as Liam, and follow the one card. Say {help} for everything else.',
          { help: { bold: 'help' } },
        ),
      },
    ],
    actions:
      now >= until
        ? []
        : [
            button(t('Move one week'), '7d', 'primary'),
            button(t('Move one day'), '1d'),
            button(t('Move four weeks'), '28d'),
          ],
  };
}
