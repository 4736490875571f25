/** The chat page in a real Chromium, as people use it: with a mouse, with a keyboard, without a script. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowser } from '../browser.ts';
import { channel } from '../surfaces/fakes.ts';
import { driftCard, failingCard, offerCard } from '../surfaces/sample-cards.ts';
import { become, desktop, live, onlyYou, openPage, words } from './open-page.ts';

let started: Awaited<ReturnType<typeof startBrowser>>;
beforeAll(async () => {
  started = await startBrowser();
}, 60_000);
afterAll(() => started[Symbol.asyncDispose]());

const open = (...given: Parameters<typeof openPage> extends [unknown, ...infer Rest] ? Rest : never) =>
  openPage(started.browser, ...given);

describe.each([
  ['with our script', true],
  ['without JavaScript', false],
])('%s', (_name, javaScriptEnabled) => {
  test('a person says who they are, sends a command, and dismisses the private answer', async () => {
    await using opened = await open([driftCard], { ...desktop, javaScriptEnabled });
    const { page, web, complaints } = opened;
    await become(page, 'Ada Lovelace');
    await words(page).fill('status churn-v3');
    await page.keyboard.press('Enter');
    await onlyYou(page).getByRole('heading', { name: 'You said status churn-v3' }).waitFor();
    await onlyYou(page).getByText('Only you can see this').waitFor();
    expect(web.router.heard).toMatchObject([{ kind: 'say', words: 'status churn-v3', by: { id: 'ada' } }]);
    expect(await words(page).inputValue()).toBe('');
    await onlyYou(page).getByRole('button', { name: 'Dismiss' }).click();
    await onlyYou(page).waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });

  test('a button with a form asks first, and its values travel with the press', async () => {
    await using opened = await open([driftCard], { ...desktop, javaScriptEnabled });
    const { page, web } = opened;
    await become(page, 'Ada Lovelace');
    await page.getByRole('button', { name: 'Request retrain, churn-v3' }).click();
    await page.getByLabel('Why now?').fill('flex plan is <new>');
    await page.getByLabel('Training window').selectOption('last 90 days');
    await page.getByRole('button', { name: 'Request retrain', exact: true }).click();
    await onlyYou(page).getByText('Recorded: retrain churn-v3').waitFor();
    expect(web.router.heard).toMatchObject([
      {
        press: { verb: 'retrain' },
        entry: { values: { reason: 'flex plan is <new>', window: '90d', ticket: '' } },
      },
    ]);
  });

  test('a button that asks for a yes counts only after the yes', async () => {
    await using opened = await open([driftCard], { ...desktop, javaScriptEnabled });
    const { page, web } = opened;
    await become(page, 'Ada Lovelace');
    const mute = async () => {
      await page.getByLabel('More actions, churn-v3').click();
      await page.getByRole('button', { name: 'Mute 7 days, churn-v3' }).click();
    };
    await mute();
    await page.getByText('Keep alerts').click();
    await page.getByText('Keep alerts').waitFor({ state: 'detached' });
    expect(web.router.heard).toEqual([]);
    await mute();
    await page.getByRole('button', { name: 'Mute 7 days', exact: true }).click();
    await onlyYou(page).getByText('Recorded: mute churn-v3').waitFor();
  });

  test('another person is acted as from the top right', async () => {
    await using opened = await open([driftCard], { ...desktop, javaScriptEnabled });
    const { page, web } = opened;
    await become(page, 'Ada Lovelace');
    await page.getByText('Acting as Ada Lovelace').click();
    await page.getByRole('button', { name: 'Bob Noor' }).click();
    await page.getByText('Acting as Bob Noor').waitFor();
    await page.getByRole('button', { name: 'Acknowledge, churn-v3' }).click();
    await onlyYou(page).waitFor();
    expect(web.router.heard).toMatchObject([{ by: { id: 'bob' } }]);
  });
});

describe('a live page', () => {
  test('shows an edited card at once, touches no other, and keeps the focus on its button', async () => {
    await using opened = await open([driftCard, offerCard]);
    const { page, web } = opened;
    await become(page, 'Ada Lovelace');
    await live(page);
    await page
      .locator('.log > article')
      .first()
      .evaluate((card) => card.setAttribute('data-untouched', ''));
    await page.getByRole('button', { name: 'Deny' }).focus();
    web.directory.put(channel, { ...offerCard, blocks: [{ kind: 'text', line: ['Bob said yes.'] }] });
    await web.surface.show(channel, offerCard, 'web');
    await page.getByText('Bob said yes.').waitFor();
    expect(await page.locator('[data-untouched]').count()).toBe(1);
    expect(await page.locator(':focus').getAttribute('aria-label')).toMatch(/^Deny/);
    expect(await page.locator('.log > article').count()).toBe(2);
  });

  test('stays where the reader is when something new comes below', async () => {
    await using opened = await open([driftCard, offerCard]);
    const { page, web } = opened;
    await become(page, 'Ada Lovelace');
    await live(page);
    await page
      .locator('.chart img')
      .first()
      .evaluate((image: { decode?(): unknown }) => image.decode?.());
    await page.locator('.scroll').evaluate((scroll) => scroll.scrollTo(0, -400));
    const top = () =>
      page
        .locator('.log > article')
        .first()
        .evaluate((e) => Math.round(e.getBoundingClientRect().top));
    const before = await top();
    web.directory.put(channel, failingCard);
    web.notify(channel);
    await page.getByRole('heading', { name: 'fraud-v7' }).waitFor();
    expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(2);
  });

  test('brings the answer to whoever asked from further up', async () => {
    const cards = Array.from({ length: 12 }, (_, index) => ({ ...failingCard, key: `card-${index}` }));
    await using opened = await open(cards);
    const { page } = opened;
    await become(page, 'Ada Lovelace');
    await live(page);
    await page.getByRole('article').first().scrollIntoViewIfNeeded();
    await words(page).fill('status churn-v3');
    await page.keyboard.press('Enter');
    await onlyYou(page).waitFor();
    const place = await onlyYou(page).boundingBox();
    expect(place!.y).toBeGreaterThan(0);
    expect(place!.y).toBeLessThan(desktop.viewport.height);
  });

  test('lets the same button count a second time once the first press was answered', async () => {
    await using opened = await open();
    const { page, web } = opened;
    await become(page, 'Ada Lovelace');
    for (const times of [1, 2]) {
      await page.getByRole('button', { name: 'Acknowledge, churn-v3' }).click();
      await expect.poll(() => web.router.heard.length).toBe(times);
      await page.locator('[data-sending]').waitFor({ state: 'detached' });
    }
    expect(web.router.repeated).toBe(0);
  });

  test('counts a double click once', async () => {
    await using opened = await open();
    const { page, web } = opened;
    await become(page, 'Ada Lovelace');
    await page.getByRole('button', { name: 'Acknowledge, churn-v3' }).dblclick();
    await onlyYou(page).waitFor();
    await page.locator('[data-sending]').waitFor({ state: 'detached' });
    expect(web.router.heard).toHaveLength(1);
  });

  test('becomes the other person when another tab switched', async () => {
    await using opened = await open();
    const { page, context, web } = opened;
    await become(page, 'Ada Lovelace');
    await live(page);
    const other = await context.newPage();
    await other.goto(web.url);
    await other.getByText('Acting as Ada Lovelace').click();
    await other.getByRole('button', { name: 'Bob Noor' }).click();
    await other.getByText('Acting as Bob Noor').waitFor();
    web.notify(channel);
    await page.getByText('Acting as Bob Noor').waitFor();
  });

  test('can be used by keyboard alone: open the dialog, leave it with Escape, come back to the button', async () => {
    await using opened = await open();
    const { page } = opened;
    await become(page, 'Ada Lovelace');
    const button = page.getByRole('button', { name: 'Request retrain, churn-v3' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Retrain churn-v3' }).waitFor();
    expect(await page.locator(':focus').getAttribute('name')).toBe('reason');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.locator(':focus').getAttribute('aria-label')).toMatch(/^Request retrain/);
  });
});
