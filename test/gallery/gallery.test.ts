import { expect, test } from 'vitest';
import { moves } from '../../src/domain/cycle/moves.ts';
import { everyCard } from './cards.ts';
import { galleryPage } from './page.ts';

test('the gallery holds every phase of the card and draws each on every surface', async () => {
  const names = everyCard().map(({ name }) => name);
  for (const phase of Object.keys(moves)) expect(names).toContain(`episode: ${phase}`);
  const { html, count } = await galleryPage();
  expect(html.split('<div class="slack">').length - 1).toBe(count);
  expect(html).not.toContain('<p>[');
});
