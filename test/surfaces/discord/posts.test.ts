/** Posts and edits while Discord is away, slow, refusing, or answering into the void: nothing is lost, nothing is doubled. */
// Slack's sockets bring their own HTTP client, which is then everybody's by default; pictures go to Discord beside it.
import '@slack/socket-mode';
import { describe, expect, test } from 'vitest';
import type { Card } from '../../../src/cards/card.ts';
import { channel, plainCard } from '../fakes.ts';
import { driftCard } from '../sample-cards.ts';
import { failing, pressOn, withDiscord } from './with-discord.ts';

const world = withDiscord();
const press = (id?: string) => pressOn(world(), id);
const show = (card: Card, ref: string | null = null) => world().surface.show(channel, card, ref);
const posts = () => world().discord.calls.filter(({ method, route }) => onPost.test(`${method} ${route}`));
const onPost = /^POST \/channels\/\d+\/messages/;
const onEdit = /^PATCH \/channels\//;
const texts = () =>
  world()
    .place.messages()
    .map((message) => message.plainText());

describe('posting', () => {
  test('waits as long as Discord says after a 429, and presses are answered meanwhile', async () => {
    await show(plainCard('before', 'zero'));
    world().discord.fail(onPost, { retryAfter: 7 });
    expect(await failing(show(plainCard('a', 'one')))).toMatchObject({
      code: 'rate_limited',
      retry: 'later',
    });
    const before = posts().length;
    expect((await failing(show(plainCard('a', 'one')))).afterMs).toBeGreaterThan(5000);
    expect(posts()).toHaveLength(before);
    expect(await (await press()).whisper()).toContain('Recorded: approve R-1');
  });

  test('does not sleep for long when a 429 says nothing but how long', async () => {
    world().discord.fail(onPost, { retryAfter: 7, bare: true });
    expect((await failing(show(plainCard('a', 'one')))).afterMs).toBeGreaterThan(5000);
  });

  test('waits out a short 429 by itself', async () => {
    world().discord.fail(onPost, { retryAfter: 0.3 });
    await show(plainCard('a', 'one'));
    expect(texts()).toEqual(['one']);
  });

  test.each([
    ['is answered with a 502', { status: 502 }],
    ['loses its answer', { afterEffect: true }],
  ])('that %s is repeated, and is there once', async (_name, fault) => {
    world().discord.fail(onPost, { ...fault, times: 2 });
    expect(await show(plainCard('a', 'one'))).toMatch(new RegExp(`^${world().place.id}/`));
    expect(texts()).toEqual(['one']);
  });

  test('that nobody ever confirmed is found again by its mark', async () => {
    world().discord.fail(onPost, { afterEffect: true, times: 3 });
    expect(await failing(show(plainCard('a', 'one')))).toMatchObject({ retry: 'later' });
    for (const message of world().discord.world.messages) message.nonce = 'forgotten after minutes';
    await show(plainCard('a', 'two'));
    expect(texts()).toEqual(['two']);
  });

  test.each([
    [404, 10003, '/model channel'],
    [403, 50001, 'View Channel'],
    [403, 50013, 'Send Messages'],
  ])('into a place that is closed (%d, %d) says what to do', async (status, code, words) => {
    world().discord.fail(onPost, { status, code });
    const fault = await failing(show(plainCard('a', 'one')));
    expect(fault).toMatchObject({ code: 'place_closed', retry: 'later' });
    expect(fault.message).toContain(words);
  });

  test('comes through as soon as the channel is open again', async () => {
    world().place.deny();
    await failing(show(plainCard('a', 'one')));
    world().place.deny(false);
    await show(plainCard('a', 'one'));
    expect(texts()).toEqual(['one']);
  });

  test('with a dead token says so, and names no token', async () => {
    world().discord.fail(onPost, { status: 401 });
    const fault = await failing(show(plainCard('a', 'one')));
    expect(fault).toMatchObject({ code: 'unauthorised', retry: 'never' });
    expect(JSON.stringify([fault.message, String(fault.cause)])).not.toContain(world().discord.botToken);
  });

  test.each([
    ['pictures', 1],
    ['components', 2],
  ])('a card whose %s are refused is sent with less', async (_what, times) => {
    world().discord.fail(onPost, { status: 400, code: 50035, times });
    await show(driftCard);
    expect(texts()[0]).toContain(driftCard.summary.slice(0, 40));
    expect(world().place.messages()[0]!.message.files).toEqual([]);
  });
});

describe('editing', () => {
  test('a message that somebody deleted posts it anew', async () => {
    const ref = await show(plainCard('a', 'one'));
    world().place.messages()[0]!.vanish();
    expect(await show(plainCard('a', 'two'), ref)).not.toBe(ref);
    expect(texts()).toEqual(['two']);
  });

  test('reaches every copy', async () => {
    const refs = [await show(plainCard('a', 'one')), await show(plainCard('b', 'one'))].join(' ');
    expect(await show(plainCard('a', 'two'), refs)).toBe(refs);
    expect(texts()).toEqual(['two', 'two']);
  });

  test('is repeated when its answer was lost', async () => {
    const ref = await show(plainCard('a', 'one'));
    world().discord.fail(onEdit, { afterEffect: true });
    expect(await show(plainCard('a', 'two'), ref)).toBe(ref);
    expect(texts()).toEqual(['two']);
  });

  test('an old message too often waits a minute', async () => {
    const ref = await show(plainCard('a', 'one'));
    world().discord.fail(onEdit, { status: 400, code: 30046 });
    expect(await failing(show(plainCard('a', 'two'), ref))).toMatchObject({ afterMs: 60_000 });
  });

  test('in a channel that is gone says so, and posts nothing', async () => {
    const ref = await show(plainCard('a', 'one'));
    world().place.delete();
    expect(await failing(show(plainCard('a', 'two'), ref))).toMatchObject({ code: 'place_closed' });
  });
});
