/** What people are allowed to write is shown whole on every surface, whatever it is made of, and within each platform's limits. */
import { describe, expect, test } from 'vitest';
import type { Card } from '../../src/cards/card.ts';
import { mostTyped } from '../../src/cards/form-card.ts';
import { componentsV2, renderCard as onDiscord } from '../../src/surfaces/discord/render/message.ts';
import { askModal as discordModal } from '../../src/surfaces/discord/render/modal.ts';
import { onlyText, renderCard as onSlack } from '../../src/surfaces/slack/render/message.ts';
import { askModal as slackModal, tellModal } from '../../src/surfaces/slack/render/modal.ts';
import { Ask } from '../../src/surfaces/web/view/ask.tsx';
import { ChannelCard } from '../../src/surfaces/web/view/card.tsx';
import { wrongMessage, wrongModal } from '../emulators/discord/limits.ts';
import { readComponents } from '../emulators/discord/readable.ts';
import { wrongBlocks, wrongView } from '../emulators/slack/blocks.ts';
import { readBlocks } from '../emulators/slack/readable.ts';
import { channel, plainCard } from './fakes.ts';

const longest = mostTyped.paragraph;
const filled = (piece: string) => piece.repeat(Math.floor(longest / piece.length));
const place = { channel, csrf: '0' };
const press = { verb: 'deny', id: 'R-101', seen: '' };

/** A form that offers these versions and proposes the second, as Slack and Discord get it. */
function offering(...versions: string[]): string[] {
  const options = versions.map((value) => ({ value, label: value }));
  const field = { name: 'version', label: 'Version', kind: 'select' as const, required: true, options };
  const form = { title: 'Promote', submit: 'Ask', fields: [{ ...field, initial: versions[1]! }] };
  const action = { label: 'Promote', style: 'default' as const, press, form };
  const [onSlack, onDiscord] = [
    slackModal(action, 'C0ML'),
    discordModal(action, { step: 0, correcting: false }),
  ];
  expect([wrongView(onSlack), wrongModal(onDiscord as never)]).toEqual([[], []]);
  return [onSlack, onDiscord].map((modal) => JSON.stringify(modal));
}

test('a choice that no menu can hold is typed, and begins with what was proposed', () => {
  for (const modal of offering('v1', 'v2')) expect(modal).toContain('"options"');
  const long = `arn:aws:sagemaker:eu-central-1:123456789012:model-package/${'m'.repeat(60)}/17`;
  const many = Array.from({ length: 101 }, (_, index) => `v${index}`);
  for (const versions of [['v1', long], many]) {
    for (const modal of offering(...versions)) {
      expect(modal).not.toContain('"options"');
      expect(modal).toContain(versions[1]);
    }
  }
});

describe.each([
  ['words', filled('Too few labels since Tuesday. ')],
  ['emoji', filled('👩🏽‍💻🚲')],
  ['Arabic and Latin', filled('بيانات جديدة churn-v3، ')],
  ['one long word', filled('m')],
  ['what Discord escapes', filled('*_~')],
])('%s', (_name, reason) => {
  const card: Card = {
    ...plainCard('one', 'R-101'),
    blocks: [{ kind: 'text', line: [{ bold: 'Ada Lovelace' }, ': ', reason] }],
  };
  const shown = reason.replaceAll(/\s+/g, ' ').trim();

  test('in an answer', () => {
    const { blocks } = onSlack(card, onlyText);
    expect(wrongBlocks(blocks, 'message')).toEqual([]);
    expect(readBlocks(blocks).text.replaceAll(/\s+/g, ' ')).toContain(shown);
    expect(wrongView(tellModal(card))).toEqual([]);
    const { charts: _none, ...body } = onDiscord(card);
    expect(wrongMessage('create', { ...body, flags: componentsV2 }, [])).toEqual([]);
    expect(readComponents(body.components as never).text.replaceAll('\u2060', '')).toContain(shown);
    const seen = { card, ref: null, postedAt: 0, editedAt: 0, revision: 1 };
    expect(String(ChannelCard({ shown: seen, place }))).toContain(shown);
  });

  test('in a form that is opened again', () => {
    const field = {
      name: 'reason',
      label: 'Why?',
      kind: 'paragraph' as const,
      required: true,
      initial: reason,
    };
    const form = { title: 'Deny R-101', submit: 'Deny', fields: [field] };
    const action = { label: 'Deny', style: 'default' as const, press, form };
    const onSlack = slackModal(action, 'C0ML');
    expect(wrongView(onSlack)).toEqual([]);
    const onDiscord = discordModal(action, { step: 0, correcting: false });
    expect(wrongModal(onDiscord as never)).toEqual([]);
    for (const drawn of [
      JSON.stringify(onSlack),
      JSON.stringify(onDiscord),
      String(Ask({ action, card, place })),
    ])
      expect(drawn).toContain(reason);
  });
});
