/** Cards as Discord messages: within every limit, and nothing that anybody wrote becomes more than text. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Card } from '../../../src/cards/card.ts';
import { filledIn } from '../../../src/cards/form-card.ts';
import { commands } from '../../../src/commands/index.ts';
import { nativeCommand, sayTyped } from '../../../src/surfaces/discord/commands.ts';
import {
  componentsV2,
  type Drawing,
  fileName,
  onlySentence,
  renderCard,
} from '../../../src/surfaces/discord/render/message.ts';
import { askModal, stepsOf } from '../../../src/surfaces/discord/render/modal.ts';
import { wrongCommands, wrongMessage, wrongModal } from '../../emulators/discord/limits.ts';
import { readComponents } from '../../emulators/discord/readable.ts';
import { everyCard } from '../../gallery/cards.ts';
import { anyAction, anyCard } from '../any-card.ts';

const problems = ({ charts, ...body }: ReturnType<typeof renderCard>) => {
  const seen = readComponents(body.components);
  const files = charts.map((_, index) => fileName(index));
  return {
    limits: wrongMessage('create', { ...body, flags: componentsV2 }, files),
    mentions: seen.mentions,
    formatted: seen.formatted,
    badLinks: [...seen.links.filter((url) => !/^https?:\/\//i.test(url)), ...seen.bare],
  };
};
const fine = { limits: [], mentions: [], formatted: [], badLinks: [] };
const drawings: [string, Drawing][] = [
  ['with everything', { models: ['churn-v3', 'x'.repeat(120), 'churn-v3'], buttons: [] }],
  ['without pictures', { pictures: false }],
];

describe('a card on Discord', () => {
  test.each(drawings)(
    'of whatever it is made keeps to the limits, and its words stay words (%s)',
    (_name, drawing) => {
      fc.assert(
        fc.property(anyCard, (one) => {
          expect(problems(renderCard(one, drawing))).toEqual(fine);
        }),
        { numRuns: 200 },
      );
    },
  );

  test('that is refused for its form still has its sentence', () => {
    fc.assert(
      fc.property(anyCard, (one) => {
        expect(problems(onlySentence(one))).toEqual(fine);
      }),
      { numRuns: 100 },
    );
  });

  test('asks in modals that keep to the limits', () => {
    let asked = 0;
    fc.assert(
      fc.property(anyAction, fc.dictionary(fc.constantFrom('reason', 'why'), fc.string()), (one, given) => {
        const carried = filledIn({ ...one, press: { ...one.press, id: 'R-101' } }, given);
        if (!carried.form && !carried.confirm) return;
        for (let step = 0; step < stepsOf(carried); step++) {
          asked += 1;
          const modal = askModal(carried, { step, correcting: false }) as { components: object[] };
          if (modal.components.length > 0) expect(wrongModal(modal as never)).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
    expect(asked).toBeGreaterThan(50);
  });

  test('keeps to the limits, whatever there is', () => {
    for (const { name, card } of everyCard())
      expect({ name, ...problems(renderCard(card)) }).toEqual({ name, ...fine });
  });

  test.each([
    ['short', 'one more block'],
    ['long', 'word '.repeat(60)],
  ])('of too many %s parts fills a message, and says what is left out', (_name, words) => {
    const many = Array.from({ length: 60 }, () => ({ kind: 'text' as const, line: [words] }));
    const presses = Array.from({ length: 30 }, (_, index) => ({ verb: 'open', id: `R-${index}`, seen: '' }));
    const actions = presses.map((press) => ({ label: 'Open', style: 'default' as const, press }));
    const card: Card = { key: 'k', tone: 'ok', title: 't', summary: 's.', blocks: many, actions };
    const drawn = renderCard(card);
    expect(problems(drawn)).toEqual(fine);
    expect(readComponents(drawn.components).text).toMatch(/\d+ more parts do not fit here\.$/);
  });

  test('shows what its words say', () => {
    const text = 'a <b> & *c* of https://d.example, snake_case and @everyone';
    const card: Card = {
      key: 'k',
      tone: 'warning',
      title: text,
      summary: `${text}.`,
      blocks: [{ kind: 'text', line: [text] }],
      actions: [],
    };
    expect(readComponents(renderCard(card).components).text).toBe(`${text}.\n▲ Warning ${text}\n${text}`);
  });

  test('mentions those who must act, and only when asked to', () => {
    const card: Card = { key: 'k', tone: 'plain', title: 't', summary: 's.', blocks: [], actions: [] };
    const called = renderCard(card, { calls: ['1180000000000000001'] });
    expect(readComponents(called.components).mentions).toEqual(['<@&1180000000000000001>']);
    expect(called.allowed_mentions).toEqual({ parse: [], roles: ['1180000000000000001'] });
    expect(problems(renderCard(card))).toEqual(fine);
  });
});

interface Described {
  name: string;
  description: string;
  description_localizations: Record<string, string>;
  options: Described[];
}

/** As Discord counts them: of each description its longest language. */
const characters = ({ name, description, description_localizations, options = [] }: Described): number =>
  [description, ...Object.values(description_localizations)].reduce(
    (most, one) => Math.max(most, one.length),
    0,
  ) +
  name.length +
  options.reduce((sum, one) => sum + characters(one), 0);

describe('the native command', () => {
  const verbs = commands.flatMap(({ verb, usage, does, group }) => (group ? [{ verb, usage, does }] : []));

  test('has a subcommand for everything that can be said, within the limits', () => {
    const command = nativeCommand(verbs) as Described;
    expect(wrongCommands([command as never])).toEqual([]);
    expect(characters(command)).toBeLessThanOrEqual(8000);
    const de = command.options.map(({ description_localizations }) => description_localizations.de);
    expect(de[0]).toMatch(/^[A-Z].*Modell/);
    expect(de.filter((text) => text?.endsWith('…'))).toEqual([]);
    const names = command.options.flatMap(({ name, options }) =>
      name === 'more' ? options.map((one) => one.name) : [name],
    );
    expect(names).toEqual(verbs.map(({ verb }) => verb));
  });

  test('of however many verbs keeps to the limits', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({ ...verbs[0]!, verb: `verb${index}` }));
    expect(wrongCommands([nativeCommand(many) as never])).toEqual([]);
  });

  test('says the same words as somebody would type elsewhere', () => {
    const say = (verb: string, given: Record<string, string>) =>
      sayTyped(verbs, [
        { name: verb, options: Object.entries(given).map(([name, value]) => ({ name, value })) },
      ]);
    expect(say('status', { model: 'churn-v3' })).toBe('status churn-v3');
    expect(say('mute', { model: 'churn-v3', why: 'label  outage' })).toBe('mute churn-v3 7d label outage');
    expect(say('open', { id: 'R-4821' })).toBe('R-4821');
    expect(say('nonsense', {})).toBe('nonsense');
  });
});
