import { randomInt } from 'node:crypto';
import { linkCard, linkQuestion } from '../cards/link-card.ts';
import { readTeam } from '../db/accounts.ts';
import { readCyclesOf, readWorkspace } from '../db/read.ts';
import { type Link, linkBy } from '../domain/person-link.ts';
import { type Decided, no } from '../domain/rejection.ts';
import { worldNow } from '../engine/clock.ts';
import { cycleName, workspaceName } from '../engine/streams.ts';
import { type Command as Telling, type TellOptions, tell, tellAll } from '../engine/tell.ts';
import { fingerprint, sha256 } from '../lib/hash.ts';
import { ok } from '../lib/result.ts';
import { message, t } from '../words/t.ts';
import { done, refuse, refused, shown } from './answers.ts';
import { type Asked, type Context, defineCommand } from './contract.ts';

/** Says nothing twice: no letter that looks like another. 32 of them to the power of 12 cannot be tried in ten minutes. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const newCode = (): string =>
  Array.from({ length: 3 }, () =>
    Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join(''),
  ).join('-');

const hashOf = (code: string): string => sha256(`link:${code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`);

export const link = defineCommand({
  verb: 'link',
  usage: 'link [CODE]',
  does: message(
    'makes your accounts on several platforms one person, by a code that is shown on one and said on the other',
  ),
  group: 'act',
  run: (asked, context) => (asked.about === '' ? issue(asked, context) : join(asked, context)),
});

async function issue({ by, cause }: Asked, { db }: Context) {
  const code = newCode();
  const command = { type: 'issue_link_code' as const, hash: hashOf(code), by: by.id };
  const told = await tell(db, { stream: workspaceName, command }, { cause, impatient: true });
  if (!told.ok) return refused(told.error);
  // Only the hash is kept: the same press once more cannot show the same code.
  if (told.repeated) return done(t('A code was shown already. Say `link` once more for a new one.'));
  return shown(linkCard(code));
}

/** Typed, it asks whether both are really the same person; pressed, it is done. */
async function join(asked: Asked, context: Context) {
  const { db } = context;
  const { by, about, seen, cause } = asked;
  const hash = hashOf(about);
  const [heard] = await db.sql`select 1 from answers where stream = ${workspaceName.id} and cause = ${cause}`;
  if (heard) return done(t('These accounts are one person.'));
  const found = linkBy(await readWorkspace(db), { by: by.id, hash }, await worldNow(db.sql));
  const asks = found.ok && seen !== null && seen !== fingerprint(found.value) ? no('stale_card') : found;
  if (!asks.ok) return refuse(context, asked, { stream: workspaceName, command: 'link', error: asks.error });
  const { people } = await readTeam(db);
  if (seen === null) return shown(linkQuestion(asks.value, { people, code: about }));
  const told = await tellJoined(context, asked, { hash, link: asks.value });
  if (!told.ok) return refused(told.error);
  return done(t('These accounts are one person from now on: one vote, also where both voted already.'));
}

class MovedMeanwhile extends Error {}

/** The link and, in the same transaction, every open question in which that account already is somebody. */
async function tellJoined(
  { db }: Context,
  { by, cause }: Asked,
  { hash, link }: { hash: string; link: Link },
): Promise<Decided<null>> {
  const cycles = await readCyclesOf(db.sql, link.account);
  const commands: Telling[] = [
    { stream: workspaceName, command: { type: 'use_link_code', hash, by: by.id } },
    ...cycles.map(({ id, model }): Telling => {
      return { stream: cycleName(id, model), command: { type: 'join_voters', link } };
    }),
  ];
  // The workspace is locked by now, and who votes as that account looks at it before the vote counts.
  const also: TellOptions['also'] = async (sql) => {
    if ((await readCyclesOf(sql, link.account)).length > 0) throw new MovedMeanwhile('voted meanwhile');
  };
  try {
    const told = await tellAll(db, commands, { cause, impatient: true, also });
    const refusal = told.find((one) => !one.ok);
    return refusal && !refusal.ok ? refusal : ok(null);
  } catch (thrown) {
    if (!(thrown instanceof MovedMeanwhile)) throw thrown;
    const problem = t('This account voted at the same moment. Nothing was linked; press again.');
    return no('bad_words', { problem });
  }
}
