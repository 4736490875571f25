/** From a compared challenger to a champion that held, or back. */
import type { Vote } from '../../domain/ballot.ts';
import { type Pending, promoteName, rollbackName } from '../../domain/cycle/state.ts';
import type { Situation } from '../../domain/situation.ts';
import { sayInstant } from '../../lib/time.ts';
import { approve, cancelCycle, decideAlone, deny, read, rollBack } from '../actions.ts';
import type { Block, Span } from '../card.ts';
import { comparisonTable, sayComparison } from '../comparison.ts';
import { reproducibleSentence } from '../lineage.ts';
import { capital, nameOfPerson, person, sayVersion, short, shortId } from '../words.ts';
import { approvers, ballotLine, sayBallot } from './ballot-line.ts';
import type { Draw } from './part.ts';

const text = (...line: Span[]): Block => ({ kind: 'text', line });

export const offered: Draw<'offered'> = (s, cycle) => {
  const { ballot, evaluation, deadline } = cycle;
  const clear = evaluation.comparison.verdict === 'better';
  const version = s.registered.versions.find(({ id }) => id === evaluation.challenger);
  const lineage = version ? ` ${reproducibleSentence(version, s.registered)}` : '';
  const promote = approve(ballot, 'Promote challenger');
  const keep = deny(ballot, clear ? 'Deny' : 'Keep champion');
  const elsewhere = s.registered.lacks.includes('promote')
    ? `Steward cannot set the champion in ${shortId(s.model.registry)}: make ${sayVersion(evaluation.challenger)} the champion there, or keep it. It is noticed here by itself.`
    : null;
  return {
    headline: clear ? `challenger ${sayVersion(evaluation.challenger)} is better` : 'No clear winner',
    says: `${capital(sayComparison(evaluation))}. ${elsewhere ?? sayBallot(s, ballot, deadline)}`,
    blocks: [
      text(
        { bold: clear ? 'The challenger is better.' : 'No clear winner.' },
        ` ${capital(sayComparison(evaluation))}.${lineage}`,
      ),
      comparisonTable(evaluation),
      elsewhere === null ? ballotLine(s, ballot, deadline) : text(elsewhere),
    ],
    // Nobody should promote by habit what is not better.
    actions: [
      ...(elsewhere !== null
        ? [keep]
        : clear
          ? [promote, keep]
          : [
              { ...keep, style: 'primary' as const },
              { ...promote, style: 'default' as const },
            ]),
      read('compare', s.model.id, 'Compare'),
      ...(elsewhere === null ? decideAlone(ballot, cycle.policy, 'Promote alone') : []),
      cancelCycle(ballot.id, 'Cancel promotion'),
    ],
  };
};

/** What a switch still waits for, and who must do something where. */
function waiting({ pending }: { pending?: Pending }): { says: string; line: Span[] } {
  const says = !pending
    ? 'Waiting for the registry to confirm it.'
    : pending.approval
      ? 'Somebody has to agree to it at the registry first.'
      : pending.word === null
        ? 'The registry took it and is doing it.'
        : `The registry says “${short(pending.word, 60)}” of it, which is not known here; waiting for its end.`;
  const where: Span[] = pending?.link ? [' ', { link: 'Look there', url: pending.link }, '.'] : [];
  return { says, line: [says, ...where] };
}

export const promoting: Draw<'promoting'> = (s, cycle) => {
  const name = promoteName(cycle.id);
  const made = sayVersion(cycle.evaluation.challenger);
  const who = approvers(s, cycle.votes);
  const { says, line } = waiting(cycle);
  return {
    headline: `promoting ${made}`,
    says: `${who} approved ${name}. Promoting ${made}. ${says}`,
    blocks: [text({ bold: `${name}, approved by ${who}.` }, ` Promoting ${made}. `, ...line)],
    actions: [],
  };
};

function namesOf(s: Situation, votes: Vote[]): Span[] {
  const alone = votes.find((vote) => vote.alone);
  if (alone) return [person(s, alone.by), ' alone (break-glass)'];
  const who = votes.filter(({ choice }) => choice === 'yes').map(({ by }) => person(s, by));
  return who.length > 0
    ? who.flatMap((one, index) => (index === 0 ? [one] : [' and ', one]))
    : ['the policy'];
}

export const watching: Draw<'watching'> = (s, cycle) => {
  const { champion, challenger } = cycle.evaluation;
  const names = namesOf(s, cycle.votes);
  const worse = cycle.regressed
    ? `It got worse: ${short(cycle.regressed)}. Roll back, or keep it and retrain.`
    : `Roll back returns to ${sayVersion(champion)}.`;
  return {
    headline: `${sayVersion(challenger)} is champion, watched`,
    says: `${s.model.id} ${sayVersion(challenger)} is champion since ${sayInstant(cycle.promotedAt)}. Watched until ${sayInstant(cycle.deadline)}. ${worse}`,
    blocks: [
      text(
        { bold: `${capital(sayVersion(challenger))} is champion` },
        ' since ',
        { at: cycle.promotedAt },
        ` (was ${sayVersion(champion)}), approved by `,
        ...names,
        '. The registry was read back.',
      ),
      text(`${capital(sayComparison(cycle.evaluation))}.`),
      text(
        ...(cycle.regressed ? [{ bold: worse }] : ['Watched until ', { at: cycle.deadline }, `. ${worse}`]),
      ),
    ],
    actions: rollBack(s, champion),
  };
};

export const reverting: Draw<'reverting'> = (s, cycle) => {
  const { to, from, by, reason } = cycle.revert;
  const says = `${nameOfPerson(s, by)} rolls ${s.model.id} back from ${sayVersion(from)} to ${sayVersion(to)}.`;
  const waits = waiting(cycle);
  return {
    headline: `${rollbackName(cycle.id)}: rolling back to ${sayVersion(to)}`,
    says: `${says} ${waits.says}`,
    blocks: [text({ bold: says }, ' ', ...waits.line, reason ? ` Reason: ${short(reason)}` : '')],
    actions: [],
  };
};
