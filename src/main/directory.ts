import { nameOf } from '../commands/open-cycle.ts';
import { keepAccount, personNow } from '../db/accounts.ts';
import { adoptCard, readCards } from '../db/cards.ts';
import type { Db } from '../db/connect.ts';
import { readOpenCycles, readWorkspace, readWorstFirst } from '../db/read.ts';
import { claim, recall, remember } from '../db/remembered.ts';
import type { Directory } from '../surfaces/contract.ts';

/** What a surface may ask about people, channels and cards, answered from the database. */
export const openDirectory = (db: Db, surface: string): Directory => ({
  people: async () => (await readWorkspace(db)).people,
  channels: async () =>
    (await readWorkspace(db)).channels.map(({ id, title, language, places }) => ({
      id,
      title,
      language: language ?? 'en',
      place: places?.[surface] ?? null,
    })),
  groups: async () =>
    (await readWorkspace(db)).groups.flatMap(({ id, accounts }) =>
      accounts?.[surface] ? [{ id, account: accounts[surface] }] : [],
    ),
  models: () => readWorstFirst(db),
  cards: (channel) => readCards(db, { surface, channel }),
  async person(account) {
    await keepAccount(db, { surface, ...account });
    return personNow(db, { surface, ...account });
  },
  adopt: (channel, key, ref) => adoptCard(db, { key, surface, channel }, ref),
  claim: (id) => claim(db, `${surface}:claim`, id),
  questions: async () => (await readOpenCycles(db)).map(nameOf),
  recall: (key) => recall(db, `${surface}:${key}`),
  remember: (key, value) => remember(db, `${surface}:${key}`, value),
});
