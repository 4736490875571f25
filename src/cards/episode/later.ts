/** From a compared challenger to a champion that held, or back. */
import { type Pending, promoteName, rollbackName } from '../../domain/cycle/state.ts';
import { sayReason } from '../../domain/reasons.ts';
import { sayInstant } from '../../lib/time.ts';
import { gap, sentences } from '../../words/list.ts';
import { t, tLine } from '../../words/t.ts';
import { approve, cancelCycle, decideAlone, deny, read, rollBack } from '../actions.ts';
import type { Block, Span } from '../card.ts';
import { comparisonTable, sayComparison } from '../comparison.ts';
import { reproducibleSentence } from '../lineage.ts';
import { capital, nameOfPerson, sayVersion, short, shortId } from '../words.ts';
import { approverSpans, approvers, ballotLine, sayBallot } from './ballot-line.ts';
import type { Draw } from './part.ts';

const text = (...line: Span[]): Block => ({ kind: 'text', line });

export const offered: Draw<'offered'> = (s, cycle) => {
  const { ballot, evaluation, deadline } = cycle;
  const clear = evaluation.comparison.verdict === 'better';
  const version = sayVersion(evaluation.challenger);
  const made = s.registered.versions.find(({ id }) => id === evaluation.challenger);
  const promote = approve(ballot, t('Promote challenger'));
  const keep = deny(ballot, clear ? t('Deny') : t('Keep champion'));
  const elsewhere = s.registered.lacks.includes('promote')
    ? t(
        'Steward cannot set the champion in {registry}: make {version} the champion there, or keep it. It is noticed here by itself.',
        { registry: shortId(s.model.registry), version },
      )
    : null;
  return {
    headline: clear ? t('challenger {version} is better', { version }) : t('No clear winner'),
    says: sentences(sayComparison(evaluation), elsewhere ?? sayBallot(s, ballot, deadline)),
    blocks: [
      text(
        { bold: clear ? t('The challenger is better.') : t('No clear winner.') },
        gap(),
        sentences(sayComparison(evaluation), made && reproducibleSentence(made, s.registered)),
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
      read('compare', s.model.id, t('Compare')),
      ...(elsewhere === null ? decideAlone(ballot, cycle.policy, t('Promote alone')) : []),
      cancelCycle(ballot.id, t('Cancel promotion')),
    ],
  };
};

/** What a switch still waits for, and who must do something where. */
function waiting({ pending }: { pending?: Pending }): { says: string; line: Span[] } {
  const says = !pending
    ? t('Waiting for the registry to confirm it.')
    : pending.approval
      ? t('Somebody has to agree to it at the registry first.')
      : pending.word === null
        ? t('The registry took it and is doing it.')
        : t('The registry says “{word}” of it, which is not known here; waiting for its end.', {
            word: short(pending.word, 60),
          });
  const where: Span[] = pending?.link
    ? [gap(), ...tLine('{what}.', { what: { link: t('Look there'), url: pending.link } })]
    : [];
  return { says, line: [says, ...where] };
}

export const promoting: Draw<'promoting'> = (s, cycle) => {
  const name = promoteName(cycle.id);
  const version = sayVersion(cycle.evaluation.challenger);
  const who = approvers(s, cycle.votes);
  const { says, line } = waiting(cycle);
  const does = t('Promoting {version}.', { version });
  return {
    headline: t('promoting {version}', { version }),
    says: sentences(t('{who} approved {name}.', { who, name }), does, says),
    blocks: [text({ bold: t('{name}, approved by {who}.', { name, who }) }, gap(), does, gap(), ...line)],
    actions: [],
  };
};

export const watching: Draw<'watching'> = (s, cycle) => {
  const { champion, challenger } = cycle.evaluation;
  const [version, old] = [sayVersion(challenger), sayVersion(champion)];
  const worse = cycle.regressed
    ? t('It got worse: {why}. Roll back, or keep it and retrain.', { why: short(sayReason(cycle.regressed)) })
    : t('Roll back returns to {version}.', { version: old });
  return {
    headline: t('{version} is champion, watched', { version }),
    says: sentences(
      t('{model} {version} is champion since {at}. Watched until {until}.', {
        ...{ model: s.model.id, version },
        ...{ at: sayInstant(cycle.promotedAt), until: sayInstant(cycle.deadline) },
      }),
      worse,
    ),
    blocks: [
      text(
        ...tLine('{champion} since {at} (was {old}), approved by {who}. The registry was read back.', {
          champion: { bold: t('{version} is champion', { version: capital(version) }) },
          ...{ at: { at: cycle.promotedAt }, old, who: approverSpans(s, cycle.votes) },
        }),
      ),
      text(sayComparison(cycle.evaluation)),
      text(
        ...(cycle.regressed
          ? [{ bold: worse }]
          : [...tLine('Watched until {until}.', { until: { at: cycle.deadline } }), gap(), worse]),
      ),
    ],
    actions: rollBack(s, champion),
  };
};

export const reverting: Draw<'reverting'> = (s, cycle) => {
  const { to, from, by, reason } = cycle.revert;
  const version = sayVersion(to);
  const says = t('{who} rolls {model} back from {old} to {version}.', {
    ...{ who: nameOfPerson(s, by), model: s.model.id, old: sayVersion(from), version },
  });
  const waits = waiting(cycle);
  const why: Span[] = reason ? [gap(), t('Reason: {reason}', { reason: short(sayReason(reason)) })] : [];
  return {
    headline: t('{name}: rolling back to {version}', { name: rollbackName(cycle.id), version }),
    says: sentences(says, waits.says),
    blocks: [text({ bold: says }, gap(), ...waits.line, ...why)],
    actions: [],
  };
};
