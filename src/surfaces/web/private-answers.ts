/**
 * Answers that only one visitor sees, kept in memory as chat platforms keep theirs: gone after a restart,
 * bounded so that nobody can fill the process.
 */
import type { ChannelId } from '../../domain/ids.ts';
import { fingerprint } from '../../lib/hash.ts';
import type { Answer } from '../contract.ts';
import type { Session } from './session.ts';

export interface PrivateAnswer {
  id: string;
  /** What the person said or pressed. */
  prompt: string;
  answer: Answer;
  /** Key of the newest card when it was given; it is shown below that card. */
  after: string | null;
}

const perPlace = 20;
const places = 500;

export interface PrivateAnswers {
  of(session: Session, channel: ChannelId): PrivateAnswer[];
  /** The same cause, or a card of the same key, replaces the older answer. Returns the id. */
  keep(session: Session, channel: ChannelId, given: Omit<PrivateAnswer, 'id'> & { cause: string }): string;
  dismiss(session: Session, channel: ChannelId, id: string): void;
}

export function createPrivateAnswers(): PrivateAnswers {
  const kept = new Map<string, PrivateAnswer[]>();
  const placeOf = (session: Session, channel: ChannelId): string =>
    JSON.stringify([session.id, session.person, channel]);

  function put(place: string, answers: PrivateAnswer[]): void {
    kept.delete(place);
    if (answers.length > 0) kept.set(place, answers.slice(-perPlace));
    for (const oldest of kept.keys()) {
      if (kept.size <= places) break;
      kept.delete(oldest);
    }
  }

  return {
    of: (session, channel) => kept.get(placeOf(session, channel)) ?? [],
    keep(session, channel, { cause, ...given }) {
      const place = placeOf(session, channel);
      const id = fingerprint(cause);
      const others = (kept.get(place) ?? []).filter(
        (other) => other.id !== id && other.answer.card.key !== given.answer.card.key,
      );
      put(place, [...others, { id, ...given }]);
      return id;
    },
    dismiss(session, channel, id) {
      const place = placeOf(session, channel);
      put(
        place,
        (kept.get(place) ?? []).filter((answer) => answer.id !== id),
      );
    },
  };
}
