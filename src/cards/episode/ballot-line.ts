import { type Ballot, countedYes, type Vote } from '../../domain/ballot.ts';
import type { Situation } from '../../domain/situation.ts';
import type { Instant } from '../../lib/time.ts';
import { sayInstant } from '../../lib/time.ts';
import type { Block, Span } from '../card.ts';
import { nameOfPerson, person, sayGroups } from '../words.ts';

/** Who must still say yes, as a sentence. */
export function sayBallot(s: Situation, ballot: Ballot, deadline: Instant): string {
  const barred = ballot.barred.map((id) => nameOfPerson(s, id)).join(' and ');
  const yes = countedYes(ballot).length;
  const not = [barred && `not ${barred}`, ballot.except && `nobody of ${sayGroups(s, ballot.except)}`];
  const without = not.filter(Boolean).join(' and ');
  const who = `${ballot.quorum} of ${sayGroups(s, ballot.groups)}${without && `, ${without},`}`;
  const so = yes > 0 ? ` ${yes} said yes so far.` : '';
  return `${who} can approve before ${sayInstant(deadline)}${byLink(ballot)}.${so}`;
}

const byLink = ({ secondFactor }: Ballot): string => (secondFactor ? ', each by a one-time link' : '');

export function ballotLine(s: Situation, ballot: Ballot, deadline: Instant): Block {
  const barred = ballot.barred.flatMap((id): Span[] => [', not ', person(s, id)]);
  const votes = countedYes(ballot);
  const yes = votes.flatMap(({ by, at }): Span[] => [' ', person(s, by), ' said yes ', { at }, '.']);
  const line: Span[] = [
    { bold: `${ballot.id}: ${votes.length} of ${ballot.quorum}.` },
    ` Needs ${ballot.quorum} of ${sayGroups(s, ballot.groups)}`,
    ...barred,
    `${ballot.except ? `, nobody of ${sayGroups(s, ballot.except)}` : ''}${byLink(ballot)}. Expires `,
    { at: deadline },
    '.',
    ...yes,
  ];
  return { kind: 'text', line };
}

/** Whoever said yes, by name; a policy that asks nobody has said yes itself. */
export function approvers(s: Situation, votes: Vote[]): string {
  const alone = votes.find((vote) => vote.alone);
  if (alone) return `${nameOfPerson(s, alone.by)} alone (break-glass)`;
  const yes = votes.filter(({ choice }) => choice === 'yes').map(({ by }) => nameOfPerson(s, by));
  return yes.join(' and ') || 'the policy';
}
