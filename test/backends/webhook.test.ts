import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signed } from '../../src/backends/webhook/signed.ts';
import { webhook } from '../../src/backends/webhook.ts';
import { reportRows } from '../../src/db/reports.ts';
import type { RunId } from '../../src/domain/ids.ts';
import { request, trainerContract } from '../contract/trainer.ts';
import { freshDatabase } from '../database.ts';
import { startTrainer } from '../emulators/webhook.ts';

const secret = 'a shared secret of some length';

async function start(
  change: (settings: Record<string, unknown>) => Record<string, unknown> = (settings) => settings,
) {
  const fresh = await freshDatabase();
  const peer = await startTrainer({ secret });
  const lasting = await startTrainer({ secret, endless: true });
  const open = (settings: Record<string, unknown>) =>
    webhook.open(webhook.config.parse(change(settings)), {
      id: 'trainer' as never,
      workFolder: '',
      environment: {},
      versions: undefined as never,
      reports: reportRows(fresh.db, 'trainer' as never),
      secret: async () => secret,
    });
  const backend = await open(peer.settings);
  return {
    peer,
    backend,
    trainer: backend.trainer!,
    endless: (await open(lasting.settings)).trainer!,
    begun: async () => peer.runs.size,
    db: fresh.db,
    async [Symbol.asyncDispose]() {
      await peer[Symbol.asyncDispose]();
      await lasting[Symbol.asyncDispose]();
      await fresh[Symbol.asyncDispose]();
    },
  };
}
const lone = ({ find_url: _, ...settings }: Record<string, unknown>) => settings;
const hasty = (settings: Record<string, unknown>) => ({ ...settings, timeout: '1s' });
const silent = ({ poll_url: _, ...settings }: Record<string, unknown>) => settings;

trainerContract(webhook, () => start());

describe('a start', () => {
  test.each([
    ['refuse', { outcome: 'refused', retry: 'never' }],
    ['unauthorised', { outcome: 'refused', retry: 'never' }],
    ['limited', { outcome: 'refused', retry: 'later', afterMs: 7000 }],
    ['busy', { outcome: 'refused', retry: 'later', afterMs: 3000 }],
  ] as const)('that is answered with a no (%s) did not begin', async (fault, outcome) => {
    await using world = await start();
    world.peer.fail(fault);
    expect(await world.trainer.start(request, 'k1')).toMatchObject(outcome);
    expect(await world.begun()).toBe(0);
  });

  test.each(['cut_before', 'cut_after', 'half', 'slow', 'broken', 'garbage'] as const)(
    'of which nobody knows (%s) is unknown, is found by its key, and is one run',
    async (fault) => {
      await using world = await start(fault === 'slow' ? hasty : undefined);
      world.peer.fail(fault);
      await expect(world.trainer.start(request, 'k1')).rejects.toMatchObject({
        code: 'no_answer',
        retry: 'unknown',
      });
      world.peer.fail('none');
      const found = await world.trainer.find!('k1');
      expect(found).toBe(fault === 'cut_before' ? null : 'run-1');
      if (found) expect(await world.trainer.poll(found)).toMatchObject({ state: 'succeeded' });
      await world.trainer.start(request, 'k1');
      expect(await world.begun()).toBe(1);
    },
  );

  test('that reached nobody is later, and nothing was sent', async () => {
    await using world = await start((settings) => ({ ...settings, url: 'http://127.0.0.1:9/runs' }));
    await expect(world.trainer.start(request, 'k1')).rejects.toMatchObject({
      code: 'unreachable',
      retry: 'later',
    });
  });

  test('is not sent to a private address that nobody allowed, nor along a redirect', async () => {
    await using world = await start((settings) => ({ ...settings, allow_private: [] }));
    await expect(world.trainer.start(request, 'k1')).rejects.toMatchObject({
      code: 'not_allowed',
      retry: 'never',
    });
    expect(world.peer.requests()).toBe(0);
    await using other = await start();
    other.peer.fail('redirect');
    await expect(other.trainer.start(request, 'k1')).rejects.toMatchObject({
      retry: expect.stringMatching(/never|unknown/),
    });
  });

  test('without an address to find it by asks a person', async () => {
    await using world = await start(lone);
    expect(world.trainer.find).toBeUndefined();
    expect(world.peer.unsigned).toEqual([]);
  });
});

