import { expect, test } from 'vitest';
import { moves } from '../../src/domain/cycle/moves.ts';
import { everyCard } from './cards.ts';
import { galleryPage } from './page.ts';

test('the gallery holds every phase of the card and draws each on every surface', async () => {
  const names = everyCard().map(({ name }) => name);
  for (const phase of Object.keys(moves)) expect(names).toContain(`episode: ${phase}`);
  const { html, count } = await galleryPage();
  for (const surface of ['slack', 'discord'])
    expect(html.split(`<div class="chat ${surface}">`).length - 1).toBe(count);
  expect([...html.matchAll(/<img[^>]* src="(?!data:)/g)]).toEqual([]);
  expect(html).not.toContain('<p>[');
});
