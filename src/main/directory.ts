import { readCards } from '../db/cards.ts';
import type { Db } from '../db/connect.ts';
import { readWorkspace } from '../db/read.ts';
import type { Directory } from '../surfaces/contract.ts';

/** What a surface may ask about people, channels and cards, answered from the database. */
export const openDirectory = (db: Db, surface: string): Directory => ({
  people: async () => (await readWorkspace(db)).people,
  channels: async () => (await readWorkspace(db)).channels.map(({ id, title }) => ({ id, title })),
  cards: (channel) => readCards(db, { surface, channel }),
});
