import type { Situation } from '../domain/situation.ts';
import { sayInstant } from '../lib/time.ts';
import type { Line } from './card.ts';
import { sayBallot } from './episode/ballot-line.ts';
import { sayGroups } from './words.ts';

/** What happens next with a model, and who must act. */
export function nextStep(s: Situation): Line {
  const { cycle, alerts, monitors, model } = s;
  if (cycle?.phase === 'proposed' || cycle?.phase === 'offered') {
    return [{ bold: 'Next: ' }, `${cycle.ballot.id}: ${sayBallot(s, cycle.ballot, cycle.deadline)}`];
  }
  if (cycle && cycle.phase !== 'closed') {
    return [
      { bold: 'Next: ' },
      `its cycle goes on (${cycle.phase}), at the latest until `,
      { at: cycle.deadline },
      '.',
    ];
  }
  if (alerts.some(({ phase }) => phase === 'open')) {
    return [{ bold: 'Next: ' }, `${sayGroups(s, model.owners)} choose: retrain, mute, or acknowledge.`];
  }
  const next = monitors.flatMap(({ nextAt }) => nextAt ?? []).sort((a, b) => a - b)[0];
  return next === undefined
    ? ['Nothing is scheduled.']
    : [{ bold: 'Next: ' }, 'checked again ', { at: next }, '.'];
}

/** The same in words alone. */
export const sayNextStep = (s: Situation): string =>
  nextStep(s)
    .map((span) =>
      typeof span === 'string' ? span : 'bold' in span ? span.bold : 'at' in span ? sayInstant(span.at) : '',
    )
    .join('');
