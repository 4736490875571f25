/** The shape of commands that are told to a model itself or only read it. */
import type { Answer } from '../cards/answer.ts';
import { may } from '../domain/may.ts';
import type { Situation } from '../domain/situation.ts';
import { modelName } from '../engine/streams.ts';
import { refuse, refused } from './answers.ts';
import type { Asked, Context } from './contract.ts';
import { situationOf } from './find.ts';

/** Finds the model and goes on with it. */
export async function withModel(
  asked: Asked,
  context: Context,
  then: (situation: Situation) => Answer | Promise<Answer>,
): Promise<Answer> {
  const found = await situationOf(context, asked);
  return found.ok ? then(found.value) : refused(found.error);
}

/** The same for people who work on this model. */
export const withCare = (
  asked: Asked,
  context: Context,
  about: { verb: string; work: (situation: Situation) => Answer | Promise<Answer> },
): Promise<Answer> =>
  withModel(asked, context, (situation) => {
    const allowed = may('care', asked.by, situation.model);
    if (allowed.ok) return about.work(situation);
    const stream = modelName(situation.model.id);
    return refuse(context, asked, { stream, command: about.verb, error: allowed.error });
  });
