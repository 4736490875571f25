import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSigned } from '../../../src/surfaces/slack/signature.ts';
import { requestOf, sign } from '../../emulators/slack/deliver.ts';
import { startSlackSurface } from './contract-world.ts';

const secret = 'e'.repeat(32);
const now = 1_700_000_000;
const of = (raw: string, seconds = now) => {
  const headers = sign(secret, raw, seconds);
  return {
    signature: headers['x-slack-signature'],
    timestamp: headers['x-slack-request-timestamp'],
    secret,
    nowMs: now * 1000,
  };
};

describe('a signature', () => {
  test('as Slack documents it is accepted', () => {
    const raw = 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J';
    const hex = createHmac('sha256', secret).update(`v0:${now}:${raw}`).digest('hex');
    expect(isSigned(raw, { signature: `v0=${hex}`, timestamp: String(now), secret, nowMs: now * 1000 })).toBe(
      true,
    );
  });

  test('with any bit of body, time or signature flipped is refused', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.constantFrom('body', 'timestamp', 'signature'),
        fc.nat(),
        fc.integer({ min: 0, max: 6 }),
        (raw, what, place, bit) => {
          const good = of(raw);
          const flip = (text: string) => {
            const bytes = Buffer.from(text);
            bytes[place % bytes.length]! ^= 1 << bit;
            return bytes.toString('latin1');
          };
          const body = what === 'body' ? flip(Buffer.from(raw).toString('latin1')) : raw;
          const bad = what === 'body' ? good : { ...good, [what]: flip(good[what]) };
          expect(isSigned(raw, good)).toBe(true);
          expect(body === raw && what === 'body' ? false : isSigned(body, bad)).toBe(false);
        },
      ),
    );
  });

  test.each([-301, -86_400, 301, 3600])('that is %d seconds off is refused', (off) => {
    expect(isSigned('x', of('x', now + off))).toBe(false);
  });
  test.each([-299, 0, 299])('that is %d seconds off is accepted', (off) => {
    expect(isSigned('x', of('x', now + off))).toBe(true);
  });
});

describe('a request', () => {
  const body = {
    command: '/model',
    text: 'list',
    user_id: 'U0ADA',
    team_id: 'T0ACME',
    channel_id: 'C0ML',
    trigger_id: '1.a',
  };
  const { raw, type } = requestOf('slash_commands', body);
  const headers = { 'content-type': type };
  const post = (url: string, extra: Record<string, string>, sent = raw) =>
    fetch(url, { method: 'POST', body: sent, headers: { ...headers, ...extra } });

  test('that is not signed, or badly, or at another time, gets a 401 and changes nothing', async () => {
    await using world = await startSlackSurface('http');
    const good = sign(world.slack.signingSecret, raw);
    const seconds = Math.floor(Date.now() / 1000);
    const bad: Record<string, string>[] = [
      {},
      { ...good, 'x-slack-signature': '' },
      {
        ...good,
        'x-slack-signature': good['x-slack-signature'].replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      },
      { ...good, 'x-slack-request-timestamp': 'soon' },
      sign(world.slack.signingSecret, raw, seconds - 301),
      // Not to the second, which passes while this is sent.
      sign(world.slack.signingSecret, raw, seconds + 330),
      sign('another secret', raw),
    ];
    for (const extra of bad) expect((await post(world.url, extra)).status).toBe(401);
    expect((await post(world.url, good, `${raw}&x=1`)).status).toBe(401);
    expect(world.router.heard).toEqual([]);
  });

  test('that is delivered twice has one effect', async () => {
    await using world = await startSlackSurface('http');
    const good = sign(world.slack.signingSecret, raw);
    expect((await post(world.url, good)).status).toBe(200);
    expect((await post(world.url, good)).status).toBe(200);
    expect(world.router.heard).toHaveLength(1);
  });

  test.each(['{', '[]', '{"type":"event_callback"}', '{"payload":1}'])(
    'that makes no sense (%s) breaks nothing',
    async (odd) => {
      await using world = await startSlackSurface('http');
      const answer = await fetch(world.url, {
        method: 'POST',
        body: odd,
        headers: { 'content-type': 'application/json', ...sign(world.slack.signingSecret, odd) },
      });
      expect([200, 400]).toContain(answer.status);
      expect(world.router.heard).toEqual([]);
      expect((await post(world.url, sign(world.slack.signingSecret, raw))).status).toBe(200);
    },
  );
});
