import { expect, test } from 'vitest';
import { readModels, readWorkspace } from '../../src/db/read.ts';
import { apply } from '../../src/main/apply.ts';
import { setUpChannel } from '../../src/main/set-up-channel.ts';
import type { Language } from '../../src/words/language.ts';
import { startWorld } from '../commands/world.ts';

test('cards that hang in a channel are drawn anew when it speaks another language, and only then', async () => {
  await using world = await startWorld();
  const { db } = world;
  const redrawn = async () => {
    const rows = await db.sql<{ model: string }[]>`
      delete from outbox where kind = 'refresh_card' returning effect->>'model' as model`;
    return rows.map(({ model }) => model).sort();
  };
  const all = ['california-housing', 'fremont-bridge', 'telco-churn'];
  await redrawn();

  const form = (language: string) => ({
    values: { title: 'Machine learning', digest: 'none', language },
    by: world.by('liam'),
    channel: 'ml' as never,
    cause: `test:${language}`,
  });
  await setUpChannel({ db } as never, form('de'));
  expect(await redrawn()).toEqual(all);
  await setUpChannel({ db } as never, { ...form('de'), cause: 'test:again' });
  expect(await redrawn()).toEqual([]);

  const files = async (language: Language) => {
    const { channels, ...rest } = await readWorkspace(db);
    const models = (await readModels(db)).map(({ model }) => model);
    return { ...rest, models, channels: channels.map((one) => ({ ...one, language })) };
  };
  await apply(db, await files('zh-CN'), { prune: false });
  expect(await redrawn()).toEqual(all);
  await apply(db, await files('zh-CN'), { prune: false });
  expect(await redrawn()).toEqual([]);
});

test('channels that are set up in the same moment, also while files are applied, are all there', async () => {
  await using world = await startWorld();
  const { db } = world;
  const form = (title: string) => ({
    values: { title, digest: 'none' },
    ...{ by: world.by('liam'), channel: null as never, cause: `test:${title}` },
    at: { surface: 'slack', place: `C${title}`, title },
  });
  const { channels, ...rest } = await readWorkspace(db);
  const models = (await readModels(db)).map(({ model }) => model);
  const titles = ['pricing', 'risk', 'search'];
  await Promise.all([
    ...titles.map((title) => setUpChannel({ db } as never, form(title))),
    apply(db, { ...rest, models, channels }, { prune: false }),
  ]);
  expect((await readWorkspace(db)).channels.map(({ id }) => id).sort()).toEqual(['ml', ...titles]);
});
