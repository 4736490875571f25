/** What became of a start that was not answered, when only a person can tell. */
import type { Answer } from '../cards/answer.ts';
import type { CycleCommand } from '../domain/cycle/messages.ts';
import { may } from '../domain/may.ts';
import { no } from '../domain/rejection.ts';
import { cycleName } from '../engine/streams.ts';
import { tell } from '../engine/tell.ts';
import { done, refuse, refused } from './answers.ts';
import type { Asked, Context } from './contract.ts';
import { findCycle, situationOf } from './find.ts';

export async function settle(
  asked: Asked,
  context: Context,
  {
    command,
    says,
    missing,
  }: { command: CycleCommand | null; says: (name: string) => string; missing: string },
): Promise<Answer> {
  const found = await findCycle(context, asked.about);
  if (!found.ok) return refused(found.error);
  const { cycle, name } = found.value;
  if (command === null) return refused(no('bad_words', { problem: missing }).error);
  const situation = await situationOf(context, { ...asked, about: cycle.model });
  if (!situation.ok) return refused(situation.error);
  const stream = cycleName(cycle.id, cycle.model);
  const allowed = may('settle', asked.by, situation.value.model);
  if (!allowed.ok) return refuse(context, asked, { stream, command: command.type, error: allowed.error });
  const told = await tell(context.db, { stream, command }, { cause: asked.cause, impatient: true });
  return told.ok ? done(says(name)) : refused(told.error);
}
