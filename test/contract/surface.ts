/** What every surface promises, wherever its people are. Called by each surface's test with a way to start it. */
import { describe, expect, test } from 'vitest';
import type { Card, Press } from '../../src/cards/card.ts';
import type { ChannelId } from '../../src/domain/ids.ts';
import type { Surface } from '../../src/surfaces/contract.ts';
import { encodePress } from '../../src/surfaces/press-token.ts';
import { type Language, speaking } from '../../src/words/language.ts';
import { t } from '../../src/words/t.ts';
import { ada, type FakeRouter, plainCard } from '../surfaces/fakes.ts';

export interface SurfaceWorld extends AsyncDisposable {
  surface: Surface;
  router: FakeRouter;
  channel: ChannelId;
  /** The language of the channel, from now on. */
  speaks(language: Language): void;
  /** Shows a card as the product does: whatever the surface reads elsewhere is stored first. */
  show(card: Card, ref: string | null): Promise<string>;
  /** The messages of the channel that everybody sees, oldest first, as the reader's own program shows their text. */
  messages(): Promise<string[]>;
  /** Presses a button by what it carries, and returns the text of the private answer. `times` delivers the same press again. */
  press(
    token: string,
    by: 'ada' | 'a stranger',
    options?: { values?: Record<string, string>; times?: number },
  ): Promise<string>;
}

const approve: Press = { verb: 'approve', id: 'R-4821', seen: '0123456789abcdef' };
const hostile = `<img src=x onerror=alert(1)> </article> *bold* <!channel> @everyone "'&amp; \`code\` [x](https://evil.example)`;

const hostileCard: Card = {
  key: 'hostile',
  tone: 'warning',
  title: hostile,
  summary: hostile,
  blocks: [
    { kind: 'text', line: [hostile, { bold: hostile }, { link: 'a link', url: 'javascript:alert(1)' }] },
    { kind: 'facts', facts: [[hostile, [hostile]]] },
    {
      kind: 'table',
      caption: hostile,
      columns: [hostile, 'b'],
      rowHeader: 0,
      rows: [[[hostile], [hostile]]],
    },
    { kind: 'code', text: `\`\`\`</code></pre>${hostile}` },
  ],
  actions: [{ label: hostile, style: 'danger', press: approve }],
};

const hugeCard: Card = {
  ...plainCard('huge', 'A huge card'),
  summary: 'x'.repeat(50_000),
  blocks: [
    { kind: 'text', line: ['x'.repeat(50_000)] },
    { kind: 'facts', facts: Array.from({ length: 500 }, (_f, i) => [`fact ${i}`, ['y'.repeat(3000)]]) },
    {
      kind: 'table',
      caption: 'many rows',
      columns: Array.from({ length: 60 }, (_c, i) => `column ${i}`),
      rowHeader: 0,
      rows: Array.from({ length: 2000 }, (_r, i) => Array.from({ length: 60 }, () => [`cell ${i}`])),
    },
    { kind: 'code', text: 'z'.repeat(100_000) },
    ...Array.from({ length: 200 }, () => ({ kind: 'text' as const, line: ['one more block'] })),
  ],
  actions: Array.from({ length: 60 }, (_a, i) => ({
    label: `Button ${i} ${'w'.repeat(200)}`,
    style: 'default' as const,
    press: { verb: 'open', id: i === 0 ? 'i'.repeat(400) : `R-${i}`, seen: '' },
  })),
};

const squeezed = (text: string) => text.replace(/\s+/g, ' ');

export function surfaceContract(name: string, start: () => Promise<SurfaceWorld>): void {
  describe(`${name} as a surface`, () => {
    test('posts a card, and edits the same message when the card is shown again', async () => {
      await using world = await start();
      const ref = await world.show(plainCard('one', 'first words'), null);
      await world.show(plainCard('two', 'another card'), null);
      await world.show(plainCard('one', 'second words'), ref);
      const messages = await world.messages();
      expect(messages).toHaveLength(2);
      expect(messages[0]).toContain('second words');
      expect(messages.join()).not.toContain('first words');
      expect(messages[1]).toContain('another card');
    });

    test('hands a press to the router once, as what was pressed and who did it', async () => {
      await using world = await start();
      await world.show(
        { ...plainCard('one', 'x'), actions: [{ label: 'Approve', style: 'primary', press: approve }] },
        null,
      );
      const answer = await world.press(encodePress(approve), 'ada', { values: { reason: 'new data <b>' } });
      expect(answer).toContain('Recorded: approve R-4821');
      expect(world.router.heard).toEqual([
        {
          kind: 'press',
          press: approve,
          by: ada,
          entry: expect.objectContaining({
            cause: expect.stringMatching(new RegExp(`^${world.surface.id}:.{8,}`)),
            channel: world.channel,
            values: { reason: 'new data <b>' },
          }),
        },
      ]);
    });

    test('gives a redelivered press the same cause, so that it counts once', async () => {
      await using world = await start();
      const answer = await world.press(encodePress(approve), 'ada', { times: 3 });
      expect(answer).toContain('Recorded: approve R-4821');
      expect(world.router.heard).toHaveLength(1);
      expect(world.router.repeated).toBe(2);
    });

    test('tells somebody it does not know so, and changes nothing', async () => {
      await using world = await start();
      expect(await world.press(encodePress(approve), 'a stranger')).toContain('know who you are');
      expect(world.router.heard).toEqual([]);
    });

    test.each(['', '2.approve.x.R-4821', 'x'.repeat(4000), '<script>'])(
      'answers the unreadable token %.20j privately',
      async (token) => {
        await using world = await start();
        expect(await world.press(token, 'ada')).toContain('This card is out of date');
        expect(world.router.heard).toEqual([]);
      },
    );

    test('shows names that look like markup as the text they are', async () => {
      await using world = await start();
      await world.show(hostileCard, null);
      await world.show(plainCard('after', 'the next card'), null);
      const messages = await world.messages();
      expect(messages).toHaveLength(2);
      expect(squeezed(messages[0]!).split(squeezed(hostile)).length - 1).toBeGreaterThanOrEqual(6);
    });

    test('speaks the language of the channel, on cards and in what one person is told', async () => {
      await using world = await start();
      world.speaks('de');
      const card: Card = { ...plainCard('one', 'churn-v3'), tone: 'warning' };
      // Whoever shows a card draws it in the channel's language.
      await speaking('de', () => world.show(card, null));
      expect((await world.messages()).join()).toContain('Warnung');
      world.router.answerWith(({ kind }) => ({
        outcome: 'done',
        card: plainCard(`answer-${kind}`, t('Show all models')),
      }));
      const pressed = await world.press(encodePress(approve), 'ada', { values: { reason: 'neue Daten' } });
      expect(pressed).toContain('Alle Modelle zeigen');
      expect(await world.press('', 'ada')).toContain('Diese Karte ist überholt');
      expect(await world.press(encodePress(approve), 'a stranger')).toMatch(/wer du (hier )?bist/);
    });

    test('shows what fits of a card that is far too large', async () => {
      await using world = await start();
      await world.show(hugeCard, null);
      const messages = await world.messages();
      expect(messages).toHaveLength(1);
      expect(messages[0]).toContain('A huge card');
      expect(messages[0]!.length).toBeLessThan(2_000_000);
    });
  });
}
