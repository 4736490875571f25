/** What surfaces say themselves: nothing of it in English that a catalog should have said. */
import { expect, test } from 'vitest';
import type { Action, Card } from '../../src/cards/card.ts';
import { Fault } from '../../src/lib/fault.ts';
import { createDrafts } from '../../src/surfaces/chat/drafts.ts';
import { broke, notNow, outOfDate, stranger, working } from '../../src/surfaces/chat/own-cards.ts';
import { afterForm, fillForm, openForm } from '../../src/surfaces/discord/forms.ts';
import { renderCard as onDiscord } from '../../src/surfaces/discord/render/message.ts';
import type { Reply } from '../../src/surfaces/discord/replies.ts';
import { onlyText, renderCard as onSlack } from '../../src/surfaces/slack/render/message.ts';
import { askModal, tellModal } from '../../src/surfaces/slack/render/modal.ts';
import { unknownPerson } from '../../src/surfaces/web/answer-cards.ts';
import { Ask, OutOfDate } from '../../src/surfaces/web/view/ask.tsx';
import { ChannelView } from '../../src/surfaces/web/view/channel.tsx';
import { ConfirmedPage, ConfirmPage } from '../../src/surfaces/web/view/confirm.tsx';
import { Page } from '../../src/surfaces/web/view/page.tsx';
import { speaking } from '../../src/words/language.ts';
import { ada, bob, channel, createFakeDirectory } from '../surfaces/fakes.ts';
import { brackets, unsaid } from './brackets.ts';

/** Of fields that hold words; a test of the cards sees to what stands in them. */
const action: Action = {
  label: '1',
  style: 'default',
  press: { verb: 'retrain', id: 'R-1', seen: '' },
  form: {
    title: '2',
    submit: '3',
    fields: ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({
      name,
      label: '4',
      kind: 'text',
      required: false,
    })),
  },
};
const card: Card = {
  key: 'k',
  tone: 'warning',
  title: '5',
  summary: '6',
  blocks: [
    ...Array.from({ length: 70 }, () => ({ kind: 'text' as const, line: [{ at: 0 }] })),
    {
      kind: 'table',
      caption: '',
      columns: ['7'],
      rowHeader: 0,
      rows: Array.from({ length: 210 }, () => [['8']]),
    },
  ],
  actions: [action, { ...action, minor: true }, { ...action, label: '9', minor: true }],
  picks: 'model',
};
const first = { ...card, blocks: card.blocks.slice(69) };

const left = (texts: string[]): string[] =>
  texts
    // What was cut has lost its end.
    .map((text) => unsaid(text.replace(/⟦[^⟦⟧]*…$/, '')))
    .filter((text) =>
      /\p{L}/u.test(
        text.replaceAll(/Ada Lovelace|Bob Noor|ml-\w+|Steward|UTC|\b[AB][LN]\b|\/model( \w+)?/g, ''),
      ),
    );

/** Texts and whatever a screen reader says, of HTML. */
const readOf = (html: string): string[] => [
  ...[...html.matchAll(/(?:aria-label|placeholder|alt|data-failed|data-silent)="([^"]*)"/g)].map(
    (found) => found[1]!,
  ),
  ...html
    .replaceAll(/<time.*?<\/time>/gs, (time) => unsaid(time.replaceAll(/<[^>]*>|\p{Lu}\p{Ll}\p{Ll}/gu, '')))
    .split(/<[^>]*>/),
];

/** Of blocks and components: what stands under a name that people read. */
const wordsIn = (value: unknown, name = ''): string[] => {
  if (typeof value === 'string')
    return /^(text|label|title|content|placeholder|description|caption)$/.test(name)
      ? [value.replace(/<t:\d+:\w>/g, '')]
      : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => wordsIn(inner, Array.isArray(value) ? name : key));
};

test('the page says nothing that no catalog knows', () => {
  const visitor = { session: { id: 's', person: null }, person: null, people: [ada, bob], csrf: '0' };
  const current = { id: channel, title: 'ml-churn' };
  const place = { channel, csrf: '0' };
  const shown = { card, ref: null, postedAt: 0, editedAt: 9, revision: 1 };
  const html = speaking(brackets, () => {
    const given = [
      unknownPerson(),
      { outcome: 'done' as const, card: outOfDate() },
      { outcome: 'failed' as const, card: first },
    ];
    const private_ = given.map((answer, id) => ({ id: `${id}`, prompt: '0', answer, after: null }));
    const views = [
      ChannelView({ channel: current, visitor, cards: [shown], answers: private_ }),
      ChannelView({ channel: current, visitor: { ...visitor, person: ada }, cards: [], answers: [] }),
      Ask({
        action: {
          ...action,
          form: { ...action.form!, fields: [{ name: 'a', label: '1', kind: 'select', required: false }] },
        },
        card,
        place,
      }),
      OutOfDate({ place }),
    ];
    return [
      ...views.map((view) =>
        String(Page({ title: '0', channels: [current], current, visitor, children: view })),
      ),
      String(ConfirmPage({ card: { ...card, actions: [] }, path: '/' })),
      String(ConfirmedPage({ title: '0', sentence: '0' })),
    ].join('\n');
  });
  expect(left(readOf(html))).toEqual([]);
  expect(html).toContain('⟦');
});

test('Slack and Discord say nothing that no catalog knows', async () => {
  const drafts = createDrafts(createFakeDirectory());
  const filling = { drafts, user: '1', action, at: { step: 0, correcting: false } };
  const said = await speaking(brackets, async () => {
    const replies: Reply[] = [await openForm(filling)];
    const filled = await fillForm(filling, { a: '1' });
    if ('reply' in filled) replies.push(filled.reply);
    const refused = { outcome: 'refused' as const, card: notNow('0') };
    replies.push(await afterForm(filling, { ...refused, errors: { a: '1' } }, {}));
    replies.push(await afterForm(filling, refused, { a: '1' }));
    replies.push(
      await openForm({ ...filling, action: { ...action, press: { ...action.press, id: 'R'.repeat(88) } } }),
    );
    const own = [
      outOfDate(),
      working(),
      broke(new Error('x'), '0'),
      ...(['never', 'later'] as const).map((retry) =>
        broke(new Fault('x', 'The store is gone.', { retry }), '0'),
      ),
      notNow('0'),
      stranger('Apps cannot decide here. Nothing was changed.'),
    ];
    const drawn = [...own, card, first].flatMap((one) => [
      onSlack(one, onlyText).blocks,
      onDiscord(one, { models: ['1'] }).components,
      tellModal(one),
    ]);
    return [...drawn, askModal(action, 'C0ML'), replies];
  });
  const words = wordsIn(said);
  expect(words.length).toBeGreaterThan(60);
  expect(left(words)).toEqual([]);
});
