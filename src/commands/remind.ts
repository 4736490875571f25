import { isUnnamed } from '../domain/person.ts';
import { type Decided, no } from '../domain/rejection.ts';
import { remindAgainMs } from '../domain/reminder-times.ts';
import type { Situation } from '../domain/situation.ts';
import { couldSeeTo, type Waiting, waitingFor } from '../domain/waiting.ts';
import { worldNow } from '../engine/clock.ts';
import { remind as remindOf } from '../engine/reminders.ts';
import { ok } from '../lib/result.ts';
import { sayInstant } from '../lib/time.ts';
import { sayFew, sentences } from '../words/list.ts';
import { message, t } from '../words/t.ts';
import { done, refused } from './answers.ts';
import { type Asked, type Context, defineCommand } from './contract.ts';
import { ballotPattern, findCycle, situationOf } from './find.ts';

/** Pressed where somebody was refused: with the id of a question or a review, or with what only others may do. */
export const remind = defineCommand({
  verb: 'remind',
  usage: 'remind R-4821',
  does: message('tells those who could see to something, and have not yet'),
  group: null,
  async run(asked, context) {
    const found = await find(asked, context);
    if (!found.ok) return refused(found.error);
    const { about, situation, waiting } = found.value;
    const { by, cause } = asked;
    const all = situation.people.filter(
      (person) => person.id !== by.id && couldSeeTo(situation, waiting, person),
    );
    const able = all.filter((person) => !isUnnamed(person));
    const reached = able.filter(({ accounts = {} }) => Object.keys(accounts).length > 0);
    if (reached.length === 0) return refused(no('nobody_to_remind', { who: sayWho(able) }).error);
    const { sent, at } = await context.db.sql.begin(async (sql) =>
      remindOf(sql, { model: situation.model.id, about, by: by.id, now: await worldNow(sql), cause }),
    );
    const from = sayInstant(at + remindAgainMs);
    if (!sent) return refused(no('reminded_already', { about, at: sayInstant(at), from }).error);
    const others = able.filter((person) => !reached.includes(person));
    return done(
      sentences(
        t('Told directly: {names}.', { names: sayFew(reached.map(({ name }) => name)) }),
        ...(others.length > 0 ? [sayWho(others)] : []),
        ...(able.length < all.length
          ? [t('Discord does not name all members of these roles; the others are not told.')]
          : []),
        t('You can ask again from {from}.', { from }),
      ),
    );
  },
});

const sayWho = (people: { name: string }[]): string =>
  people.length === 0
    ? t('Nobody else who may is known here.')
    : t('Without an account in chat: {names}.', { names: sayFew(people.map(({ name }) => name)) });

async function find(
  { about: typed, by }: Asked,
  context: Context,
): Promise<Decided<{ about: string; situation: Situation; waiting: Waiting }>> {
  const named = ballotPattern.test(typed) ? await findCycle(context, typed) : null;
  if (named && !named.ok) return named;
  const about = named?.value.name ?? typed;
  const found = await situationOf(context, { about: named?.value.cycle.model ?? typed.split('/')[0]! });
  if (!found.ok) return found;
  const waiting = waitingFor(found.value, { about, by: by.id });
  return waiting
    ? ok({ about, situation: found.value, waiting })
    : no('no_question', { ballot: typed.slice(0, 80) });
}
