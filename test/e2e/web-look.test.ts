/** How the chat page looks and reads, on a desk and on a phone, and with cards that try to break it. */
import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowser } from '../browser.ts';
import { plainCard } from '../surfaces/fakes.ts';
import { driftCard, failingCard, mutedCard, noDataCard, offerCard } from '../surfaces/sample-cards.ts';
import { startWeb } from '../surfaces/web/start-web.ts';
import { become, desktop, onlyYou, openPage, phone, words } from './open-page.ts';
import { brokenRules } from './page-rules.ts';

let started: Awaited<ReturnType<typeof startBrowser>>;
beforeAll(async () => {
  mkdirSync('screenshots', { recursive: true });
  started = await startBrowser();
}, 60_000);
afterAll(() => started[Symbol.asyncDispose]());

const open = (...given: Parameters<typeof openPage> extends [unknown, ...infer Rest] ? Rest : never) =>
  openPage(started.browser, ...given);

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

test('the page of a one-time link is readable by itself, and its one button counts', async () => {
  const used: string[] = [];
  const card = {
    ...plainCard('answer', 'P-101: Promote version 2 of churn-v3'),
    blocks: [{ kind: 'facts' as const, facts: [['You are', ['Noor']] as [string, string[]]] }],
    actions: [
      {
        label: 'Promote challenger',
        style: 'primary' as const,
        press: { verb: 'confirm', id: 'P-101', seen: '' },
      },
    ],
  };
  await using web = await startWeb({
    confirmations: {
      language: async () => 'en',
      show: async (token) => (token === 'P-101.secret' && used.length === 0 ? card : null),
      use: async (token) => {
        used.push(token);
        return { outcome: 'done', card: plainCard('answer', 'Your approval of P-101 counts.') };
      },
    },
  });
  await using context = await started.browser.newContext(phone);
  const page = await context.newPage();
  await page.goto(`${web.url}/confirm/P-101.secret`);
  // A page of one question has nothing to go to.
  const alone = ['not exactly one nav', 'not exactly one header'];
  expect(await brokenRules(page)).toEqual(alone);
  await page.screenshot({ path: 'screenshots/phone-confirm.png' });
  expect(used).toEqual([]);
  await page.getByRole('button', { name: 'Promote challenger' }).click();
  await page.getByText('Your approval of P-101 counts.').waitFor();
  expect([used, await brokenRules(page)]).toEqual([['P-101.secret'], alone]);
  await page.goto(`${web.url}/confirm/P-101.secret`);
  await page.getByText('This link was used').waitFor();
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
