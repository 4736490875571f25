import { describe, expect, test } from 'vitest';
import { journeysOn } from './journeys-on-chat.ts';

interface Block {
  type: string;
}

describe.each(['socket', 'http'] as const)('on Slack over %s', (mode) => {
  journeysOn(mode, ({ world, say }) => {
    const slack = () => world().slack!;
    test('a chart is Slack’s own', async () => {
      const { message } = await (await slack().say('status fremont-bridge', { by: 'Maya', in: 'ml' })).card();
      const chart = message.blocks.find((block) => (block as Block).type === 'data_visualization');
      expect(chart).toMatchObject({
        chart: { type: 'line', axis_config: { categories: expect.any(Array) } },
      });
    });

    test('a model is chosen from a table, worst first, or by its name', async () => {
      const card = await (await slack().say('', { by: 'Maya', in: 'ml' })).card();
      const table = card.message.blocks.find((block) => (block as Block).type === 'data_table');
      expect(table).toMatchObject({ row_header_column_index: 0, caption: 'Worst first' });
      expect((await slack().options('', { by: 'Maya' }))[0]).toBe('fremont-bridge');
      expect(await slack().options('frem', { by: 'Maya' })).toEqual(['fremont-bridge']);
      const picked = await card.pressRaw(
        { type: 'external_select', action_id: 'pick', selected_option: { value: 'telco-churn' } } as never,
        'Maya',
      );
      expect(await picked.whisper()).toContain('telco-churn');
    });

    test.each(['nonsense', 'open R-9'])('“%s” is answered in a whole sentence', async (words) => {
      expect((await say(words)).card.text).toMatch(/^.{10,}[.?!]$/s);
    });

    test('a mention is answered privately too, once, however often it is delivered', async () => {
      const answered = await slack().mention('status telco-churn', { by: 'Noor', in: 'ml' });
      expect(await answered.whisper()).toContain('telco-churn');
      const inner = {
        type: 'app_mention',
        user: 'U0NOOR',
        text: '<@U0STEWARD> inbox',
        channel: 'C0ML',
        ts: '1.2',
      };
      const count = () => slack().calls.filter(({ method }) => method === 'chat.postEphemeral').length;
      const before = count();
      await slack().event(inner, { attempt: 0, reason: '', id: 'EvTwice' });
      await slack().until(
        () => count() > before,
        () => 'the answer',
      );
      await slack().event(inner, { attempt: 1, reason: 'http_timeout', id: 'EvTwice' });
      await say('inbox', 'Noor');
      expect(count()).toBe(before + 1);
    });

    test('the home tab shows what waits, my models and recent decisions', async () => {
      const home = await slack().home('Liam');
      for (const part of ['Inbox', 'My models', 'Recent decisions', 'fremont-bridge'])
        expect(home.plainText()).toContain(part);
      expect(await (await home.press('fremont-bridge', { by: 'Liam' })).whisper()).toContain('MAE 62.3');
    });

    test('a shortcut asks about a model', async () => {
      const reply = await slack().shortcut('list', { by: 'Maya' });
      expect((await reply.modal()).text).toContain('fremont-bridge');
    });

    test('guests and people who left change nothing', async () => {
      slack().person('Gil', { guest: true });
      slack().person('Lea', { deactivated: true });
      const card = await slack().channel('ml').expectCard('MAE 62.3, limit 60');
      for (const by of ['Gil', 'Lea']) {
        const answer = await (await card.press('History', { by })).whisper();
        expect(answer).toContain('I don’t know who you are here');
      }
    });

    test('what was pressed is acknowledged in time, and a card carries its key', async () => {
      const card = await slack().channel('ml').expectCard('MAE 62.3, limit 60');
      expect((await card.press('History', { by: 'Maya' })).ackMs).toBeLessThan(2500);
      expect(card.metadata()?.event_payload.key).toMatch(/^episode-/);
    });
  });
});
