/** When it does not go well: nobody answers, somebody is late, the world changed underneath. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ModelId, VersionId } from '../../src/domain/ids.ts';
import { registryOf } from '../../src/effects/registered.ts';
import { hour } from '../../src/lib/time.ts';
import { startTrainer } from '../emulators/webhook.ts';
import { type OnChat, type Platform, startOn } from './chat-steward.ts';

const secret = 'a shared secret of some length';

export function troubleOn(platform: Platform): void {
  let world: OnChat;
  let trainer: Awaited<ReturnType<typeof startTrainer>>;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'steward-trouble-'));
    await writeFile(path.join(folder, 'secret'), secret);
    trainer = await startTrainer({ secret });
    const { find_url: _, ...settings } = trainer.settings;
    // Long enough for a busy machine, and short enough to be waited for.
    const config = { ...settings, timeout: '2s', secret: `file:${path.join(folder, 'secret')}` };
    world = await startOn(platform, {
      change: (configuration) => ({
        ...configuration,
        // Slack's pace makes an hour of the world take more than a second.
        models: configuration.models.map(({ policy, ...one }) => ({
          ...one,
          policy: { ...policy, retrain: { ...policy.retrain, expiresMs: 6 * hour } },
        })),
        backends: configuration.backends.map((one) =>
          one.id === 'trainer' ? { ...one, kind: 'webhook', config } : one,
        ),
      }),
    });
    await world.steward.engine.advance(Date.UTC(2020, 3, 13, 7));
  });
  afterAll(async () => {
    expect(world.chat.violations).toEqual([]);
    await world[Symbol.asyncDispose]();
    await trainer[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  const card = () => world.ml.expectCard('MAE 62.3, limit 60');
  async function ask(reason: string) {
    const shown = await card();
    const label = shown
      .buttons()
      .find((one) => one.startsWith('Request'))!
      .replace('…', '');
    await (await shown.press(label, { by: 'Maya', values: { reason } })).whisper();
    await shown.expectUpdate(reason);
    return shown;
  }

  test('a trainer that is busy: nothing runs, it is tried again by itself, and the card says so', async () => {
    trainer.fail('busy');
    const shown = await ask('busy times');
    await (await shown.press('Approve retrain', { by: 'Liam' })).whisper();
    await shown.expectUpdate('nothing is running, and it is tried again by itself');
    await (await shown.confirm('Cancel retrain', { by: 'Maya' })).reply.card();
    await shown.expectUpdate('cancelled by Maya');
    expect(trainer.runs.size).toBe(0);
  });

  test('a start that nobody answered: never sent twice, and a person says what became of it', async () => {
    trainer.fail('slow');
    const shown = await ask('silence');
    await (await shown.press('Approve retrain', { by: 'Liam' })).whisper();
    await shown.expectUpdate('may or may not have started', 15_000);
    trainer.fail('none');
    const posted = trainer.requests();
    const absent = await shown.press('It never started', {
      by: 'Liam',
      values: { reason: 'looked at its queue' },
    });
    expect(await absent.whisper()).toContain('never started');
    await shown.expectUpdate('looked at its queue');
    expect(trainer.requests()).toBe(posted);
  });

  test('a run that made no version is said so, and nothing is promoted', async () => {
    const shown = await ask('for nothing');
    const [run] = [...trainer.runs.values()];
    if (run) run.state = 'running';
    await (await shown.press('Approve retrain', { by: 'Liam' })).whisper();
    // It trained until the last row that it may see, and predicted nothing: the comparison waits for rows.
    await shown.expectUpdate('Waiting for more');
    await shown.expectNoButton('Approve retrain');
    expect(shown.buttons().join()).not.toContain('Promote');
    await (await shown.confirm('Cancel', { by: 'Maya' })).reply.card();
    await shown.expectUpdate('cancelled by Maya');
  });

  test('a question that expires says so, tells whoever asked, and a late press is too late', async () => {
    const shown = await ask('no hurry');
    const late = shown.token('Approve');
    await world.steward.engine.advance(Date.UTC(2020, 3, 13, 7) + 7 * hour);
    await shown.expectUpdate('expired without enough approvals');
    await world.chat.until(
      () => world.chat.dm('Maya').some((message) => message.text.includes('expired')),
      () => 'the word to Maya',
    );
    const reply = await world.chat.carry(late, { by: 'Liam', in: 'ml' });
    expect(await reply.whisper()).toMatch(/was decided before your press|no longer possible/);
  });

  test('a champion that is moved underneath closes the question, and a late press changes nothing', async () => {
    await using own = await startOn(platform);
    const { chat, ml, steward, db } = own;
    await steward.engine.advance(Date.UTC(2020, 3, 13, 7));
    const shown = await ml.expectCard('MAE 62.3, limit 60');
    await (await shown.press('Request retrain', { by: 'Maya', values: { reason: 'it drifted' } })).whisper();
    await shown.expectUpdate('waits for approval');
    await (await shown.press('Approve retrain', { by: 'Liam' })).whisper();
    await shown.expectUpdate('is better', 60_000);
    const late = shown.token('Promote challenger');

    const [model, other] = ['fremont-bridge' as ModelId, 'v9' as VersionId];
    const registry = await registryOf(steward.ports, model);
    await registry.register!(model, { ...(await registry.versions(model))[0]!, id: other }, null);
    const { champion } = await registry.roles(model);
    const moved = await registry.assign!({ model, role: 'champion', to: other, expected: champion }, 'k');
    expect(moved.outcome).toBe('done');
    // Steward looks once a minute; nobody wants to wait for that here.
    await db.sql`update outbox set due_at = clock_timestamp()`;
    await shown.expectUpdate('champion is v9 now', 20_000);
    await shown.expectNoButton('Promote challenger');
    const reply = await chat.carry(late, { by: 'Noor', in: 'ml' });
    expect(await reply.whisper()).toMatch(/no longer|was decided/);
    expect((await registry.roles(model)).champion).toBe(other);
    const again = await shown.press('Compare again', { by: 'Maya', values: {} });
    expect(await again.whisper()).toContain('predicted by both v9 and v2; 30 are needed');
    expect(chat.violations).toEqual([]);
  }, 180_000);
}
