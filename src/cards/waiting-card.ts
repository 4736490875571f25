/** What one person is told directly about something that waits for them, by the clock or because somebody asked. */
import type { PersonId } from '../domain/ids.ts';
import type { Doing } from '../domain/may.ts';
import type { Situation } from '../domain/situation.ts';
import type { Waiting } from '../domain/waiting.ts';
import { sayInstant } from '../lib/time.ts';
import { sayOr, sentences } from '../words/list.ts';
import { message, said, t } from '../words/t.ts';
import { approve, deny, read } from './actions.ts';
import type { Action, Card } from './card.ts';
import { sayBallot } from './episode/ballot-line.ts';
import { reviewAction, sayReview } from './reviews.ts';
import { nameOfPerson } from './words.ts';

/** @param by whoever asked; null when it was the clock. */
export function waitingCard(s: Situation, waiting: Waiting, by: PersonId | null): Card {
  const { title, sentence, actions } = about(s, waiting, by);
  return {
    key: 'direct',
    tone: 'plain',
    title,
    summary: sentence,
    blocks: [{ kind: 'text', line: [sentence] }],
    actions: [...actions, { ...read('status', s.model.id, t('Status')), minor: false }],
  };
}

interface Said {
  title: string;
  sentence: string;
  actions: Action[];
}

function about(s: Situation, waiting: Waiting, by: PersonId | null): Said {
  const who = nameOfPerson(s, by);
  const model = s.model.id;
  const asks = (sentence: string) =>
    by === null ? sentence : t('{who} asks you: {sentence}', { who, sentence });
  switch (waiting.kind) {
    case 'question': {
      const { phase, ballot, deadline } = waiting.cycle;
      const all = { ballot: ballot.id, model, at: sayInstant(deadline) };
      const [what, yes] =
        phase === 'proposed'
          ? [t('{ballot}, retraining {model}, expires {at} and waits for you.', all), t('Approve retrain')]
          : [
              t('{ballot}, promoting a challenger of {model}, expires {at} and waits for you.', all),
              t('Promote challenger'),
            ];
      return {
        title: t('{ballot} waits for you', { ballot: ballot.id }),
        sentence: asks(sentences(what, sayBallot(s, ballot, deadline))),
        actions: [approve(ballot, yes), deny(ballot)],
      };
    }
    case 'review': {
      const { review } = waiting;
      return {
        title: t('{ballot} of {model} was decided alone', { ballot: review.ballot, model }),
        sentence: asks(sayReview(s, review)),
        actions: [reviewAction(review)],
      };
    }
    case 'doing':
      return {
        title: t('{who} asks you about {model}', { who, model }),
        sentence: said(doings[waiting.doing]).format({ who, model }) as string,
        actions: [],
      };
    case 'rule': {
      const all = { who, model, why: waiting.why, groups: sayOr(waiting.rule.groups) };
      return {
        title: t('Nobody could approve what {who} asks', { who }),
        sentence:
          waiting.asks === 'retrain'
            ? t(
                '{who} wants to retrain {model}, and nobody could approve it: {why}. Add people to {groups}, or change the policy of {model}.',
                all,
              )
            : t(
                '{who} wants to promote a challenger of {model}, and nobody could approve it: {why}. Add people to {groups}, or change the policy of {model}.',
                all,
              ),
        actions: [],
      };
    }
  }
}

const doings: Record<Doing, string> = {
  roll_back: message('{who} asks you to roll back {model}, which they may not do themselves.'),
  cancel: message('{who} asks you to cancel what runs for {model}, which they may not do themselves.'),
  settle: message('{who} asks you to say what became of a run of {model}, which they may not do themselves.'),
  care: message('{who} asks you to look after the alerts of {model}, which they may not do themselves.'),
  break_glass: message('{who} asks you to decide alone about {model}, which they may not do themselves.'),
};
