/** What people typed into a form that came to nothing yet: it begins with that when they open it again. */
import { z } from 'zod';
import type { Press } from '../../cards/card.ts';
import { hour } from '../../lib/time.ts';
import type { Directory } from '../contract.ts';
import { inTime } from './in-time.ts';

type Values = Record<string, string>;

export interface Drafts {
  /** By field name; empty when nothing was typed into this form within the last hour. */
  of(user: string, press: Press): Promise<Values>;
  /** Never throws: whoever typed is told what became of it in any case. */
  keep(user: string, press: Press, values: Values): Promise<void>;
  forget(user: string, press: Press): Promise<void>;
}

const Draft = z.object({ of: z.string(), values: z.record(z.string(), z.string()), at: z.number() });
type Draft = z.infer<typeof Draft>;

const keptMs = hour;
const patienceMs = 400;
const mostHere = 1000;
const keyOf = (user: string): string => `draft:${user}`;
const formOf = ({ verb, id }: Press): string => `${verb}:${id}`;

/** One for each person. All replicas share it, and this one has it also while the database is away. */
export function createDrafts(directory: Pick<Directory, 'recall' | 'remember'>): Drafts {
  const here = new Map<string, Draft>();

  async function write(user: string, draft: Draft): Promise<void> {
    if (here.size > mostHere) here.clear();
    here.set(user, draft);
    await inTime(
      directory.remember(keyOf(user), draft).catch(() => {}),
      patienceMs,
    );
  }

  async function newest(user: string): Promise<Draft | undefined> {
    const shared = Draft.safeParse(await directory.recall(keyOf(user)).catch(() => null));
    const [first] = [shared.data, here.get(user)]
      .filter((one) => one !== undefined)
      .sort((a, b) => b.at - a.at);
    return first;
  }

  return {
    async of(user, press) {
      const draft = await newest(user);
      const usable = draft?.of === formOf(press) && Date.now() - draft.at < keptMs;
      return usable ? draft.values : {};
    },
    keep: (user, press, values) => write(user, { of: formOf(press), values, at: Date.now() }),
    async forget(user, press) {
      const draft = await newest(user);
      // What they began elsewhere is not done yet.
      if (draft?.of === formOf(press)) await write(user, { ...draft, values: {}, at: Date.now() });
    },
  };
}
