/** Three people at the page in a real browser: from the alert to the way back, by the buttons of one card. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { prepareDemo } from '../../src/demo/prepare.ts';
import { begin, channel } from '../../src/demo/world.ts';
import { worldNow } from '../../src/engine/clock.ts';
import { silentLog } from '../../src/lib/log.ts';
import { day } from '../../src/lib/time.ts';
import { type Steward, startSteward } from '../../src/main.ts';
import { startBrowser } from '../browser.ts';
import { freshDatabase } from '../database.ts';
import { become, live, onlyYou, words } from './open-page.ts';

async function sitDown(browser: Browser, steward: Steward, name: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1100, height: 1000 } });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  await page.goto(`${steward.url}/channels/${channel}`);
  await become(page, name);
  await live(page);
  return page;
}

const card = (page: Page) =>
  page
    .getByRole('article')
    .filter({ hasText: 'fremont-bridge · version' })
    .filter({ hasNotText: 'Only you can see this' });
const fill = async (page: Page, field: string, text: string, button: string) => {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: field }).fill(text);
  await dialog.getByRole('button', { name: button }).click();
};

test('a model that fails is retrained, approved by somebody else, promoted, and rolled back', async () => {
  await using fresh = await freshDatabase();
  await using started = await startBrowser();
  const home = await mkdtemp(path.join(tmpdir(), 'steward-story-'));
  const world = path.join(home, 'world');
  await prepareDemo(world);
  const steward = await startSteward({
    settings: {
      databaseUrl: fresh.url,
      home,
      host: '127.0.0.1',
      hosts: [],
      url: null,
      port: 0,
      dataRoots: [world],
      logLevel: 'silent',
      slack: null,
      discord: null,
      sessionKey: 'k'.repeat(40),
    },
    log: silentLog,
    prepare: (db) => begin(db, world, Date.UTC(2020, 3, 6, 5)),
  });
  try {
    const maya = await sitDown(started.browser, steward, 'Maya');
    const liam = await sitDown(started.browser, steward, 'Liam');
    await steward.engine.advance(Date.UTC(2020, 3, 13, 7));
    await card(maya).getByText('MAE 62.3, limit 60').waitFor();

    await card(maya).getByRole('button', { name: 'Request retrain' }).click();
    await fill(maya, 'Why?', 'Nobody crosses <b>the bridge</b>', 'Request retrain');
    await card(maya).getByText('waits for approval').first().waitFor();
    await card(maya).getByRole('button', { name: 'Approve retrain' }).click();
    await onlyYou(maya).getByText('someone else must approve').waitFor();

    await card(liam).getByRole('button', { name: 'Approve retrain' }).click();
    await card(maya).getByText('is better').first().waitFor({ timeout: 60_000 });
    // What was decided can no longer be pressed, on anybody's page.
    expect(await card(maya).getByRole('button', { name: 'Approve retrain' }).count()).toBe(0);
    await card(maya).getByRole('table').getByText('MAE').waitFor();

    await card(liam).getByRole('button', { name: 'Promote challenger' }).click();
    await card(maya).getByText('version 2 is champion').first().waitFor();
    await steward.engine.advance((await worldNow(steward.db.sql)) + day);

    await card(maya).getByRole('button', { name: 'Roll back to version 1' }).click();
    await maya.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
    await card(liam).getByText('Rolled back to version 1 by Maya').first().waitFor();
    await words(liam).fill('audit fremont-bridge 30d');
    await words(liam).press('Enter');
    await onlyYou(liam).getByText('entries of the log chain correctly').first().waitFor();
    expect(await card(liam).count()).toBe(1);
  } finally {
    await steward.close();
    await rm(home, { recursive: true, force: true });
  }
}, 180_000);
