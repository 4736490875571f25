/** How a cycle ended, while its model's card is still open. */
import type { Ending, OpenedCycle } from '../../domain/cycle/state.ts';
import { endings, promoteName, retrainName, rollbackName } from '../../domain/cycle/state.ts';
import type { Situation } from '../../domain/situation.ts';
import { compareAgain, requestRetrain, rollBack } from '../actions.ts';
import type { Action, Block } from '../card.ts';
import { comparisonTable, sayComparison } from '../comparison.ts';
import { capital, nameOfPerson, sayVersion, short } from '../words.ts';
import type { Draw } from './part.ts';

type Closed = Extract<OpenedCycle, { phase: 'closed' }>;

const sentences: Record<Ending, (s: Situation, cycle: Closed, name: string) => string> = {
  held: (_, cycle) => `${sayVersion(cycle.evaluation?.challenger ?? null)} held through its watch`,
  rolled_back: (s, cycle) =>
    `Rolled back to ${sayVersion(cycle.revert?.to ?? null)} by ${nameOfPerson(s, cycle.revert?.by ?? null)}; the registry was read back`,
  denied: (s, { outcome }, name) =>
    `${name} denied by ${nameOfPerson(s, outcome.by)}${outcome.why ? `: ${short(outcome.why)}` : ''}. Nothing ran`,
  cancelled: (s, { outcome }, name) =>
    `${name} cancelled by ${nameOfPerson(s, outcome.by)}${outcome.why ? `: ${short(outcome.why)}` : ''}`,
  expired: (_, __, name) => `${name} expired without enough approvals or an answer. Nothing changed`,
  refused: (_, { outcome }, name) =>
    `${name}: the trainer refused it: ${short(outcome.why ?? 'no reason given')}. Nothing ran`,
  not_started: (_, { outcome }, name) => `${name} never started: ${short(outcome.why ?? 'it is not there')}`,
  failed: (_, { outcome }, name) =>
    `${name}: training failed: ${short(outcome.why ?? 'no reason given', 200)}`,
  worse: (_, cycle) =>
    `${cycle.evaluation ? sayComparison(cycle.evaluation) : 'The challenger is worse'}. The champion stays`,
  not_comparable: (_, { outcome }) =>
    `The challenger could not be compared: ${short(outcome.why ?? 'no reason given', 200)}. The champion stays`,
  champion_changed: (_, { outcome }, name) =>
    `${name} cancelled: ${short(outcome.why ?? 'the champion changed')}, so the comparison is out of date`,
  promoted_outside: (_, cycle, name) =>
    `${sayVersion(cycle.evaluation?.challenger ?? null)} was made champion outside Steward, so ${name} is over`,
  not_promoted: (_, { outcome }) =>
    `The registry refused the promotion: ${short(outcome.why ?? 'no reason given')}. The champion stays`,
  superseded: (_, __, name) => `${name} gave way to a rollback`,
  stuck: (_, { outcome }) =>
    `The rollback could not be confirmed: ${short(outcome.why ?? 'no answer')}. Look at the registry; promotions wait until a rollback is confirmed`,
};

const late: readonly Ending[] = ['held', 'rolled_back', 'not_promoted', 'promoted_outside', 'stuck'];

export const closed: Draw<'closed'> = (s, cycle) => {
  const { result, at } = cycle.outcome;
  const early = cycle.kind === 'retrain' && cycle.evaluation === null;
  const name =
    cycle.kind === 'rollback'
      ? rollbackName(cycle.id)
      : early
        ? retrainName(cycle.id)
        : promoteName(cycle.id);
  // Reasons come with a full stop or without one.
  const says = `${capital(sentences[result](s, cycle, name))}.`.replaceAll(/(?<!\.)\.\.(?!\.)/g, '.');
  const table: Block[] = cycle.evaluation && result === 'worse' ? [comparisonTable(cycle.evaluation)] : [];
  const stuckTo = result === 'stuck' ? (cycle.revert?.to ?? cycle.evaluation?.champion) : undefined;
  const overtaken = result === 'champion_changed' ? cycle.evaluation?.challenger : undefined;
  const again: Action[] = stuckTo
    ? rollBack(s, stuckTo)
    : overtaken
      ? compareAgain(s, overtaken)
      : !late.includes(result) && s.model.trainer
        ? [requestRetrain(s, 'Request again')]
        : [];
  return {
    headline: endings[result],
    says,
    blocks: [{ kind: 'text', line: [{ bold: says }, ' ', { at }] }, ...table],
    actions: again,
  };
};
