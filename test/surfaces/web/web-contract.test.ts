import { afterAll, beforeAll } from 'vitest';
import { startBrowser } from '../../browser.ts';
import { type SurfaceWorld, surfaceContract } from '../../contract/surface.ts';
import { channel } from '../fakes.ts';
import { startWeb } from './start-web.ts';
import { visit } from './visit.ts';

let started: Awaited<ReturnType<typeof startBrowser>>;
beforeAll(async () => {
  started = await startBrowser();
}, 60_000);
afterAll(() => started[Symbol.asyncDispose]());

async function startWorld(): Promise<SurfaceWorld> {
  const web = await startWeb();
  return {
    surface: web.surface,
    router: web.router,
    channel,
    speaks: (language) => void web.directory.languages.set(channel, language),
    show(card, ref) {
      web.directory.put(channel, card);
      return web.surface.show(channel, card, ref);
    },
    // The DOM of a real browser: what broke out of its place would not be inside an article any more.
    async messages() {
      const page = await started.browser.newPage();
      await page.goto(`${web.url}/channels/${channel}`);
      const texts = await page.locator('.log > article').allInnerTexts();
      await page.close();
      return texts;
    },
    async press(token, by, { values, times = 1 } = {}) {
      const script = visit(web.url);
      if (by === 'ada') await script.become('ada');
      const body = {
        token,
        cause: 'one-press-of-one-button',
        csrf: await script.csrf(),
        ...(values ? { values } : {}),
      };
      let text = '';
      for (let sent = 0; sent < times; sent += 1) {
        text = await (await script.post(`/channels/${channel}/press`, body)).text();
      }
      return text;
    },
    [Symbol.asyncDispose]: web[Symbol.asyncDispose],
  };
}

surfaceContract('the web page', startWorld);
