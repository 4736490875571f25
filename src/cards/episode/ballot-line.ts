import { type Ballot, countedYes, type Vote } from '../../domain/ballot.ts';
import type { Situation } from '../../domain/situation.ts';
import type { Instant } from '../../lib/time.ts';
import { sayInstant } from '../../lib/time.ts';
import { gap, sayAnd, sayAndLine, sayCommas, sentences } from '../../words/list.ts';
import { t, tLine } from '../../words/t.ts';
import type { Block, Line, Span } from '../card.ts';
import { nameOfPerson, person, sayGroups, sayLine } from '../words.ts';

/** Who must still say yes, as a sentence. */
export function sayBallot(s: Situation, ballot: Ballot, deadline: Instant): string {
  const yes = countedYes(ballot).length;
  const all = { who: whoCan(s, ballot), at: sayInstant(deadline) };
  return sentences(
    ballot.secondFactor
      ? t('{who} can approve before {at}, each by a one-time link.', all)
      : t('{who} can approve before {at}.', all),
    yes > 0 ? t('{n} said yes so far.', { n: yes }) : null,
  );
}

function whoCan(s: Situation, { quorum, groups: ids, barred, except }: Ballot): string {
  const [groups, people] = [sayGroups(s, ids), sayAnd(barred.map((id) => nameOfPerson(s, id)))];
  const all = { quorum, groups };
  const others = except && sayGroups(s, except);
  if (people && others) {
    return t('{quorum} of {groups}, not {people} and nobody of {others},', { ...all, people, others });
  }
  if (people) return t('{quorum} of {groups}, not {people},', { ...all, people });
  return others
    ? t('{quorum} of {groups}, nobody of {others},', { ...all, others })
    : t('{quorum} of {groups}', all);
}

export function ballotLine(s: Situation, ballot: Ballot, deadline: Instant): Block {
  const { id, quorum, groups, barred, except, secondFactor } = ballot;
  const votes = countedYes(ballot);
  const needs: Line[] = [
    [t('Needs {quorum} of {groups}', { quorum, groups: sayGroups(s, groups) })],
    ...barred.map((one) => tLine('not {who}', { who: person(s, one) })),
    ...(except ? [[t('nobody of {groups}', { groups: sayGroups(s, except) })]] : []),
    ...(secondFactor ? [[t('each by a one-time link')]] : []),
  ];
  const line: Span[] = [
    { bold: t('{ballot}: {n} of {quorum}.', { ballot: id, n: votes.length, quorum }) },
    gap(),
    ...tLine('{needs}. Expires {at}.', { needs: sayCommas(needs), at: { at: deadline } }),
    ...votes.flatMap(({ by, at }) => [
      gap(),
      ...tLine('{who} said yes {at}.', { who: person(s, by), at: { at } }),
    ]),
  ];
  return { kind: 'text', line };
}

/** Whoever said yes, as spans; a policy that asks nobody has said yes itself. */
export function approverSpans(s: Situation, votes: Vote[]): Line {
  const alone = votes.find((vote) => vote.alone);
  if (alone) return tLine('{who} alone (break-glass)', { who: person(s, alone.by) });
  const yes = votes.filter(({ choice }) => choice === 'yes').map(({ by }) => [person(s, by)]);
  return yes.length > 0 ? sayAndLine(yes) : [t('the policy')];
}

/** The same by name. */
export const approvers = (s: Situation, votes: Vote[]): string => sayLine(approverSpans(s, votes));