describe('a run that tells by itself', () => {
  const tell = (said: object, id: string) => {
    const body = JSON.stringify(said);
    return { headers: signed(secret, id, body), body: Buffer.from(body) };
  };
  const result = { version: 'v2', trained_until: new Date(request.trainBefore).toISOString() };

  test('is queued until it does, and ends once', async () => {
    await using world = await start(silent);
    const { backend, trainer } = world;
    await trainer.start(request, 'k1');
    const run = 'run-1' as RunId;
    expect(await trainer.poll(run)).toEqual({ state: 'queued' });
    expect(await backend.hear!(tell({ key: 'k1', state: 'running', progress: 0.5 }, 'm1'))).toEqual({
      outcome: 'taken',
    });
    expect(await trainer.poll(run)).toEqual({ state: 'running', progress: 0.5 });
    expect(await backend.hear!(tell({ run, state: 'succeeded', result }, 'm2'))).toEqual({
      outcome: 'taken',
    });
    expect(await trainer.poll(run)).toMatchObject({ state: 'succeeded', version: { id: 'v2' } });
    await backend.hear!(tell({ run, state: 'failed', reason: 'after all' }, 'm3'));
    expect(await trainer.poll(run)).toMatchObject({ state: 'succeeded' });
  });

  test.each([
    [{ state: 'exploded' }, { state: 'unknown', raw: 'exploded' }],
    [{ state: 'succeeded' }, { state: 'succeeded', version: null }],
    [
      { state: 'succeeded', result: { version: 'v2', trained_until: '2999-01-01' } },
      { state: 'failed', reason: expect.stringContaining('trained on rows') },
    ],
    [
      { state: 'failed', reason: 'out of memory' },
      { state: 'failed', reason: 'out of memory' },
    ],
  ])('%j means %j', async (said, state) => {
    await using world = await start(silent);
    await world.trainer.start(request, 'k1');
    await world.backend.hear!(tell({ ...said, run: 'run-1' }, 'm1'));
    expect(await world.trainer.poll('run-1' as RunId)).toMatchObject(state);
  });

  test('says the same thing once, and nothing that makes no sense', async () => {
    await using world = await start(silent);
    const once = tell({ run: 'run-1', state: 'running' }, 'm1');
    expect([await world.backend.hear!(once), await world.backend.hear!(once)]).toEqual([
      { outcome: 'taken' },
      { outcome: 'again' },
    ]);
    for (const odd of [{}, { state: 'running' }, { run: 'r' }, []]) {
      expect(await world.backend.hear!(tell(odd, 'm2'))).toMatchObject({ outcome: 'unusable' });
    }
  });

  test('with any bit of body, id, time or signature flipped is not believed', async () => {
    await using world = await start(silent);
    const good = tell({ run: 'run-1', state: 'succeeded', result }, 'm1');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('body', 'webhook-id', 'webhook-timestamp', 'webhook-signature'),
        fc.nat(),
        fc.integer({ min: 0, max: 7 }),
        async (what, place, bit) => {
          const flip = (bytes: Buffer) => {
            const copy = Buffer.from(bytes);
            copy[place % copy.length]! ^= 1 << bit;
            return copy;
          };
          const bad =
            what === 'body'
              ? { ...good, body: flip(good.body) }
              : {
                  ...good,
                  headers: {
                    ...good.headers,
                    [what]: flip(Buffer.from(good.headers[what]!)).toString('latin1'),
                  },
                };
          expect(await world.backend.hear!(bad)).toEqual({ outcome: 'unproven' });
        },
      ),
      { numRuns: 300 },
    );
    const [row] = await world.db.sql<
      { n: number }[]
    >`select count(*)::int as n from reports where kind = 'told'`;
    expect(row!.n).toBe(0);
  });

  test.each([-301, 301])('is not believed %d seconds off', async (off) => {
    await using world = await start(silent);
    const body = '{"run":"run-1","state":"running"}';
    const { Webhook } = await import('standardwebhooks');
    const at = new Date(Date.now() + off * 1000);
    const headers = {
      'webhook-id': 'm1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(Buffer.from(secret), { format: 'raw' }).sign('m1', at, body),
    };
    expect(await world.backend.hear!({ headers, body: Buffer.from(body) })).toEqual({ outcome: 'unproven' });
  });
});
