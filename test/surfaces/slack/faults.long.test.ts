/** Slack away, slow, refusing, or answering into the void: the process stays up, the state stays true, and somebody can see why. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Card } from '../../../src/cards/card.ts';
import { Fault } from '../../../src/lib/fault.ts';
import { encodePress } from '../../../src/surfaces/press-token.ts';
import { channel, plainCard } from '../fakes.ts';
import { driftCard } from '../sample-cards.ts';
import { startSlackSurface } from './contract-world.ts';

let world: Awaited<ReturnType<typeof startSlackSurface>>;
beforeEach(async () => {
  world = await startSlackSurface('socket');
});
afterEach(() => world[Symbol.asyncDispose]());

const show = (card: Card, ref: string | null = null) => world.surface.show(channel, card, ref);
const failing = async (work: Promise<unknown>): Promise<Fault> => {
  const thrown = await work.then(
    () => new Error('it did not fail'),
    (error: unknown) => error,
  );
  if (!(thrown instanceof Fault)) throw thrown;
  return thrown;
};
const press = () =>
  world.slack.press(
    {
      type: 'button',
      action_id: '!0',
      value: encodePress({ verb: 'approve', id: 'R-1', seen: '0123456789abcdef' }),
    },
    { by: 'ada', in: 'ml' },
  );

describe('posting', () => {
  test('waits as long as Slack says after a 429, and presses are answered meanwhile', async () => {
    world.slack.fail('chat.postMessage', { retryAfter: 7 });
    const fault = await failing(show(plainCard('a', 'one')));
    expect(fault).toMatchObject({ code: 'rate_limited', retry: 'later', afterMs: 7000 });
    const calls = world.slack.calls.length;
    expect((await failing(show(plainCard('a', 'one')))).afterMs).toBeGreaterThan(5000);
    expect(world.slack.calls.slice(calls).some(({ method }) => method === 'chat.postMessage')).toBe(false);
    const began = performance.now();
    expect(await (await press()).whisper()).toContain('Recorded: approve R-1');
    expect(performance.now() - began).toBeLessThan(6000);
  });

  test('keeps to one message a second in a channel', async () => {
    const began = performance.now();
    for (const name of ['a', 'b', 'c']) await show(plainCard(name, name));
    expect(performance.now() - began).toBeGreaterThan(2000);
    expect(world.slack.calls.filter(({ answer }) => answer === 'ratelimited')).toEqual([]);
  });

  test.each([500, 502, 503])(
    'of which nobody knows whether it happened (%d) is said to be unknown',
    async (status) => {
      world.slack.fail('chat.postMessage', { status });
      expect(await failing(show(plainCard('a', 'one')))).toMatchObject({
        code: 'no_answer',
        retry: 'unknown',
      });
      expect(await show(plainCard('a', 'one'))).toMatch(/^C0ML\//);
    },
  );

  test('whose answer was lost is not repeated by the client, and a press on the copy adopts it', async () => {
    world.slack.fail('chat.postMessage', { afterEffect: true });
    const card: Card = {
      ...plainCard('a', 'one'),
      actions: [
        {
          label: 'Approve',
          style: 'primary',
          press: { verb: 'approve', id: 'R-1', seen: '0123456789abcdef' },
        },
      ],
    };
    expect(await failing(show(card))).toMatchObject({ retry: 'unknown' });
    expect(world.place.messages()).toHaveLength(1);
    await (await world.place.messages()[0]!.press('Approve', { by: 'ada' })).whisper();
    const { ts } = world.place.messages()[0]!.message;
    expect(world.directory.adopted).toEqual([{ channel, key: 'a', ref: `C0ML/${ts}` }]);
  });

  test.each(['not_in_channel', 'is_archived', 'channel_not_found'])(
    'into a place that is closed (%s) says what to do',
    async (error) => {
      world.slack.fail('chat.postMessage', { error });
      const fault = await failing(show(plainCard('a', 'one')));
      expect(fault).toMatchObject({ code: 'place_closed', retry: 'later' });
      expect(fault.message).toContain('#ml-churn');
    },
  );

  test.each(['invalid_auth', 'token_revoked', 'account_inactive'])(
    'with a dead token (%s) says so, and names no token',
    async (error) => {
      world.slack.fail('chat.postMessage', { error });
      const fault = await failing(show(plainCard('a', 'one')));
      expect(fault).toMatchObject({ code: 'unauthorised' });
      expect(JSON.stringify([fault.message, String((fault as Error).cause)])).not.toContain('xoxb');
    },
  );
});

describe('editing', () => {
  test('a message that somebody deleted posts it anew', async () => {
    const ref = await show(plainCard('a', 'one'));
    world.place.messages()[0]!.vanish();
    const again = await show(plainCard('a', 'two'), ref);
    expect(again).not.toBe(ref);
    expect(world.place.messages().map(({ text }) => text)).toEqual(['two']);
  });

  test('reaches every copy', async () => {
    const refs = [await show(plainCard('a', 'one')), await show(plainCard('a', 'one'))].join(' ');
    expect(await show(plainCard('a', 'two'), refs)).toBe(refs);
    expect(world.place.messages().map(({ text }) => text)).toEqual(['two', 'two']);
  });

  test('may be repeated when its answer was lost', async () => {
    const ref = await show(plainCard('a', 'one'));
    world.slack.fail('chat.update', { afterEffect: true });
    expect(await failing(show(plainCard('a', 'two'), ref))).toMatchObject({ retry: 'later' });
    expect(await show(plainCard('a', 'two'), ref)).toBe(ref);
  });
});

describe('a workspace that does not know the newer blocks', () => {
  test('gets pictures and words instead, and is not asked again', async () => {
    world.slack.refuseBlocks('data_table', 'data_visualization');
    await show(driftCard);
    const [message] = world.place.messages();
    const types = message!.message.blocks.map((block) => (block as { type: string }).type);
    expect(types).not.toContain('data_table');
    expect(types).toContain('image');
    expect(message!.plainText()).toContain(driftCard.title);
    const refusals = () => world.slack.calls.filter(({ answer }) => answer === 'invalid_blocks').length;
    const before = refusals();
    await show({ ...driftCard, key: 'again' });
    expect(refusals()).toBe(before);
    const [file] = [...world.slack.world.files.values()];
    expect(file).toMatchObject({ complete: true, alt: expect.stringMatching(/\d/) });
    expect(file!.bytes).toBeGreaterThan(5000);
  });

  test('and takes no pictures either still gets the words', async () => {
    world.slack.refuseBlocks('data_table', 'data_visualization');
    world.slack.fail('files.getUploadURLExternal', { error: 'file_uploads_disabled', times: 9 });
    await show(driftCard);
    expect(world.place.messages()[0]!.plainText()).toContain(driftCard.title);
  });

  test('or refuses blocks altogether still gets the sentence', async () => {
    world.slack.refuseBlocks(
      'header',
      'rich_text',
      'context',
      'actions',
      'data_table',
      'data_visualization',
      'image',
    );
    await show(driftCard);
    expect(world.place.messages()[0]!.text.length).toBeGreaterThan(20);
  });
});

describe('listening', () => {
  test('goes on while one of the sockets is refreshed: no press is lost', async () => {
    for (let round = 0; round < 3; round++) {
      world.slack.refreshSocket();
      const reply = await press();
      expect(reply.lost).toBe(false);
      expect(await reply.whisper()).toContain('Recorded');
      await world.slack.sockets(2);
    }
  });

  test('comes back after all sockets were dropped', async () => {
    world.slack.dropSockets();
    await world.slack.sockets(2);
    expect(await (await press()).whisper()).toContain('Recorded');
  });

  test('outlives a refused token on the way back, and says what is wrong', async () => {
    world.slack.fail('apps.connections.open', { error: 'invalid_auth', times: 3 });
    world.slack.dropSockets();
    await world.slack.until(
      () => world.made.problem(),
      () => 'a problem',
    );
    expect(world.made.problem()).toContain('invalid_auth');
    await world.slack.until(
      () => world.made.problem() === null,
      () => 'the end of it',
      20_000,
    );
    expect(await (await press()).whisper()).toContain('Recorded');
  });

  test('fails closed when Slack does not say who somebody is', async () => {
    world.slack.fail('users.info', { error: 'internal_error', times: 1 });
    world.slack.person('zoe');
    const reply = await world.slack.press(
      { type: 'button', action_id: '!0', value: encodePress({ verb: 'approve', id: 'R-1', seen: '' }) },
      { by: 'zoe', in: 'ml' },
    );
    expect(await reply.whisper()).toContain('Slack does not say who you are');
    expect(world.router.heard).toEqual([]);
  });

  test('fails closed when Slack does not say who is in a group', async () => {
    world.slack.person('yan');
    world.slack.world.groups.delete('S0ENG');
    world.directory.groups = async () => [{ id: 'ml-x' as never, account: 'S0OTHER' }];
    const reply = await world.slack.press(
      { type: 'button', action_id: '!0', value: encodePress({ verb: 'approve', id: 'R-1', seen: '' }) },
      { by: 'yan', in: 'ml' },
    );
    expect(await reply.whisper()).toContain('nothing was changed');
    expect(world.router.heard).toEqual([]);
  });

  test('acknowledges in time when the answer takes long, and answers afterwards', async () => {
    const { press: real } = world.router;
    world.router.press = async (...asked) => {
      await new Promise((resolve) => setTimeout(resolve, 3200));
      return real(...asked);
    };
    const reply = await press();
    expect(reply.ackMs).toBeLessThan(3000);
    expect(await reply.whisper()).toContain('takes a little longer');
    await world.slack.until(
      () => world.slack.world.messages.some(({ text }) => text.includes('Recorded')),
      () => 'the answer',
    );
  });
});
