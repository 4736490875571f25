/** The chat page in a visitor's own browser profile, and what people do on it. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Card } from '../../src/cards/card.ts';
import { channel } from '../surfaces/fakes.ts';
import { driftCard } from '../surfaces/sample-cards.ts';
import { startWeb } from '../surfaces/web/start-web.ts';

export const desktop = { viewport: { width: 1280, height: 860 } };
export const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };

/** A visitor's own browser profile on a fresh page; `complaints` is what its console says. */
export async function openPage(
  browser: Browser,
  cards: Card[] = [driftCard],
  options: BrowserContextOptions = desktop,
) {
  const web = await startWeb();
  for (const card of cards) web.directory.put(channel, card);
  const context = await browser.newContext(options);
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

export const words = (page: Page) => page.getByRole('textbox', { name: '/model' });
export const become = async (page: Page, name: string) => {
  await page.getByRole('region', { name: 'Who are you?' }).getByRole('button', { name }).click();
  await words(page).waitFor();
};
export const live = (page: Page) => page.locator('html[data-live=yes]').waitFor({ state: 'attached' });
export const onlyYou = (page: Page) => page.getByRole('article', { name: /^Only you can see this/ });
