/** How a cycle ended, while its model's card is still open. */
import type { Ending, OpenedCycle } from '../../domain/cycle/state.ts';
import { endings, promoteName, retrainName, rollbackName } from '../../domain/cycle/state.ts';
import { sayReason } from '../../domain/reasons.ts';
import type { Situation } from '../../domain/situation.ts';
import { gap, sentences } from '../../words/list.ts';
import { saidPlain, t } from '../../words/t.ts';
import { compareAgain, requestRetrain, rollBack } from '../actions.ts';
import type { Action, Block } from '../card.ts';
import { comparisonTable, sayComparison } from '../comparison.ts';
import { capital, clause, nameOfPerson, sayVersion, short } from '../words.ts';
import type { Draw } from './part.ts';

type Closed = Extract<OpenedCycle, { phase: 'closed' }>;

const why = ({ outcome }: Closed, none: string, most?: number): string =>
  outcome.why ? clause(short(sayReason(outcome.why), most)) : none;

const said: Record<Ending, (s: Situation, cycle: Closed, name: string) => string> = {
  held: (_, cycle) => t('{version} held through its watch.', { version: challenger(cycle) }),
  kept: (_, cycle) =>
    t('{version} got worse while it was watched, and nobody rolled it back: {why}.', {
      ...{ version: challenger(cycle), why: why(cycle, t('no reason given')) },
    }),
  rolled_back: (s, { revert }) =>
    t('Rolled back to {version} by {who}; the registry was read back.', {
      ...{ version: sayVersion(revert?.to ?? null), who: nameOfPerson(s, revert?.by ?? null) },
    }),
  denied: (s, { outcome }, name) => {
    const all = { name, who: nameOfPerson(s, outcome.by) };
    return outcome.why
      ? t('{name} denied by {who}: {why}. Nothing ran.', {
          ...all,
          why: clause(short(sayReason(outcome.why))),
        })
      : t('{name} denied by {who}. Nothing ran.', all);
  },
  cancelled: (s, { outcome }, name) => {
    const all = { name, who: nameOfPerson(s, outcome.by) };
    return outcome.why
      ? t('{name} cancelled by {who}: {why}.', { ...all, why: clause(short(sayReason(outcome.why))) })
      : t('{name} cancelled by {who}.', all);
  },
  expired: (_, __, name) =>
    t('{name} expired without enough approvals or an answer. Nothing changed.', { name }),
  refused: (_, cycle, name) =>
    t('{name}: the trainer refused it: {why}. Nothing ran.', { name, why: why(cycle, t('no reason given')) }),
  not_started: (_, cycle, name) =>
    t('{name} never started: {why}.', { name, why: why(cycle, t('it is not there')) }),
  failed: (_, cycle, name) =>
    t('{name}: training failed: {why}.', { name, why: why(cycle, t('no reason given'), 200) }),
  worse: (_, { evaluation }) =>
    sentences(
      evaluation ? sayComparison(evaluation) : t('The challenger is worse.'),
      t('The champion stays.'),
    ),
  not_comparable: (_, cycle) =>
    t('The challenger could not be compared: {why}. The champion stays.', {
      why: why(cycle, t('no reason given'), 200),
    }),
  champion_changed: (_, cycle, name) =>
    t('{name} cancelled: {why}, so the comparison is out of date.', {
      ...{ name, why: why(cycle, t('the champion changed')) },
    }),
  promoted_outside: (_, cycle, name) =>
    t('{version} was made champion outside Steward, so {name} is over.', {
      version: challenger(cycle),
      name,
    }),
  not_promoted: (_, cycle) =>
    t('The registry refused the promotion: {why}. The champion stays.', {
      why: why(cycle, t('no reason given')),
    }),
  superseded: (_, __, name) => t('{name} gave way to a rollback.', { name }),
  stuck: (_, cycle) =>
    t(
      'The rollback could not be confirmed: {why}. Look at the registry; promotions wait until a rollback is confirmed.',
      { why: why(cycle, t('no answer')) },
    ),
};

const challenger = ({ evaluation }: Closed): string => capital(sayVersion(evaluation?.challenger ?? null));

const late: readonly Ending[] = ['held', 'kept', 'rolled_back', 'not_promoted', 'promoted_outside', 'stuck'];

export const closed: Draw<'closed'> = (s, cycle) => {
  const { result, at } = cycle.outcome;
  const early = cycle.kind === 'retrain' && cycle.evaluation === null;
  const name =
    cycle.kind === 'rollback'
      ? rollbackName(cycle.id)
      : early
        ? retrainName(cycle.id)
        : promoteName(cycle.id);
  const says = said[result](s, cycle, name);
  const table: Block[] = cycle.evaluation && result === 'worse' ? [comparisonTable(cycle.evaluation)] : [];
  const stuckTo = result === 'stuck' ? (cycle.revert?.to ?? cycle.evaluation?.champion) : undefined;
  const overtaken = result === 'champion_changed' ? cycle.evaluation?.challenger : undefined;
  const again: Action[] = stuckTo
    ? rollBack(s, stuckTo)
    : overtaken
      ? compareAgain(s, overtaken)
      : !late.includes(result) && s.model.trainer
        ? [requestRetrain(s, t('Request again'))]
        : [];
  return {
    headline: saidPlain(endings[result]),
    says,
    blocks: [{ kind: 'text', line: [{ bold: says }, gap(), { at }] }, ...table],
    actions: again,
  };
};
