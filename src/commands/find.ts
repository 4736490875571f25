/** From what a person typed or pressed to the model or cycle that is meant. */
import { readCycle, readModel, readModelIds, readModels } from '../db/read.ts';
import { readSituation } from '../db/situation.ts';
import type { OpenedCycle } from '../domain/cycle/state.ts';
import type { ModelId } from '../domain/ids.ts';
import { type Decided, no } from '../domain/rejection.ts';
import type { Situation } from '../domain/situation.ts';
import { worldNow } from '../engine/clock.ts';
import { closest } from '../lib/closest.ts';
import { ok } from '../lib/result.ts';
import { t } from '../words/t.ts';
import type { Asked, Context } from './contract.ts';

/** The model that is meant: by its id in any case, or, left out, the only one there is. */
export async function findModel({ db }: Context, typed: string): Promise<Decided<ModelId>> {
  const wanted = typed.toLowerCase();
  if (wanted !== '' && (await readModel(db, wanted as ModelId)) !== null) return ok(wanted as ModelId);
  const ids = await readModelIds(db);
  const found = ids.find((id) => id === wanted) ?? (wanted === '' && ids.length === 1 ? ids[0] : undefined);
  if (found) return ok(found);
  if (wanted === '' && ids.length > 0) {
    const names = ids.slice(0, mostNames).join(t(', '));
    return no('which_model', { models: ids.length > mostNames ? t('{names} and others', { names }) : names });
  }
  const beginning = ids.filter((id) => wanted !== '' && id.startsWith(wanted));
  if (beginning.length === 1) return ok(beginning[0]!);
  const near = closest(wanted, ids) ?? beginning[0];
  return no('unknown_model', {
    model: typed.slice(0, 80),
    closest: near ? t('Did you mean {near}?', { near }) : t('Say `list` to see all models.'),
    ...(near && { near }),
  });
}

const mostNames = 8;

/** The model that a sentence names, by its id or the beginning of no other; null when it names none. */
export async function modelAmong({ db }: Context, words: string[]): Promise<ModelId | null> {
  const ids = await readModelIds(db);
  for (const word of words.slice(0, mostWords)) {
    const named = word.toLowerCase().replace(/[^a-z0-9]+$/, '');
    const meant = ids.filter((id) => id === named || (named.length >= shortestName && id.startsWith(named)));
    if (meant.length === 1 || meant.includes(named as ModelId))
      return meant.find((id) => id === named) ?? meant[0]!;
  }
  return null;
}

/** Shorter beginnings of names are words of a sentence: `how`, `for`. */
const shortestName = 5;
const mostWords = 20;

/** @param when `now` asks its registry itself. */
export async function situationOf(
  context: Context,
  asked: Pick<Asked, 'about'>,
  when?: 'now',
): Promise<Decided<Situation>> {
  const found = await findModel(context, asked.about);
  return found.ok ? await readWhole(context, found.value, when) : found;
}

async function readWhole(context: Context, model: ModelId, when?: 'now'): Promise<Decided<Situation>> {
  const registered = await context.registered(model, when);
  const situation = await readSituation(context.db, model, {
    now: await worldNow(context.db.sql),
    registered,
  });
  return situation ? ok(situation) : no('unknown_model', { model, closest: '' });
}

export async function allSituations(context: Context): Promise<Situation[]> {
  const models = await readModels(context.db);
  const found = await Promise.all(models.map(({ model }) => readWhole(context, model.id)));
  return found.flatMap((one) => (one.ok ? [one.value] : []));
}

/** R-4821, P-4821 and B-4821 are three names of cycle 4821, for its three questions. */
export const ballotPattern = /^([RPB])-(\d{1,12})$/i;

export interface Named {
  name: string;
  kind: 'R' | 'P' | 'B';
  cycle: OpenedCycle;
}

export async function findCycle({ db }: Context, typed: string): Promise<Decided<Named>> {
  if (typed === '') return no('which_id');
  const match = ballotPattern.exec(typed);
  const cycle = match ? await readCycle(db, match[2]!) : null;
  if (!match || cycle === null) return no('unknown_id', { id: typed.slice(0, 80) });
  return ok({ name: typed.toUpperCase(), kind: match[1]!.toUpperCase() as Named['kind'], cycle });
}
