import { expect, test } from 'vitest';
import type { Card } from '../../../src/cards/card.ts';
import { silentLog } from '../../../src/lib/log.ts';
import { createOffline } from '../../../src/surfaces/chat/offline.ts';
import { createPlaces } from '../../../src/surfaces/chat/places.ts';
import { channel, createFakeDirectory, plainCard } from '../fakes.ts';

function start() {
  const directory = createFakeDirectory();
  directory.places.set(channel, 'C0ML');
  const cards = [
    { ...plainCard('open', 'a question'), calls: ['ml-eng' as never] },
    plainCard('over', 'quiet again'),
  ];
  directory.cards = async (id) =>
    id === channel
      ? cards.map((card) => ({ card, ref: `C0ML/${card.key}`, postedAt: 0, editedAt: 0, revision: 1 }))
      : [];
  const shown: { card: Card; ref: string | null }[] = [];
  const offline = createOffline({
    directory,
    places: createPlaces(directory, 'slack'),
    show: async (_place, card, ref) => {
      shown.push({ card, ref });
      return ref;
    },
    platform: 'Slack',
    log: silentLog,
  });
  return { directory, offline, shown };
}

test('open cards say when nobody heard, others stay as they are', async () => {
  const { offline, shown } = start();
  const since = Date.now() - 180_000;
  await offline.back(since);
  expect(shown.map(({ ref }) => ref)).toEqual(['C0ML/open']);
  expect(shown[0]!.card.blocks[0]).toMatchObject({
    line: [
      { bold: 'I was offline ' },
      { at: since },
      ' to ',
      expect.anything(),
      expect.stringContaining('press again'),
    ],
  });
});

test('a gap of seconds is not worth a word', async () => {
  const { offline, shown } = start();
  await offline.back(Date.now() - 5000);
  expect(shown).toEqual([]);
});

test('a process says what the one before it could not', async () => {
  const { directory, offline, shown } = start();
  await offline.started();
  expect(shown).toEqual([]);
  await directory.remember('heard', Date.now() - 600_000);
  await offline.started();
  expect(shown).toHaveLength(1);
  await offline.heard();
  await offline.started();
  expect(shown).toHaveLength(1);
});
