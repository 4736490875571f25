/** What people do on a chat platform all day, each as a story in one place. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Who } from '../emulators/chat.ts';
import { type OnChat, type Platform, startOn } from './chat-steward.ts';

export interface Journeys {
  world(): OnChat;
  say(words: string, by?: string): Promise<{ card: Awaited<ReturnType<typeof said>>; text: string }>;
}

const said = async (world: OnChat, words: string, who: Who) => (await world.chat.say(words, who)).card();

/** @param only what just this platform has */
export function journeysOn(platform: Platform, only: (journeys: Journeys) => void): void {
  let world: OnChat;
  beforeAll(async () => {
    world = await startOn(platform, { at: Date.UTC(2020, 3, 6, 5) });
    await world.steward.engine.advance(Date.UTC(2020, 3, 13, 7));
  });
  afterAll(async () => {
    expect(world.chat.violations).toEqual([]);
    await world[Symbol.asyncDispose]();
  });
  const say: Journeys['say'] = async (words, by = 'Maya') => {
    const card = await said(world, words, { by, in: 'ml' });
    return { card, text: card.plainText() };
  };
  const alert = () => world.ml.expectCard('MAE 62.3, limit 60');

  only({ world: () => world, say });

  describe('asking', () => {
    test('the status has state, number, limit, and what is next', async () => {
      const { card, text } = await say('status fremont-bridge');
      expect(card.text).toMatch(/^fremont-bridge version 1 is Failing\. MAE 62\.3, limit 60/);
      expect(text).toContain('■ Failing');
      expect(text).toMatch(/MAE: .*62\.3/);
    });

    test('a status is for everybody when its reader shares it', async () => {
      const { card } = await say('status telco-churn');
      const before = world.ml.messages().length;
      expect(await (await card.press('Share in channel', { by: 'Maya' })).whisper()).toContain('on its way');
      await world.chat.until(
        () => world.ml.messages().length > before,
        () => 'the shared status',
      );
      expect(world.ml.messages().at(-1)!.plainText()).toContain('Shared by Maya');
    });

    test('a name that nobody knows is answered with the nearest', async () => {
      const { card } = await say('status fremont-brigde');
      expect(card.text).toContain('Did you mean fremont-bridge?');
      expect(await (await card.press('fremont-bridge', { by: 'Maya' })).whisper()).toContain('MAE 62.3');
    });

    test('without a name there are all models, worst first', async () => {
      const { text } = await say('');
      expect(text.indexOf('fremont-bridge')).toBeLessThan(text.indexOf('telco-churn'));
    });

    test.each([
      'help',
      'list',
      'list mine',
      'inbox',
      'monitors fremont-bridge',
      'versions fremont-bridge',
      'history fremont-bridge',
      'audit fremont-bridge',
      'audit fremont-bridge 30d',
      'decisions',
      'digest',
      'compare fremont-bridge',
      'check fremont-bridge performance',
      'R-101',
    ])('“%s” is answered privately, in a whole sentence', async (words) => {
      const before = world.ml.messages().length;
      const { card } = await say(words, 'Liam');
      expect(card.text).toMatch(/^.{10,}[.?!]$/s);
      expect(world.ml.messages()).toHaveLength(before);
    });
  });

  describe('working on an alert', () => {
    test('words that leave something out open a form, which does it', async () => {
      const form = await (await world.chat.say('mute fremont-bridge', { by: 'Maya', in: 'ml' })).modal();
      expect(form.title).toContain('Mute');
      const sent = await form.submit({ until: '1d', why: 'label outage' });
      expect(await sent.whisper()).toContain('muted until');
      expect((await say('unmute fremont-bridge')).card.text).toContain('is heard again');
    });

    test('words that say everything do it at once', async () => {
      expect((await say('mute fremont-bridge performance 7d label outage, DATA-311')).text).toContain(
        'muted until',
      );
      await (await alert()).expectUpdate('DATA-311');
      expect((await say('unmute fremont-bridge')).card.text).toContain('is heard again');
    });

    test('who may not is told so privately, and the card stays as it is', async () => {
      const card = await alert();
      await card.expectNoButton('Unmute');
      const shown = card.plainText();
      const answer = await (await card.press('Acknowledge', { by: 'Sam' })).whisper();
      expect(answer).toContain('Nothing was changed');
      expect(card.plainText()).toBe(shown);
    });

    test('the menu behind ⋯ asks first where something is needed', async () => {
      const card = await alert();
      await card.expectNoButton('Unmute');
      expect(card.buttons()).toEqual(expect.arrayContaining(['Mute…', 'History']));
      expect(await (await card.press('History', { by: 'Sam' })).whisper()).toContain('fremont-bridge');
      const sent = await card.press('Mute', { by: 'Maya', values: { why: 'a long weekend' } });
      expect(await sent.whisper()).toContain('muted until');
      await say('unmute fremont-bridge');
    });

    test('strangers change nothing', async () => {
      world.chat.person('Xena', { strangerFrom: '129999999999999999' });
      const answer = await (await (await alert()).press('Acknowledge', { by: 'Xena' })).whisper();
      expect(answer).toContain('I don’t know who you are here');
      const [row] = await world.db.sql<
        { n: number }[]
      >`select count(*)::int as n from events where type = 'alert_acknowledged'`;
      expect(row!.n).toBe(0);
    });

    test('an alert is given to somebody', async () => {
      expect((await say('assign fremont-bridge Liam')).text).toContain('Liam');
    });

    test('a press is private and edits the card', async () => {
      const card = await alert();
      expect(await (await card.press('Acknowledge', { by: 'Maya' })).whisper()).toContain('You acknowledged');
      await card.expectNoButton('Acknowledge');
    });

    test('a request is denied with a reason, which everybody reads on the card', async () => {
      const card = await alert();
      await (await card.press('Request retrain', { by: 'Maya', values: { reason: 'it drifted' } })).whisper();
      await card.expectUpdate('waits for approval');
      expect((await say('inbox', 'Liam')).text).toContain('R-');
      const denied = await card.press('Deny', { by: 'Liam', values: { reason: 'wait for the backfill' } });
      expect(await denied.whisper()).toContain('Nothing runs');
      await card.expectUpdate('wait for the backfill');
    });

    test('a request is withdrawn after a question', async () => {
      const card = await alert();
      await (await card.press('Request again', { by: 'Maya', values: { reason: 'once more' } })).whisper();
      await card.expectUpdate('once more');
      const { question, reply } = await card.confirm('Cancel request', { by: 'Maya' });
      expect(question).toContain('will not happen');
      expect(await reply.whisper()).toContain('You cancelled');
    });

    test('an approval by its id is as good as a press', async () => {
      const [, id = ''] = /(R-\d+)/.exec((await say('retrain fremont-bridge the bridge is closed')).text)!;
      const own = await say(`approve ${id}`);
      expect(own.text).toContain('someone else must approve');
      const reminded = await (await own.card.press('Remind them', { by: 'Maya' })).whisper();
      expect(reminded).toMatch(/Told directly: .*Liam/);
      await world.chat.until(
        () => world.chat.dm('Liam').some(({ text }) => text.startsWith(`Maya asks you: ${id}, retraining`)),
        () => 'the reminder to Liam',
      );
      const others = [...world.chat.dm('Maya'), ...world.chat.dm('Sam')];
      expect(others.filter(({ text }) => text.includes(id))).toEqual([]);
      const outside = await say(`approve ${id}`, 'Sam');
      const early = await (await outside.card.press('Ask ml-eng or ml-leads', { by: 'Sam' })).whisper();
      expect(early).toContain('less than four hours ago');
      expect((await say(`deny ${id} not this week`, 'Liam')).text).toContain('You denied');
      // Whoever asked is told directly; nothing that follows may be taken for that.
      await world.chat.until(
        () => world.chat.dm('Maya').some((message) => message.plainText().includes(id)),
        () => 'the word to Maya',
      );
      expect((await say(id)).text).toContain('not this week');
    });

    test('a button of another release says that its card is out of date', async () => {
      const old = await world.chat.carry('9.approve.x.R-1', { by: 'Maya', in: 'ml' });
      expect(await old.whisper()).toContain('out of date');
    });
  });
}
