/** The chat page in a real Chromium, as people use it: with a mouse, with a keyboard, without a script. */
import { mkdirSync } from 'node:fs';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Card } from '../../src/cards/card.ts';
import { startBrowser } from '../browser.ts';
import { channel, plainCard } from '../surfaces/fakes.ts';
import { driftCard, failingCard, mutedCard, noDataCard, offerCard } from '../surfaces/sample-cards.ts';
import { startWeb } from '../surfaces/web/start-web.ts';
import { brokenRules } from './page-rules.ts';

let started: Awaited<ReturnType<typeof startBrowser>>;
beforeAll(async () => {
  mkdirSync('screenshots', { recursive: true });
  started = await startBrowser();
}, 60_000);
afterAll(() => started[Symbol.asyncDispose]());

const desktop = { viewport: { width: 1280, height: 860 } };
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };

/** A visitor's own browser profile on a fresh page; `complaints` is what its console says. */
async function open(cards: Card[] = [driftCard], options: BrowserContextOptions = desktop) {
  const web = await startWeb();
  for (const card of cards) web.directory.put(channel, card);
  const context = await started.browser.newContext(options);
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  page.on('pageerror', (failure) => void complaints.push(failure.message));
  await page.goto(web.url);
  const close = async () => {
    await context.close();
    await web[Symbol.asyncDispose]();
  };
  return { web, page, context, complaints, [Symbol.asyncDispose]: close };
}

const words = (page: Page) => page.getByRole('textbox', { name: '/model' });
const become = async (page: Page, name: string) => {
  await page.getByRole('region', { name: 'Who are you?' }).getByRole('button', { name }).click();
  await words(page).waitFor();
};
const live = (page: Page) => page.locator('html[data-live=yes]').waitFor({ state: 'attached' });
const onlyYou = (page: Page) => page.getByRole('article', { name: /^Only you can see this/ });

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

describe('the look', () => {
  const cards = [failingCard, mutedCard, noDataCard, driftCard, offerCard];
  test.each([
    ['desktop', desktop],
    ['desktop-dark', { ...desktop, colorScheme: 'dark' as const }],
    ['phone', phone],
    ['phone-dark', { ...phone, colorScheme: 'dark' as const }],
  ])('keeps the rules of a readable page: %s', async (name, options) => {
    await using opened = await open(cards, options);
    const { page, complaints } = opened;
    expect(await brokenRules(page)).toEqual([]);
    await page.screenshot({ path: `screenshots/${name}-welcome.png` });
    await become(page, 'Ada Lovelace');
    await words(page).fill('status churn-v3');
    await page.keyboard.press('Enter');
    await onlyYou(page).waitFor();
    expect(await brokenRules(page)).toEqual([]);
    await page.screenshot({ path: `screenshots/${name}.png` });
    await page
      .getByText(/Ada Lovelace/)
      .first()
      .click();
    await page.getByText('Act as', { exact: true }).waitFor();
    expect(await brokenRules(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Request retrain, churn-v3' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await brokenRules(page)).toEqual([]);
    await page.screenshot({ path: `screenshots/${name}-dialog.png` });
    expect(complaints).toEqual([]);
  });

  test('names states, times, tables and pictures for those who do not see them', async () => {
    await using opened = await open(cards);
    const { page } = opened;
    const log = page.getByRole('log', { name: 'Cards in ml-churn' });
    for (const state of ['Failing', 'Muted', 'No data', 'Warning', 'Healthy']) {
      await log.locator('.state', { hasText: state }).waitFor();
    }
    await log.getByRole('article', { name: driftCard.summary }).waitFor();
    await log.getByRole('rowheader', { name: 'plan_type' }).waitFor();
    await log.getByRole('img', { name: /churn-v3 AUC, last 8 weeks\. AUC: 28 Jul 0\.871/ }).waitFor();
    expect(await log.locator('time').first().getAttribute('datetime')).toBe('2026-09-15T14:02:00.000Z');
  });

  test('the rules notice a page that breaks them', async () => {
    await using opened = await open();
    const { page } = opened;
    await page.locator('main').evaluate((main) => {
      main.innerHTML +=
        '<img><input><button></button><table></table><article></article><p id="a">x</p><p id="a">x</p><p class="pale">x</p>';
    });
    await page.locator('.pale').evaluate((pale) => pale.style.setProperty('color', '#ccc'));
    const broken = (await brokenRules(page)).join('\n');
    for (const rule of [
      'alternative text',
      'no label',
      'no name',
      'caption',
      'article',
      'used twice',
      'contrast',
    ]) {
      expect(broken).toContain(rule);
    }
  });
});

test('nothing that a card holds becomes markup, a script, a link of its own, or a picture from elsewhere', async () => {
  const hostile = '"><img src=x onerror="window.broken=1"><script>window.broken=1</script></article></main>';
  const chart = {
    kind: 'line' as const,
    title: hostile,
    words: hostile,
    x: [hostile],
    series: [{ name: hostile, values: [1] }],
  };
  await using opened = await open([
    {
      ...plainCard(hostile, hostile),
      blocks: [
        {
          kind: 'text',
          line: [
            { link: 'run', url: `javascript:window.broken=1//${hostile}` },
            { link: hostile, url: 'https://a.example/"onclick="x' },
          ],
        },
        { kind: 'chart', chart },
        { kind: 'code', text: `</code></pre>${hostile}` },
      ],
      actions: [
        {
          label: hostile,
          style: `primary ${hostile}` as 'primary',
          press: { verb: 'ack', id: hostile, seen: '' },
          form: {
            title: hostile,
            submit: hostile,
            fields: [{ name: hostile, label: hostile, kind: 'text', required: false, initial: hostile }],
          },
        },
      ],
    },
    plainCard('after', 'after'),
  ]);
  const { page, complaints } = opened;
  await become(page, 'Ada Lovelace');
  await page.getByRole('button', { name: hostile.slice(0, 20) }).click();
  await page.getByRole('dialog').waitFor();
  const odd = await page.evaluate(`({
    articles: document.querySelectorAll('.log > article').length,
    scripts: document.querySelectorAll('script').length,
    images: [...document.images].filter((image) => new URL(image.src).origin !== location.origin).length,
    handlers: [...document.querySelectorAll('*')]
      .filter((element) => element.getAttributeNames().some((name) => name.startsWith('on'))).length,
    links: [...document.links].filter((link) => link.protocol === 'javascript:').length,
    broken: 'broken' in window,
  })`);
  expect(odd).toEqual({ articles: 2, scripts: 1, images: 0, handlers: 0, links: 0, broken: false });
  expect(complaints).toEqual([]);
  const drawn = await page.evaluate(`(async () => {
    const text = await (await fetch(document.querySelector('.chart img').src)).text();
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    const count = (selector) => parsed.querySelectorAll(selector).length;
    return { errors: count('parsererror'), pictures: count('svg'), scripts: count('script, img') };
  })()`);
  expect(drawn).toEqual({ errors: 0, pictures: 1, scripts: 0 });
});
