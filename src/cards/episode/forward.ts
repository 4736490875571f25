/** From a request to a trained challenger. */
import { promoteName, retrainName } from '../../domain/cycle/state.ts';
import { sayInstant } from '../../lib/time.ts';
import { approve, cancelCycle, decideAlone, deny, settleActions } from '../actions.ts';
import type { Block, Span } from '../card.ts';
import { capital, nameOfPerson, person, sayVersion, short } from '../words.ts';
import { approvers, ballotLine, sayBallot } from './ballot-line.ts';
import type { Draw } from './part.ts';

const text = (...line: Span[]): Block => ({ kind: 'text', line });

export const proposed: Draw<'proposed'> = (s, cycle) => {
  const { ballot, request, openedBy, reason, deadline } = cycle;
  const until = sayInstant(request.trainBefore);
  return {
    headline: `${ballot.id} waits for approval`,
    says: `${nameOfPerson(s, openedBy)} asks to retrain ${s.model.id}. ${sayBallot(s, ballot, deadline)}`,
    blocks: [
      text(
        person(s, openedBy),
        ` asks to retrain on rows before ${until}`,
        reason ? `: “${short(reason)}”.` : '.',
        ' Changes nothing in production.',
      ),
      ballotLine(s, ballot, deadline),
    ],
    actions: [
      approve(ballot, 'Approve retrain'),
      deny(ballot),
      ...decideAlone(ballot, cycle.policy, 'Retrain alone'),
      cancelCycle(ballot.id, 'Cancel request'),
    ],
  };
};

export const submitting: Draw<'submitting'> = (s, cycle) => {
  const name = retrainName(cycle.id);
  const who = approvers(s, cycle.votes);
  const delayed = cycle.delayed
    ? ` The trainer refused the start (${short(cycle.delayed)}); nothing is running, and it is tried again by itself.`
    : '';
  return {
    headline: `${name} approved, starting`,
    says: `${who} approved retraining ${s.model.id}. Starting.${delayed}`,
    blocks: [text({ bold: `${name}, approved by ${who}.` }, delayed || ' Sending it to the trainer.')],
    actions: [cancelCycle(name, 'Cancel retrain')],
  };
};

export const unknown: Draw<'unknown'> = (s, cycle) => {
  const name = retrainName(cycle.id);
  const next = s.registered.lacks.includes('find')
    ? 'Nobody can look it up from here: look at the trainer and say which run it is, or that there is none. It is never sent twice.'
    : 'It is looked for and never sent twice.';
  const says = `The trainer did not answer; ${name} may or may not have started. ${next}`;
  return {
    headline: `${name}: nobody knows whether it started`,
    says,
    blocks: [text({ bold: says }, ' Unanswered since ', { at: cycle.since }, '.')],
    actions: [...settleActions(cycle), cancelCycle(name, 'Give it up')],
  };
};

export const training: Draw<'training'> = (s, cycle) => {
  const name = retrainName(cycle.id);
  const { run } = cycle;
  const share = run.progress === null ? '' : `, ${Math.round(run.progress * 100)} percent`;
  const step = run.step ? `: ${short(run.step, 60)}` : '';
  const stops = !s.registered.lacks.includes('cancel');
  const where: Span = run.link ? { link: `run ${run.id}`, url: run.link } : `run ${short(run.id, 60)}`;
  return {
    headline: `${name} is training`,
    says: `${s.model.id} is retraining${share}${step}.`,
    blocks: [
      text(
        { bold: `${name} · training${share}${step}` },
        ' — ',
        where,
        ', started ',
        { at: run.startedAt },
        '.',
      ),
      text(
        `Approved by ${approvers(s, cycle.votes)}. Changes nothing in production.`,
        stops ? '' : ' It can only be stopped at the trainer itself.',
      ),
    ],
    actions: stops ? [cancelCycle(name, 'Cancel run')] : [],
  };
};

export const cancelling: Draw<'cancelling'> = (s, cycle) => {
  const name = retrainName(cycle.id);
  return {
    headline: `${name} is being cancelled`,
    says: `${nameOfPerson(s, cycle.by)} cancelled ${name}; waiting for its run to end.`,
    blocks: [text(person(s, cycle.by), ` cancelled ${name}. Waiting for its run to end.`)],
    actions: [],
  };
};

export const evaluating: Draw<'evaluating'> = (s, cycle) => {
  const made = sayVersion(cycle.challenger.version);
  const waits = cycle.waiting ? ` ${short(cycle.waiting)} Waiting for more.` : '';
  const { from, to } = cycle.request.evaluate;
  return {
    headline: `${made} is trained, comparing`,
    says: `${capital(made)} of ${s.model.id} is trained and is compared with the champion.${waits}`,
    blocks: [
      text(
        { bold: `${capital(made)} is trained` },
        ` on rows up to ${sayInstant(cycle.challenger.trainedUntil)}; comparing both on ${sayInstant(from)} to ${sayInstant(to)}, which it never saw.${waits}`,
      ),
    ],
    actions: [cancelCycle(promoteName(cycle.id), 'Cancel comparison')],
  };
};
