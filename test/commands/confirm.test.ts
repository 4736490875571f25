/** Tier high: two people, each with a one-time link; on the real router, database and page. */
import { describe, expect, test } from 'vitest';
import { createConfirmations } from '../../src/commands/confirmations.ts';
import type { Configuration } from '../../src/config/configuration.ts';
import { readWorkspace } from '../../src/db/read.ts';
import { workspaceName } from '../../src/engine/streams.ts';
import { tell } from '../../src/engine/tell.ts';
import { minute } from '../../src/lib/time.ts';
import { startWeb } from '../surfaces/web/start-web.ts';
import { model, startWorld } from './world.ts';

const high = (demo: Configuration): Configuration => ({
  ...demo,
  models: demo.models.map((one) => ({
    ...one,
    tier: 'high',
    policy: { ...one.policy, promote: { ...one.policy.promote, quorum: 2, secondFactor: true } },
  })),
});

const german = (demo: Configuration): Configuration => ({
  ...high(demo),
  channels: demo.channels.map((channel) => ({ ...channel, language: 'de' })),
});

async function start(configure = high) {
  const world = await startWorld(configure);
  const web = await startWeb({ confirmations: createConfirmations(world.context) });
  world.page.url = web.url;
  await world.say(`promote ${model} v2`);
  const name = `P-${(await world.cycles()).at(-1)!.id}`;
  const linkFor = async (who: string): Promise<string> => {
    const { card } = await world.say(`approve ${name}`, who);
    const links = card.blocks.flatMap((block) => (block.kind === 'text' ? block.line : []));
    const link = links.find((span) => typeof span === 'object' && 'url' in span) as
      | { url: string }
      | undefined;
    if (!link) throw new Error(card.summary);
    return link.url;
  };
  const open = async (url: string) => {
    const page = await fetch(url);
    return { status: page.status, text: await page.text() };
  };
  const confirm = async (url: string, headers: Record<string, string> = { origin: web.url }) => {
    const page = await fetch(url, { method: 'POST', headers });
    return { status: page.status, text: await page.text() };
  };
  return {
    world,
    name,
    linkFor,
    open,
    confirm,
    phase: async () => (await world.cycles()).at(-1)!.phase,
    votes: async () => {
      const cycle = (await world.cycles()).at(-1)!;
      return 'ballot' in cycle ? cycle.ballot.votes : 'votes' in cycle ? cycle.votes : [];
    },
    async [Symbol.asyncDispose]() {
      await web[Symbol.asyncDispose]();
      await world[Symbol.asyncDispose]();
    },
  };
}

describe('an approval that needs a second factor', () => {
  test('is asked and answered in the language of its model’s channel', async () => {
    await using on = await start(german);
    const url = await on.linkFor('noor');
    const asked = await on.open(url);
    expect(asked.text).toContain('<html lang="de">');
    expect(asked.text).toMatch(/Version 2 von fremont-bridge/);
    expect((await on.confirm(url)).text).toContain('Bestätigt');
    expect((await on.open(url)).text).toContain('Nichts zu bestätigen');
  });

  test('counts by the link, once each, and two of them promote', async () => {
    await using on = await start();
    const url = await on.linkFor('noor');
    expect(await on.votes()).toEqual([]);
    const asked = await on.open(url);
    expect([asked.status, asked.text]).toEqual([
      200,
      expect.stringMatching(/Promote version 2 of fremont-bridge/),
    ]);
    expect(asked.text).toContain('Noor');
    await on.open(url);
    expect(await on.votes()).toEqual([]);
    const done = await on.confirm(url);
    expect([done.status, done.text]).toEqual([200, expect.stringMatching(/1 of 2/)]);
    // A double click is answered as the first; later the link leads nowhere.
    expect((await on.confirm(url)).status).toBe(200);
    expect(await on.votes()).toMatchObject([{ by: 'noor', confirmed: true }]);
    expect((await on.open(url)).status).toBe(404);
    expect((await on.world.say(`approve ${on.name}`, 'noor')).card.summary).toMatch(/already voted/);
    expect((await on.confirm(await on.linkFor('ana'))).text).toMatch(/is being promoted/);
    expect(await on.phase()).toBe('promoting');
    expect(await on.world.effects('set_champion')).toBe(1);
  });
  test('is not for those who could not vote anyway', async () => {
    await using on = await start();
    await expect(on.linkFor('maya')).rejects.toThrow(/ml-leads/);
    await expect(on.linkFor('sam')).rejects.toThrow(/ml-leads/);
    expect(await on.world.refusals()).toContainEqual(['sam', 'not_allowed']);
  });
  test('takes the newest link, for ten minutes, and none that was made up or sent from elsewhere', async () => {
    await using on = await start();
    const old = await on.linkFor('noor');
    const url = await on.linkFor('noor');
    expect((await on.confirm(old)).status).toBe(403);
    const last = url.endsWith('A') ? 'B' : 'A';
    for (const wrong of [
      `${url.slice(0, -1)}${last}`,
      `${url}x`,
      url.replace('/P-', '/R-'),
      url.split('.').slice(0, -1).join('.'),
    ]) {
      expect([(await on.open(wrong)).status, (await on.confirm(wrong)).status]).toEqual([404, 403]);
    }
    expect((await on.confirm(url, { origin: 'https://evil.example' })).status).toBe(403);
    await on.world.db.sql`update clock set offset_ms = offset_ms + ${10 * minute}`;
    expect([(await on.open(url)).status, (await on.confirm(url)).status]).toEqual([404, 403]);
    expect(await on.votes()).toEqual([]);
  });
  test('does not count for somebody who left the group meanwhile', async () => {
    await using on = await start();
    const url = await on.linkFor('noor');
    const { links: _, codes: __, ...workspace } = await readWorkspace(on.world.db);
    const people = workspace.people.map((one) => (one.id === 'noor' ? { ...one, groups: [] } : one));
    const command = { type: 'configure_workspace' as const, workspace: { ...workspace, people }, by: null };
    await tell(on.world.db, { stream: workspaceName, command }, { cause: 'left' });
    expect((await on.confirm(url)).text).toMatch(/needs ml-leads/);
    expect(await on.votes()).toEqual([]);
  });
  test('does not count for a question that was asked anew', async () => {
    await using on = await start();
    const url = await on.linkFor('noor');
    await on.world.say(`cancel ${on.name}`);
    await on.world.say(`promote ${model} v3`);
    expect((await on.confirm(url)).status).toBe(403);
    expect(await on.votes()).toEqual([]);
  });
  test('keeps nothing of the link but its hash, and says no without any link', async () => {
    await using on = await start();
    const url = await on.linkFor('noor');
    const secret = url.split('.').at(-1)!;
    const [{ n }] = await on.world.db.sql<[{ n: number }]>`
      select count(*)::int as n from events where body like ${`%${secret}%`}`;
    expect(n).toBe(0);
    expect((await on.world.say(`deny ${on.name} not now`, 'noor')).outcome).toBe('done');
    expect(await on.phase()).toBe('closed');
  });
});
