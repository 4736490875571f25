/** Answers that take longer than Discord waits. */
import { expect, test } from 'vitest';
import { encodePress } from '../../../src/surfaces/press-token.ts';
import { pressOn, withDiscord } from './with-discord.ts';

const world = withDiscord();
const press = () => pressOn(world());
const direct = () =>
  world()
    .discord.dm('ada')
    .map((message) => message.plainText());
const whenTold = () =>
  world().discord.until(
    () => direct().length > 0,
    () => 'a direct message',
  );
const slowly = (ms: number) => {
  const { press: real } = world().router;
  world().router.press = async (...asked) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return real(...asked);
  };
};

test('in time when it takes long, and again when there is something to say', async () => {
  slowly(2300);
  const reply = await press();
  await reply.answered();
  expect(reply.interaction.answered).toBe(5);
  expect(await reply.whisper()).toContain('Recorded');
});

test('directly when the token expired meanwhile', async () => {
  slowly(2300);
  world().discord.fail(/^PATCH \/webhooks/, { status: 404, code: 50027 });
  await press();
  await whenTold();
  expect(direct()).toEqual([expect.stringContaining('Recorded: approve R-1')]);
});

test('what can no longer open a form offers it as a button', async () => {
  const action = {
    label: 'Deny',
    style: 'danger' as const,
    press: { verb: 'deny', id: 'R-1', seen: '' },
    form: {
      title: 'Why?',
      submit: 'Deny',
      fields: [{ name: 'reason', label: 'Why?', kind: 'text' as const, required: true }],
    },
  };
  let waitMs = 2300;
  world().router.asks = async () => {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    return action;
  };
  const late = await (
    await world().discord.carry(`?${encodePress(action.press)}`, { by: 'ada', in: 'ml' })
  ).card();
  expect(late.plainText()).toContain('longer than Discord waits');
  waitMs = 0;
  const form = await (await late.press('Deny', { by: 'ada' })).modal();
  expect(await (await form.submit({ reason: 'no' })).whisper()).toContain('Recorded: deny R-1');
});
