import { describe, expect, test } from 'vitest';
import type { Message } from '../emulators/discord/world.ts';
import { journeysOn } from './journeys-on-chat.ts';

describe('on Discord', () => {
  journeysOn('discord', ({ world }) => {
    const discord = () => world().discord!;
    const at = { by: 'Maya', in: 'ml' };
    const parts = ({ body }: Message, type: number): Record<string, unknown>[] => {
      const [, box] = body.components as { components: Record<string, unknown>[] }[];
      return box!.components.filter((one) => one.type === type);
    };

    test('a chart is a picture whose numbers are its description', async () => {
      const { message } = await (await discord().say('status fremont-bridge', at)).card();
      expect(message.files).toEqual(['chart-0.png']);
      const [gallery] = parts(message, 12) as { items: { description: string }[] }[];
      expect(gallery!.items[0]!.description).toMatch(/MAE.*62\.3/s);
    });

    test('names are completed: the worst state first, then what begins with, holds, or resembles it', async () => {
      const complete = (typed: string) => discord().complete('status', 'model', typed, at);
      expect((await complete(''))[0]).toBe('fremont-bridge');
      expect(await complete('frem')).toEqual(['fremont-bridge']);
      expect(await complete('CHURN')).toEqual(['telco-churn']);
      expect(await complete('fremnot-bridge')).toEqual(['fremont-bridge']);
    });

    test('a model is chosen from a menu, worst first', async () => {
      const card = await (await discord().say('list', at)).card();
      expect(card.buttons()[0]).toBe('fremont-bridge');
      expect(await (await card.press('telco-churn', { by: 'Maya' })).whisper()).toContain('telco-churn');
    });

    test('an interaction is only ever answered privately: cards are edited by the bot itself', async () => {
      const answers = discord().calls.filter(({ route }) => route.startsWith('/interactions/'));
      expect(answers.length).toBeGreaterThan(5);
      for (const { body } of answers.filter(({ body: { type } }) => type === 4 || type === 5))
        expect(Number((body.data as { flags: number }).flags) & 64).toBe(64);
    });
  });
});
