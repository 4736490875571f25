/** From a request to a trained challenger. */
import { promoteName, type Run, retrainName } from '../../domain/cycle/state.ts';
import { sayReason } from '../../domain/reasons.ts';
import { sayInstant } from '../../lib/time.ts';
import { gap, sentences } from '../../words/list.ts';
import { t, tLine } from '../../words/t.ts';
import { approve, cancelCycle, decideAlone, deny, settleActions } from '../actions.ts';
import type { Block, Span } from '../card.ts';
import { capital, nameOfPerson, person, sayVersion, short } from '../words.ts';
import { approvers, ballotLine, sayBallot } from './ballot-line.ts';
import type { Draw } from './part.ts';

const text = (...line: Span[]): Block => ({ kind: 'text', line });

export const proposed: Draw<'proposed'> = (s, cycle) => {
  const { ballot, request, openedBy, reason, deadline } = cycle;
  const asks = { who: person(s, openedBy), until: sayInstant(request.trainBefore) };
  return {
    headline: t('{ballot} waits for approval', { ballot: ballot.id }),
    says: sentences(
      t('{who} asks to retrain {model}.', { who: nameOfPerson(s, openedBy), model: s.model.id }),
      sayBallot(s, ballot, deadline),
    ),
    blocks: [
      text(
        ...(reason
          ? tLine('{who} asks to retrain on rows before {until}: “{why}”.', {
              ...asks,
              why: short(sayReason(reason)),
            })
          : tLine('{who} asks to retrain on rows before {until}.', asks)),
        gap(),
        t('Changes nothing in production.'),
      ),
      ballotLine(s, ballot, deadline),
    ],
    actions: [
      approve(ballot, t('Approve retrain')),
      deny(ballot),
      ...decideAlone(ballot, cycle.policy, t('Retrain alone')),
      cancelCycle(ballot.id, t('Cancel request')),
    ],
  };
};

export const submitting: Draw<'submitting'> = (s, cycle) => {
  const name = retrainName(cycle.id);
  const who = approvers(s, cycle.votes);
  const delayed = cycle.delayed
    ? t('The trainer refused the start ({why}); nothing is running, and it is tried again by itself.', {
        why: short(sayReason(cycle.delayed)),
      })
    : null;
  return {
    headline: t('{name} approved, starting', { name }),
    says: sentences(t('{who} approved retraining {model}. Starting.', { who, model: s.model.id }), delayed),
    blocks: [
      text(
        { bold: t('{name}, approved by {who}.', { name, who }) },
        gap(),
        delayed ?? t('Sending it to the trainer.'),
      ),
    ],
    actions: [cancelCycle(name, t('Cancel retrain'))],
  };
};

export const unknown: Draw<'unknown'> = (s, cycle) => {
  const name = retrainName(cycle.id);
  const says = sentences(
    t('The trainer did not answer; {name} may or may not have started.', { name }),
    s.registered.lacks.includes('find')
      ? t(
          'Nobody can look it up from here: look at the trainer and say which run it is, or that there is none. It is never sent twice.',
        )
      : t('It is looked for and never sent twice.'),
  );
  return {
    headline: t('{name}: nobody knows whether it started', { name }),
    says,
    blocks: [text({ bold: says }, gap(), ...tLine('Unanswered since {at}.', { at: { at: cycle.since } }))],
    actions: [...settleActions(cycle), cancelCycle(name, t('Give it up'))],
  };
};

/** `R-101 · training, 50 percent: fitting`, for a card and as a sentence. */
function howFar({ progress, step }: Run, name: string, model: string): { head: string; says: string } {
  const share = progress === null ? null : Math.round(progress * 100);
  const [head, what] =
    share === null
      ? [t('{name} · training', { name }), t('{model} is retraining', { model })]
      : [
          t('{name} · training, {share} percent', { name, share }),
          t('{model} is retraining, {share} percent', { model, share }),
        ];
  if (!step) return { head, says: t('{what}.', { what }) };
  const detail = short(sayReason(step), 60);
  return {
    head: t('{what}: {detail}', { what: head, detail }),
    says: t('{what}: {detail}.', { what, detail }),
  };
}

export const training: Draw<'training'> = (s, cycle) => {
  const name = retrainName(cycle.id);
  const { run } = cycle;
  const { head, says } = howFar(run, name, s.model.id);
  const stops = !s.registered.lacks.includes('cancel');
  const where: Span = run.link
    ? { link: t('run {run}', { run: run.id }), url: run.link }
    : t('run {run}', { run: short(run.id, 60) });
  return {
    headline: t('{name} is training', { name }),
    says,
    blocks: [
      text(
        ...tLine('{what} — {run}, started {at}.', {
          ...{ what: { bold: head }, run: where, at: { at: run.startedAt } },
        }),
      ),
      text(
        sentences(
          t('Approved by {who}.', { who: approvers(s, cycle.votes) }),
          t('Changes nothing in production.'),
          stops ? null : t('It can only be stopped at the trainer itself.'),
        ),
      ),
    ],
    actions: stops ? [cancelCycle(name, t('Cancel run'))] : [],
  };
};

export const cancelling: Draw<'cancelling'> = (s, cycle) => {
  const name = retrainName(cycle.id);
  return {
    headline: t('{name} is being cancelled', { name }),
    says: t('{who} cancelled {name}; waiting for its run to end.', { who: nameOfPerson(s, cycle.by), name }),
    blocks: [
      text(
        ...tLine('{who} cancelled {name}. Waiting for its run to end.', { who: person(s, cycle.by), name }),
      ),
    ],
    actions: [],
  };
};

export const evaluating: Draw<'evaluating'> = (s, cycle) => {
  const made = sayVersion(cycle.challenger.version);
  const version = capital(made);
  const waits = cycle.waiting && t('{why} Waiting for more.', { why: short(sayReason(cycle.waiting)) });
  const { from, to } = cycle.request.evaluate;
  return {
    headline: t('{version} is trained, comparing', { version: made }),
    says: sentences(
      t('{version} of {model} is trained and is compared with the champion.', { version, model: s.model.id }),
      waits,
    ),
    blocks: [
      text(
        ...tLine('{trained} on rows up to {until}; comparing both on {from} to {to}, which it never saw.', {
          trained: { bold: t('{version} is trained', { version }) },
          until: sayInstant(cycle.challenger.trainedUntil),
          ...{ from: sayInstant(from), to: sayInstant(to) },
        }),
        ...(waits ? [gap(), waits] : []),
      ),
    ],
    actions: [cancelCycle(promoteName(cycle.id), t('Cancel comparison'))],
  };
};
