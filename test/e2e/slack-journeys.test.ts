/** What people do on Slack all day, each as a story on one workspace. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SlackSteward, startSlackSteward } from './slack-steward.ts';

describe.each(['socket', 'http'] as const)('over %s', (mode) => {
  let world: SlackSteward;
  beforeAll(async () => {
    world = await startSlackSteward({ mode, at: Date.UTC(2020, 3, 6, 5) });
    await world.steward.engine.advance(Date.UTC(2020, 3, 13, 7));
  });
  afterAll(async () => {
    expect(world.slack.violations).toEqual([]);
    await world[Symbol.asyncDispose]();
  });

  const say = async (words: string, by = 'Maya', where = 'ml') => {
    const reply = await world.slack.command(`/model ${words}`.trim(), { by, in: where });
    const [card] = (await reply.whispers()).slice(-1);
    return { reply, card: card!, text: card!.plainText() };
  };

  describe('asking', () => {
    test('the status has state, number, limit, what is next, and a chart whose numbers are in words', async () => {
      const { card, text } = await say('status fremont-bridge');
      expect(card.text).toMatch(/^fremont-bridge version 1 is Failing\. MAE 62\.3, limit 60/);
      expect(text).toContain('■ Failing');
      const chart = card.message.blocks.find(
        (block) => (block as { type: string }).type === 'data_visualization',
      );
      expect(chart).toMatchObject({
        chart: { type: 'line', axis_config: { categories: expect.any(Array) } },
      });
      expect(text).toMatch(/MAE: .*62\.3/);
    });

    test('a status is for everybody when its reader shares it', async () => {
      const { card } = await say('status telco-churn');
      const before = world.ml.messages().length;
      expect(await (await card.press('Share in channel', { by: 'Maya' })).whisper()).toContain('on its way');
      await world.slack.until(
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

    test('without a name there are all models, worst first, to choose from', async () => {
      const { card, text } = await say('');
      expect(text.indexOf('fremont-bridge')).toBeLessThan(text.indexOf('telco-churn'));
      const table = card.message.blocks.find((block) => (block as { type: string }).type === 'data_table');
      expect(table).toMatchObject({ row_header_column_index: 0, caption: 'Worst first' });
      expect((await world.slack.options('', { by: 'Maya' }))[0]).toBe('fremont-bridge');
      expect(await world.slack.options('frem', { by: 'Maya' })).toEqual(['fremont-bridge']);
      const picked = await card.pressRaw(
        { type: 'external_select', action_id: 'pick', selected_option: { value: 'telco-churn' } } as never,
        'Maya',
      );
      expect(await picked.whisper()).toContain('telco-churn');
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
      'decisions',
      'digest',
      'compare fremont-bridge',
      'open R-9',
      'nonsense',
      'check fremont-bridge performance',
      'R-101',
    ])('“%s” is answered privately, in a whole sentence', async (words) => {
      const { card } = await say(words, 'Liam');
      expect(card.text).toMatch(/^.{10,}[.?!]$/s);
      expect(card.message.onlyFor).not.toBeNull();
    });

    test('a mention is answered privately too, once, however often it is delivered', async () => {
      const answered = await world.slack.mention('status telco-churn', { by: 'Noor', in: 'ml' });
      expect(await answered.whisper()).toContain('telco-churn');
      const inner = {
        type: 'app_mention',
        user: 'U0NOOR',
        text: '<@U0STEWARD> inbox',
        channel: 'C0ML',
        ts: '1.2',
      };
      const count = () => world.slack.calls.filter(({ method }) => method === 'chat.postEphemeral').length;
      const before = count();
      await world.slack.event(inner, { attempt: 0, reason: '', id: 'EvTwice' });
      await world.slack.until(
        () => count() > before,
        () => 'the answer',
      );
      await world.slack.event(inner, { attempt: 1, reason: 'http_timeout', id: 'EvTwice' });
      await say('inbox', 'Noor');
      expect(count()).toBe(before + 1);
    });

    test('the home tab shows what waits, my models and recent decisions', async () => {
      const home = await world.slack.home('Liam');
      for (const part of ['Inbox', 'My models', 'Recent decisions', 'fremont-bridge'])
        expect(home.plainText()).toContain(part);
      expect(await (await home.press('fremont-bridge', { by: 'Liam' })).whisper()).toContain('MAE 62.3');
    });

    test('a shortcut asks about a model', async () => {
      const reply = await world.slack.shortcut('list', { by: 'Maya' });
      expect((await reply.modal()).text).toContain('fremont-bridge');
    });
  });

  describe('working on an alert', () => {
    test('words that leave something out open a form, which does it', async () => {
      const reply = await world.slack.command('/model mute fremont-bridge', { by: 'Maya', in: 'ml' });
      const form = await reply.modal();
      expect(form.title).toContain('Mute');
      const sent = await form.submit({ until: '1d', why: 'label outage' });
      expect(await sent.whisper()).toContain('muted until');
      expect(await (await say('unmute fremont-bridge')).text).toContain('is heard again');
    });

    test('who may not is told so privately, and the card stays as it is', async () => {
      const card = await world.ml.expectCard('MAE 62.3, limit 60');
      await card.expectNoButton('Unmute');
      const shown = card.plainText();
      const answer = await (await card.press('Acknowledge', { by: 'Sam' })).whisper();
      expect(answer).toContain('Nothing was changed');
      expect(card.plainText()).toBe(shown);
    });

    test('the menu behind ⋯ asks first where something is needed', async () => {
      const card = await world.ml.expectCard('MAE 62.3, limit 60');
      await card.expectNoButton('Unmute');
      expect(card.buttons()).toEqual(expect.arrayContaining(['Mute…', 'History']));
      expect(await (await card.press('History', { by: 'Sam' })).whisper()).toContain('fremont-bridge');
      const sent = await card.press('Mute', { by: 'Maya', values: { why: 'a long weekend' } });
      expect(await sent.whisper()).toContain('muted until');
      await say('unmute fremont-bridge');
    });

    test('guests, people who left, and strangers of a shared channel change nothing', async () => {
      world.slack.person('Gil', { guest: true });
      world.slack.person('Lea', { deactivated: true });
      world.slack.person('Xena', { strangerFrom: 'T0OTHER' });
      const card = await world.ml.expectCard('MAE 62.3, limit 60');
      for (const by of ['Gil', 'Lea', 'Xena']) {
        const answer = await (await card.press('Acknowledge', { by })).whisper();
        expect(answer).toContain('I don’t know who you are here');
      }
      const [row] = await world.db.sql<
        { n: number }[]
      >`select count(*)::int as n from events where type = 'alert_acknowledged'`;
      expect(row!.n).toBe(0);
    });

    test('a press is private, acknowledged, and edits the card', async () => {
      const card = await world.ml.expectCard('MAE 62.3, limit 60');
      const reply = await card.press('Acknowledge', { by: 'Maya' });
      expect(await reply.whisper()).toContain('You acknowledged');
      await card.expectNoButton('Acknowledge');
      expect(reply.ackMs).toBeLessThan(2500);
    });

    test('a request is denied with a reason, which everybody reads on the card', async () => {
      const card = await world.ml.expectCard('MAE 62.3, limit 60');
      await (await card.press('Request retrain', { by: 'Maya', values: { reason: 'it drifted' } })).whisper();
      await card.expectUpdate('waits for approval');
      expect((await say('inbox', 'Liam')).text).toContain('R-');
      const denied = await card.press('Deny', { by: 'Liam', values: { reason: 'wait for the backfill' } });
      expect(await denied.whisper()).toContain('Nothing runs');
      await card.expectUpdate('wait for the backfill');
    });

    test('a request is withdrawn after a question', async () => {
      const card = await world.ml.expectCard('MAE 62.3, limit 60');
      await (await card.press('Request again', { by: 'Maya', values: { reason: 'once more' } })).whisper();
      await card.expectUpdate('once more');
      const asked = await (await card.press('Cancel request', { by: 'Maya' })).modal();
      expect(asked.text).toContain('will not happen');
      expect(await (await asked.submit()).whisper()).toContain('You cancelled');
    });

    test('a button of another release says that its card is out of date', async () => {
      const old = await world.slack.press(
        { type: 'button', action_id: '!0', value: '9.approve.x.R-1' },
        { by: 'Maya', in: 'ml' },
      );
      expect(await old.whisper()).toContain('out of date');
    });
  });
});
