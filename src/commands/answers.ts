/** The few ways in which a command answers. */
import type { Answer } from '../cards/answer.ts';
import type { Card } from '../cards/card.ts';
import { doneCard } from '../cards/done-card.ts';
import { refusalCard } from '../cards/refusal-card.ts';
import type { Rejection } from '../domain/rejection.ts';
import { worldNow } from '../engine/clock.ts';
import { recordRefusal } from '../engine/stream-rows.ts';
import type { StreamName } from '../engine/streams.ts';
import type { Asked, Context } from './contract.ts';

export const shown = (card: Card): Answer => ({ outcome: 'shown', card });

export const done = (sentence: string): Answer => ({ outcome: 'done', card: doneCard(sentence) });

/** A no that is already in the log, or that concerns nobody but whoever asked. */
export const refused = (error: Rejection): Answer => ({ outcome: 'refused', card: refusalCard(error) });

/** A no that a command said itself: it goes into the log like those that a stream said. */
export async function refuse(
  { db }: Context,
  { by, cause }: Asked,
  about: { stream: StreamName; command: string; error: Rejection },
): Promise<Answer> {
  const { stream, command, error } = about;
  await db.sql.begin(async (sql) => {
    const now = await worldNow(sql);
    await recordRefusal(sql, stream, { by: by.id, command, code: error.code, cause, now });
  });
  return refused(error);
}
