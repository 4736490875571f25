/** `npm run gallery [-- --language de]`: writes gallery/index.html and pictures of it, to be looked at after a change of words. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type Language, languages, speaking } from '../../src/words/language.ts';
import { startBrowser } from '../browser.ts';
import { galleryPage } from './page.ts';

const folder = path.resolve('gallery');
await mkdir(folder, { recursive: true });
const { values } = parseArgs({ options: { language: { type: 'string', default: 'en' } } });
if (!(values.language in languages))
  throw new Error(`--language is one of ${Object.keys(languages).join(', ')}`);
const { html, count } = await speaking(values.language as Language, galleryPage);
const file = path.join(folder, 'index.html');
await writeFile(file, html);
await using started = await startBrowser();
for (const [name, width] of [
  ['desktop', 1400],
  ['phone', 420],
] as const) {
  const page = await started.browser.newPage({ viewport: { width, height: 1000 } });
  await page.goto(pathToFileURL(file).href);
  if (width < 600)
    await page.addStyleTag({ content: '.row { grid-template-columns: minmax(0, 1fr) !important }' });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
  await page.close();
}
process.stdout.write(
  `${count} cards: ${path.relative('.', file)}, with gallery/desktop.png and gallery/phone.png\n`,
);
