/** Everything that surfaces show, in every language and in one that is twice as long as English, held against what the platforms refuse. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Action, Card } from '../../src/cards/card.ts';
import { episodeCard } from '../../src/cards/episode-card.ts';
import { sayLine } from '../../src/cards/words.ts';
import { broke, notNow, outOfDate, stranger, working } from '../../src/surfaces/chat/own-cards.ts';
import { leftOut } from '../../src/surfaces/chat/words.ts';
import {
  componentsV2,
  fileName,
  renderCard as onDiscord,
  onlySentence,
} from '../../src/surfaces/discord/render/message.ts';
import { askModal as discordModal, stepsOf } from '../../src/surfaces/discord/render/modal.ts';
import { pressFits } from '../../src/surfaces/press-token.ts';
import { blocksOf } from '../../src/surfaces/slack/home.ts';
import { onlyText, renderCard as onSlack, type Takes } from '../../src/surfaces/slack/render/message.ts';
import { askModal as slackModal, tellModal } from '../../src/surfaces/slack/render/modal.ts';
import { type Language, type Speech, speaking } from '../../src/words/language.ts';
import { anySituation } from '../cards/situations.ts';
import { wrongMessage, wrongModal } from '../emulators/discord/limits.ts';
import { wrongBlocks, wrongView } from '../emulators/slack/blocks.ts';
import { everyCard, type Shown } from '../gallery/cards.ts';
import { twice } from './twice.ts';

const everything: Takes = { tables: true, charts: true, picture: () => 'F0PICTURE' };
const drawings: [string, Takes][] = [
  ['with everything', everything],
  ['as text', onlyText],
  ['with pictures', { ...everything, charts: false }],
];

function ownCards(): Shown[] {
  const name = 'a surface’s own';
  const cards = [outOfDate(), stranger('Apps cannot decide here. Nothing was changed.'), working()];
  return [...cards, broke(new Error('x'), 'a91f03c2'), notNow('x')].map((card) => ({ name, card }));
}

const asks = ({ actions }: Card): Action[] =>
  actions.filter(({ form, confirm, press }) => (form || confirm) && pressFits(press));

const onlyWrong = (name: string, found: Record<string, string[]>) =>
  Object.entries(found).flatMap(([where, wrong]) => wrong.map((one) => `${name}, ${where}: ${one}`));

function wrongOnSlack({ name, card }: Shown): string[] {
  const messages = drawings.map(([how, takes]): [string, string[]] => {
    const { text, blocks } = onSlack(card, takes, ['S0ENG']);
    return [how, [...wrongBlocks(blocks, 'message'), ...(text.length > 4000 ? ['a long text'] : [])]];
  });
  return onlyWrong(name, {
    ...Object.fromEntries(messages),
    home: wrongBlocks(blocksOf([card, card, card], { ...everything, charts: false }).slice(0, 100), 'home'),
    told: wrongView(tellModal(card)),
    asked: asks(card).flatMap((action) => wrongView(slackModal(action, 'C0ML'))),
  });
}

function wrongOnDiscord({ name, card }: Shown): string[] {
  const { charts, ...body } = onDiscord(card, { models: ['churn-v3', 'fremont-bridge'], calls: ['118'] });
  const files = charts.map((_, index) => fileName(index));
  const { charts: _none, ...sentence } = onlySentence(card);
  const modals = asks(card)
    .filter(({ form }) => form)
    .flatMap((action) =>
      Array.from({ length: stepsOf(action) }, (_, step) => discordModal(action, { step, correcting: false })),
    );
  return onlyWrong(name, {
    message: wrongMessage('create', { ...body, flags: componentsV2 }, files),
    sentence: wrongMessage('create', { ...sentence, flags: componentsV2 }, []),
    asked: modals.flatMap((modal) => (modal === null ? ['no room for its id'] : wrongModal(modal as never))),
  });
}

const languages: [string, Language | Speech][] = [
  ['German', 'de'],
  ['Chinese', 'zh-CN'],
  ['a language twice as long as English', twice],
];

describe.each(languages)('%s', (_name, language) => {
  const shown = speaking(language, () => [...everyCard(), ...ownCards()]);

  test('fits into everything that Slack takes', () => {
    expect(speaking(language, () => shown.flatMap(wrongOnSlack))).toEqual([]);
  });

  test('fits into everything that Discord takes', () => {
    expect(speaking(language, () => shown.flatMap(wrongOnDiscord))).toEqual([]);
  });

  test('leaves the card of an episode its 8 blocks and 600 characters', () => {
    const wordy = fc.property(anySituation, fc.boolean(), (s, quiet) => {
      const ended = quiet && (s.cycle === null || s.cycle.phase === 'closed');
      const { blocks } = speaking(language, () => episodeCard(s, ended));
      expect(blocks.length).toBeLessThanOrEqual(8);
      const lines = blocks.flatMap((block) => (block.kind === 'text' ? [sayLine(block.line)] : []));
      expect(lines.join('\n').length, lines.join('\n')).toBeLessThanOrEqual(600);
    });
    fc.assert(wordy, { numRuns: 300 });
  });
});

/** What is cut there cannot be read anywhere else. */
const cut = ({ actions }: Card): string[] =>
  actions.flatMap(({ label, form, confirm }) => {
    const long = (most: number, ...texts: (string | undefined)[]) =>
      texts.filter((text) => (text?.length ?? 0) > most);
    return [
      ...long(70, label),
      ...long(24, form?.submit, confirm?.no),
      ...long(form ? 24 : 30, confirm?.yes),
      ...long(100, confirm?.title, ...(form?.fields ?? []).map((field) => field.label)),
      ...long(300, confirm?.text),
    ] as string[];
  });

test.each(['en', 'de', 'zh-CN'] as const)('every part of every card has room in %s', (language) => {
  const lost = speaking(language, () => {
    const note = leftOut(2).replace(/.*2/, '');
    return everyCard().filter(({ card }) =>
      JSON.stringify([onSlack(card, everything), onDiscord(card).components]).includes(note),
    );
  });
  expect(lost.map(({ name }) => name)).toEqual([]);
});

test.each(['en', 'de', 'zh-CN'] as const)('no button or question is cut in %s', (language) => {
  expect(speaking(language, () => everyCard().flatMap(({ card }) => cut(card)))).toEqual([]);
});
