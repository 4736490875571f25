/** What was typed into a form that came to nothing is there when it is opened again. */
import { describe, expect, test } from 'vitest';
import type { Action } from '../../../src/cards/card.ts';
import { createDrafts } from '../../../src/surfaces/chat/drafts.ts';
import type { Answer } from '../../../src/surfaces/contract.ts';
import { fillForm, openForm } from '../../../src/surfaces/discord/forms.ts';
import { encodePress } from '../../../src/surfaces/press-token.ts';
import type { Modal, Reply } from '../../emulators/chat.ts';
import { startDiscordSurface } from '../discord/contract-world.ts';
import { createFakeDirectory, type FakeRouter, plainCard } from '../fakes.ts';
import { startSlackSurface } from '../slack/contract-world.ts';

const press = { verb: 'deny', id: 'R-101', seen: '0123456789abcdef' };
const token = encodePress(press);
const field = { kind: 'paragraph', required: true } as const;
const action: Action = {
  label: 'Deny',
  style: 'default',
  press,
  form: { title: 'Deny', submit: 'Send', fields: [{ ...field, name: 'reason', label: 'Why?' }] },
};
const refused = (): Answer => ({ outcome: 'refused', card: plainCard('answer', 'Not at the moment') });
const wrong = (): Answer => ({ ...refused(), errors: { reason: 'Say more' } });
const broken = (): Answer => {
  throw new Error('the database is away');
};

interface Chat extends AsyncDisposable {
  router: FakeRouter;
  open(): Promise<Modal>;
  violations: string[];
}

const platforms: Record<string, () => Promise<Chat>> = {
  async Discord() {
    const world = await startDiscordSurface();
    const open = async () => (await world.discord.carry(`?${token}`, { by: 'ada', in: 'ml' })).modal();
    return { ...world, open, violations: world.discord.violations };
  },
  async Slack() {
    const world = await startSlackSurface('socket');
    const button = { type: 'button', action_id: '?0', value: token };
    const open = async () => (await world.slack.press(button, { by: 'ada', in: 'ml' })).modal();
    return { ...world, open, violations: world.slack.violations };
  },
};

const reasons = ({ heard }: FakeRouter) => heard.map(({ entry }) => entry.values?.reason);

describe.each(Object.entries(platforms))('on %s', (name, start) => {
  test.each([
    ['refused', refused],
    ['wrong', wrong],
    ['broken', broken],
  ])('what was %s comes back, until it is done', async (_how, answer) => {
    await using chat = await start();
    chat.router.asking.set('deny', action);
    chat.router.answerWith(answer);
    const form = await chat.open();
    const told: Reply = await form.submit({ reason: 'Too few labels' });
    if (answer === wrong && name === 'Slack') {
      // Slack leaves the form open by itself.
      expect(await (told as Awaited<ReturnType<Modal['submit']>>).problems()).toEqual({ reason: 'Say more' });
    } else {
      const card = await told.card();
      if (name === 'Slack') {
        expect(told).toMatchObject({ onTop: true });
        // Below it the form stands as it was, and is sent as it is.
        await form.submit({ reason: 'Too few labels' });
        if (answer === refused) expect(chat.router.repeated).toBe(0);
      } else {
        const [back = ''] = card.buttons();
        expect(back).toBe(answer === wrong ? 'Correct it' : 'Back to the form');
        await (await (await card.press(back, { by: 'ada' })).modal()).submit();
      }
    }
    chat.router.answerWith(() => ({ outcome: 'done', card: plainCard('answer', 'Denied') }));
    expect(await (await (await chat.open()).submit()).whisper()).toContain('Denied');
    expect(new Set(reasons(chat.router))).toEqual(new Set(['Too few labels']));
    await expect((async () => (await chat.open()).submit())()).rejects.toThrow('reason must be filled in');
    expect(chat.violations).toEqual([]);
  });
});

test('a form that came too late for Discord leads to its own step', async () => {
  const drafts = createDrafts(createFakeDirectory());
  const fields = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => ({ ...field, name, label: name }));
  const long: Action = { ...action, form: { ...action.form!, fields } };
  const at = { step: 1, correcting: true };
  expect(await openForm({ drafts, user: '1', action: long, at })).toMatchObject({
    late: { buttons: [{ custom_id: `=1?${token}` }] },
  });
});

test('what was emptied on Discord stays empty', async () => {
  const drafts = createDrafts(createFakeDirectory());
  const optional: Action = {
    ...action,
    form: {
      ...action.form!,
      fields: [{ ...action.form!.fields[0]!, required: false, initial: 'as always' }],
    },
  };
  await drafts.keep('1', press, { reason: 'old' });
  const filling = { drafts, user: '1', action: optional, at: { step: 0, correcting: true } };
  const filled = await fillForm(filling, {});
  expect(filled).toEqual({ values: { reason: '' } });
});

test('a draft belongs to one person and one form, and is there while the database is away', async () => {
  const directory = createFakeDirectory();
  const drafts = createDrafts(directory);
  await drafts.keep('1', press, { reason: 'x' });
  const other = createDrafts(directory);
  expect(await other.of('1', press)).toEqual({ reason: 'x' });
  expect(await drafts.of('2', press)).toEqual({});
  expect(await drafts.of('1', { ...press, id: 'R-102' })).toEqual({});
  await other.forget('1', { ...press, id: 'R-102' });
  expect(await drafts.of('1', press)).toEqual({ reason: 'x' });
  await other.forget('1', press);
  expect(await drafts.of('1', press)).toEqual({});
  const away = async () => {
    throw new Error('away');
  };
  const alone = createDrafts({ recall: away, remember: away });
  await alone.keep('1', press, { reason: 'y' });
  expect(await alone.of('1', press)).toEqual({ reason: 'y' });
});
