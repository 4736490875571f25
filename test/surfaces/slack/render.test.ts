/** Cards as Slack messages: within every limit, and nothing that anybody wrote becomes more than text. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Card } from '../../../src/cards/card.ts';
import { onlyText, renderCard, type Takes } from '../../../src/surfaces/slack/render/message.ts';
import { askModal, tellModal } from '../../../src/surfaces/slack/render/modal.ts';
import { wrongBlocks, wrongView } from '../../emulators/slack/blocks.ts';
import { readBlocks, readMrkdwn } from '../../emulators/slack/readable.ts';
import { anyAction, anyCard } from '../any-card.ts';
import { driftCard, failingCard, mutedCard, noDataCard, offerCard } from '../sample-cards.ts';

const everything: Takes = { tables: true, charts: true, picture: () => 'F0PICTURE' };
const problems = ({ text, blocks }: ReturnType<typeof renderCard>) => {
  const seen = readBlocks(blocks);
  const top = readMrkdwn(text);
  return {
    limits: wrongBlocks(blocks, 'message'),
    mentions: [...seen.mentions, ...top.mentions],
    formatted: [...seen.formatted, ...top.formatted],
    linksInText: top.links,
    badLinks: seen.links.filter((url) => !/^https?:\/\//i.test(url)),
    empty: text.trim() === '',
    long: text.length > 4000,
  };
};
const fine = {
  limits: [],
  mentions: [],
  formatted: [],
  linksInText: [],
  badLinks: [],
  empty: false,
  long: false,
};

describe('a card on Slack', () => {
  test.each([
    ['with everything', everything],
    ['as text only', onlyText],
  ])('of whatever it is made keeps to the limits, and its words stay words (%s)', (_name, takes) => {
    fc.assert(
      fc.property(anyCard, (one) => {
        expect(problems(renderCard(one, takes))).toEqual(fine);
      }),
      { numRuns: 300 },
    );
  });

  test('asks in a modal that keeps to the limits', () => {
    let asked = 0;
    fc.assert(
      fc.property(anyAction, anyCard, (one, told) => {
        expect(wrongView(tellModal(told))).toEqual([]);
        const carried = { ...one, press: { ...one.press, id: 'R-101' } };
        if (!carried.form && !carried.confirm) return;
        asked += 1;
        expect(wrongView(askModal(carried, 'C0ML'))).toEqual([]);
      }),
      { numRuns: 300 },
    );
    expect(asked).toBeGreaterThan(50);
  });

  test('shows what its words say', () => {
    const text = 'a <b> & *c* of https://d.example';
    const shown = renderCard(
      {
        key: 'k',
        tone: 'warning',
        title: text,
        summary: text,
        blocks: [{ kind: 'text', line: [text] }],
        actions: [],
      },
      everything,
    );
    expect(readMrkdwn(shown.text).text).toBe(text);
    expect(readBlocks(shown.blocks).text).toBe(`▲ Warning   ${text}\n${text}`);
  });

  test.each(
    [driftCard, offerCard, mutedCard, failingCard, noDataCard].map((one) => [one.title, one] as const),
  )('“%s” keeps to the limits', (_title, one) => {
    expect(problems(renderCard(one, everything))).toEqual(fine);
    expect(problems(renderCard(one, onlyText))).toEqual(fine);
  });

  test('a mention of those who must act is Slack’s own, and only when asked for', () => {
    const plain: Card = { key: 'k', tone: 'plain', title: 't', summary: 's.', blocks: [], actions: [] };
    expect(readBlocks(renderCard(plain, everything, ['S0ENG']).blocks).mentions).toEqual(['!subteam^S0ENG']);
    expect(readBlocks(renderCard(plain, everything).blocks).mentions).toEqual([]);
  });
});
