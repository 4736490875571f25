/** One episode on Slack, on Discord and on the page: the same ids, the same sentences, and one decision for all of them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SentCard } from '../emulators/chat.ts';
import { type Visit, visit } from '../surfaces/web/visit.ts';
import { type ChatSteward, startChatSteward } from './chat-steward.ts';

const account = { Maya: ['ml-eng'], Liam: ['ml-eng', 'ml-leads'], Noor: ['ml-leads'] };

let world: ChatSteward;
let page: Visit;
let cards: SentCard[];
beforeAll(async () => {
  world = await startChatSteward({
    platforms: ['socket', 'discord'],
    change: (configuration, named) => ({
      ...configuration,
      // Each of them is one person with an account on both.
      people: Object.keys(account).map((name) => ({
        id: name.toLowerCase() as never,
        name,
        groups: account[name as keyof typeof account] as never[],
        accounts: { ...named.people[name] },
      })),
    }),
  });
  page = visit(world.steward.url);
  await world.steward.engine.advance(Date.UTC(2020, 3, 13, 7));
  cards = await Promise.all(world.chats.map((chat) => chat.channel('ml').expectCard('MAE 62.3, limit 60')));
});
afterAll(async () => {
  for (const { violations } of world.chats) expect(violations).toEqual([]);
  await world[Symbol.asyncDispose]();
});

interface OnPage {
  title: string;
  summary: string;
  actions: { label: string; token: string }[];
}
async function onPage(): Promise<OnPage> {
  const { cards: shown } = (await (await page.get('/api/channels/ml')).json()) as {
    cards: { card: OnPage }[];
  };
  return shown.map(({ card }) => card).find(({ title }) => title.startsWith('fremont'))!;
}
async function press(actions: OnPage['actions'], label: string): Promise<OnPage> {
  const { token } = actions.find((one) => one.label === label)!;
  const sent = await page.post('/channels/ml/press', { csrf: await page.csrf(), token });
  return ((await sent.json()) as { card: OnPage }).card;
}
const everywhere = async (words: string) => {
  for (const card of cards) await card.expectUpdate(words, 60_000);
  await world.chats[0]!.until(
    () => cards.every(({ text }) => text === cards[0]!.text),
    () => `one sentence: ${cards.map(({ text }) => text).join(' | ')}`,
  );
  expect((await onPage()).summary).toBe(cards[0]!.text);
};
const [slack, discord] = [() => cards[0]!, () => cards[1]!];

test('the same request, decided on any of them, is decided on all of them', async () => {
  await everywhere('MAE 62.3, limit 60');
  await (await slack().press('Request retrain', { by: 'Maya', values: { reason: 'it drifted' } })).whisper();
  await everywhere('waits for approval');
  const [id] = /R-\d+/.exec(slack().plainText())!;
  expect(discord().plainText()).toContain(id);
  // One person with two accounts is one person.
  expect(await (await discord().press('Approve retrain', { by: 'Maya' })).whisper()).toContain(
    'someone else must approve',
  );
  // The same no on the page has a button that tells the others wherever they are.
  await page.become('maya');
  const no = await press((await onPage()).actions, 'Approve retrain');
  expect(no.summary).toContain('someone else must approve');
  expect((await press(no.actions, 'Remind them')).summary).toMatch(
    /^Told directly: Liam and Noor\. Discord does/,
  );
  for (const chat of world.chats) {
    await chat.until(
      () => [...chat.dm('Liam'), ...chat.dm('Noor')].length === 2,
      () => 'the reminders',
    );
    expect(chat.dm('Maya')).toEqual([]);
    for (const { text } of chat.dm('Liam')) expect(text).toMatch(/^Maya asks you: R-\d+, retraining/);
  }
  expect(await (await discord().press('Approve retrain', { by: 'Liam' })).whisper()).toContain(
    'You approved',
  );
  await everywhere('is better');
  for (const card of cards) await card.expectNoButton('Approve retrain');

  await page.become('noor');
  expect((await press((await onPage()).actions, 'Promote challenger')).summary).toContain('You approved');
  await everywhere('is champion since');
  for (const card of cards) await card.expectNoButton('Promote challenger');
  for (const chat of world.chats)
    expect(
      chat
        .channel('ml')
        .messages()
        .filter(({ text }) => text.startsWith('fremont')),
    ).toHaveLength(1);
});

test.each([
  'status fremont-bridge',
  'list',
  'inbox',
  'versions fremont-bridge',
  'help',
  'decisions',
  'digest',
  'monitors fremont-bridge',
  'audit fremont-bridge',
  'status fremont-brigde',
])('“%s” is answered with the same sentence on both', async (words) => {
  const answers = [];
  for (const chat of world.chats)
    answers.push((await (await chat.say(words, { by: 'Liam', in: 'ml' })).card()).text);
  expect(answers[1]).toBe(answers[0]);
});
