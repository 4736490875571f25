/** Cards as Slack messages: within every limit, and nothing that anybody wrote becomes more than text. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Action, Block, Card, Span } from '../../../src/cards/card.ts';
import { onlyText, renderCard, type Takes } from '../../../src/surfaces/slack/render/message.ts';
import { askModal, tellModal } from '../../../src/surfaces/slack/render/modal.ts';
import { wrongBlocks, wrongView } from '../../emulators/slack/blocks.ts';
import { readBlocks, readMrkdwn } from '../../emulators/slack/readable.ts';
import { driftCard, failingCard, mutedCard, noDataCard, offerCard } from '../sample-cards.ts';

const everything: Takes = { tables: true, charts: true, picture: () => 'F0PICTURE' };
const hostile = fc.constantFrom(
  '<!channel>',
  '<!here> <!everyone>',
  '<@U0ADA>',
  '<#C0ML>',
  '<!subteam^S0ENG>',
  '<https://evil.example|good>',
  'https://evil.example/x',
  '*bold* _italic_ ~gone~ `code`',
  '```block```',
  '> quoted',
  '&lt;!channel&gt;',
  ':tada: :+1:',
  '\u202e\u0000\n\n- x',
  '{{model}} {name}',
  'x'.repeat(5000),
  '🙂'.repeat(100),
  '',
  ' ',
);
const words = fc.oneof(
  hostile,
  fc.string({ maxLength: 60 }),
  fc.tuple(hostile, fc.string({ maxLength: 20 })).map((two) => two.join(' ')),
);
const number = fc.oneof(fc.double(), fc.constant(null));
const span: fc.Arbitrary<Span> = fc.oneof(
  words,
  words.map((bold) => ({ bold })),
  words.map((name) => ({ person: 'ada' as never, name })),
  fc.tuple(words, words).map(([link, url]) => ({ link, url })),
  fc.integer({ min: 0, max: 4e12 }).map((at) => ({ at })),
);
const line = fc.array(span, { maxLength: 6 });
const block: fc.Arbitrary<Block> = fc.oneof(
  line.map((one) => ({ kind: 'text' as const, line: one })),
  fc.array(fc.tuple(words, line), { maxLength: 8 }).map((facts) => ({ kind: 'facts' as const, facts })),
  words.map((text) => ({ kind: 'code' as const, text })),
  fc
    .tuple(
      words,
      fc.array(words, { minLength: 1, maxLength: 25 }),
      fc.array(fc.array(line, { maxLength: 25 }), { maxLength: 130 }),
    )
    .map(([caption, columns, rows]) => ({
      kind: 'table' as const,
      caption,
      columns,
      rowHeader: columns.length - 1,
      rows,
    })),
  fc
    .record({
      kind: fc.constantFrom('line' as const, 'bar' as const),
      title: words,
      words,
      x: fc.array(words, { maxLength: 25 }),
      series: fc.array(fc.record({ name: words, values: fc.array(number, { maxLength: 25 }) }), {
        maxLength: 8,
      }),
      limit: fc.record({ name: words, value: fc.double() }),
    })
    .map((chart) => ({ kind: 'chart' as const, chart })),
);
const action: fc.Arbitrary<Action> = fc
  .record({
    label: words,
    style: fc.constantFrom('primary' as const, 'danger' as const, 'default' as const),
    minor: fc.boolean(),
    press: fc.record({
      verb: fc.constantFrom('approve', 'mute', 'rollback'),
      id: words,
      seen: fc.constantFrom('', '0123456789abcdef'),
    }),
    confirm: fc.option(fc.record({ title: words, text: words, yes: words, no: words }), { nil: undefined }),
    form: fc.option(
      fc.record({
        title: words,
        submit: words,
        fields: fc.uniqueArray(
          fc.record({
            name: fc.constantFrom('reason', 'until', 'what', 'why'),
            label: words,
            required: fc.boolean(),
            kind: fc.constantFrom('text' as const, 'paragraph' as const, 'select' as const),
            options: fc.array(fc.record({ value: words, label: words }), { maxLength: 5 }),
            initial: words,
          }),
          { selector: ({ name }) => name },
        ),
      }),
      { nil: undefined },
    ),
  })
  .map(({ confirm, form, ...rest }) => ({ ...rest, ...(confirm && { confirm }), ...(form && { form }) }));
const card: fc.Arbitrary<Card> = fc.record({
  key: fc.constant('k'),
  tone: fc.constantFrom(
    'ok' as const,
    'warning' as const,
    'failing' as const,
    'no_data' as const,
    'muted' as const,
    'plain' as const,
  ),
  title: words,
  summary: words,
  blocks: fc.array(block, { maxLength: 60 }),
  actions: fc.array(action, { maxLength: 30 }),
});

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
      fc.property(card, (one) => {
        expect(problems(renderCard(one, takes))).toEqual(fine);
      }),
      { numRuns: 300 },
    );
  });

  test('asks in a modal that keeps to the limits', () => {
    let asked = 0;
    fc.assert(
      fc.property(action, card, (one, told) => {
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
