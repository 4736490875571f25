/** One-time links: the second factor of an approval. Looking at one changes nothing; using one is the vote itself. */
import type { Answer } from '../cards/answer.ts';
import type { Card } from '../cards/card.ts';
import { confirmQuestion } from '../cards/confirm-card.ts';
import { readTeam } from '../db/accounts.ts';
import { languageOf } from '../db/read.ts';
import { type Confirmation, confirms, type Voter } from '../domain/ballot.ts';
import type { ChannelId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import { whoIs } from '../domain/person-link.ts';
import { no } from '../domain/rejection.ts';
import { worldNow } from '../engine/clock.ts';
import { cycleName } from '../engine/streams.ts';
import { tell } from '../engine/tell.ts';
import { sha256 } from '../lib/hash.ts';
import type { Language } from '../words/language.ts';
import { t } from '../words/t.ts';
import { refused } from './answers.ts';
import type { Context } from './contract.ts';
import { findCycle, situationOf } from './find.ts';
import { sayVoted } from './vote.ts';

const tokenPattern = /^([RP]-\d{1,12})\.([\w-]{43})$/;
const expired = () => {
  const problem = t(
    'This link was used, is older than ten minutes, or what it asked has changed. Nothing was changed; press the button in chat again.',
  );
  return refused(no('bad_words', { problem }).error);
};

/** What the page asks for the token that a link ends with. */
export function createConfirmations(context: Context) {
  const { db } = context;
  const find = async (token: string) => {
    const [, name = '', secret = ''] = tokenPattern.exec(token) ?? [];
    const found = name === '' ? null : await findCycle(context, name);
    if (!found?.ok) return null;
    const { cycle } = found.value;
    const hash = sha256(secret);
    const ballot = 'ballot' in cycle && cycle.ballot.id === name ? cycle.ballot : null;
    const handed = ballot?.confirmations?.find((one) => one.hash === hash) ?? null;
    return { name, cycle, hash, ballot, handed };
  };
  return {
    language: async (token: string): Promise<Language> => {
      const found = await find(token);
      const situation = found && (await situationOf(context, { about: found.cycle.model }));
      return languageOf(db, situation?.ok ? situation.value.model.channel : ('' as ChannelId));
    },
    /** What the link would do; null when it was used, is too old, or is none of ours. */
    async show(token: string): Promise<Card | null> {
      const found = await find(token);
      if (!found?.ballot || !found.handed) return null;
      const { cycle, ballot, handed } = found;
      if (!confirms(ballot, handed, await worldNow(db.sql))) return null;
      const situation = await situationOf(context, { about: cycle.model });
      return situation.ok ? confirmQuestion(situation.value, { ballot, by: handed.by }) : null;
    },
    async use(token: string): Promise<Answer> {
      const found = await find(token);
      if (!found) return expired();
      const { name, cycle, hash, ballot, handed } = found;
      const stream = cycleName(cycle.id, cycle.model);
      const cause = `confirm:${hash}`;
      const [heard] = await db.sql`select 1 from answers where stream = ${stream.id} and cause = ${cause}`;
      const by = handed && (await stillThem(context, handed));
      if (!heard && (!ballot || !by)) return expired();
      // Sent twice, it is answered as before, whatever the second says.
      const voter: Voter = by ?? { id: 'nobody' as never, groups: [] };
      const subject = ballot?.subject ?? '';
      const command = { type: 'vote' as const, by: voter, choice: 'yes' as const, subject, proof: hash };
      return sayVoted(name, await tell(db, { stream, command }, { cause, impatient: true }));
    },
  };
}

/** Whoever got the link, in no more groups than then, and in those only while they still are; null when they are gone. */
async function stillThem({ db }: Context, { by, groups }: Confirmation): Promise<Person | null> {
  const { people, links } = await readTeam(db);
  const now = people.find(({ id }) => id === whoIs({ links }, by));
  if (!now) return null;
  return { ...now, groups: groups.filter((group) => now.groups.includes(group)), elsewhere: now.groups };
}
