/** The same card on both chat platforms: the same sentences, the same buttons, once each platform's own markup is read away. */
import { expect, test } from 'vitest';
import type { Card } from '../../src/cards/card.ts';
import { renderCard as onDiscord } from '../../src/surfaces/discord/render/message.ts';
import { renderCard as onSlack } from '../../src/surfaces/slack/render/message.ts';
import { readComponents } from '../emulators/discord/readable.ts';
import { readBlocks, readMrkdwn } from '../emulators/slack/readable.ts';
import { everyCard } from '../gallery/cards.ts';

interface Part {
  type: string | number;
  text?: { text: string };
  label?: string;
  elements?: Part[];
  components?: Part[];
  options?: { text?: { text: string }; label?: string }[];
}

/** A time stands as its platform writes it: in words on Slack, twice as an instant on Discord. */
const lines = (text: string): string[] =>
  text
    .replaceAll(/(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d\.\d{3}Z \([^)]*\)/g, '$1 $2')
    .replaceAll(/(\d{4}-\d\d-\d\d) 00:00/g, '$1')
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter(Boolean);

/** Slack asks some questions itself, and then nothing follows the press: `…` is left out. Discord takes no button twice. */
const labels = (parts: Part[]): string[] =>
  [...new Set(labelsIn(parts).map((label) => label.replace(/…$/, '')))].toSorted();

const labelsIn = (parts: Part[]): string[] =>
  parts.flatMap((one): string[] => {
    if (one.options) return one.options.map(({ text, label }) => text?.text ?? label ?? '');
    if (one.type === 'button') return [one.text!.text];
    if (one.type === 2) return [one.label!];
    return labelsIn([...(one.elements ?? []), ...(one.components ?? [])]);
  });

const words = (card: Card) => {
  const { text, blocks } = onSlack(card, { tables: true, charts: false, picture: () => null });
  const { components } = onDiscord(card, { pictures: false });
  const said = [readMrkdwn(text).text, readBlocks(blocks).text].join('\n');
  return {
    slack: { lines: lines(said), labels: labels(blocks as Part[]) },
    discord: { lines: lines(readComponents(components).text), labels: labels(components as Part[]) },
  };
};

test('every card says the same on Slack and Discord, and offers the same', () => {
  for (const { name, card } of everyCard()) {
    const spoken = card.summary.trim() === card.title.trim() ? 1 : 0;
    // A platform's own tables have cells; columns of words are compared below.
    const { slack, discord } = words({ ...card, blocks: card.blocks.filter(({ kind }) => kind !== 'table') });
    expect({ name, lines: discord.lines }).toEqual({ name, lines: slack.lines.slice(spoken) });
    expect({ name, labels: discord.labels }).toEqual({ name, labels: slack.labels });
  }
});

test('a table has the same cells on both, or says how many rows are left out', () => {
  let compared = 0;
  for (const { name, card } of everyCard()) {
    for (const block of card.blocks) {
      if (block.kind !== 'table') continue;
      const { slack, discord } = words({ ...card, summary: '', blocks: [block], actions: [] });
      const columns = discord.lines.join(' ');
      const left = Number(/\((\d+) more rows are left out\)/.exec(columns)?.[1] ?? 0);
      const shown = block.columns.length * (1 + block.rows.length - left);
      const cells = slack.lines.slice(2, 2 + shown);
      for (const cell of cells)
        expect({ name, columns }).toMatchObject({ columns: expect.stringContaining(cell.slice(0, 6)) });
      compared += cells.length;
    }
  }
  expect(compared).toBeGreaterThan(50);
});
