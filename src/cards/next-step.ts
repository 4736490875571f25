import type { Situation } from '../domain/situation.ts';
import { t, tLine } from '../words/t.ts';
import type { Line } from './card.ts';
import { sayBallot } from './episode/ballot-line.ts';
import { phaseWord } from './state.ts';
import { sayGroups, sayLine } from './words.ts';

/** What happens next with a model, and who must act. */
export function nextStep(s: Situation): Line {
  const { cycle, alerts, monitors, model } = s;
  const next = { bold: t('Next: ') };
  if (cycle?.phase === 'proposed' || cycle?.phase === 'offered') {
    const { ballot, deadline } = cycle;
    return [next, t('{what}: {detail}', { what: ballot.id, detail: sayBallot(s, ballot, deadline) })];
  }
  if (cycle && cycle.phase !== 'closed') {
    const said = { phase: phaseWord(cycle.phase), until: { at: cycle.deadline } };
    return [next, ...tLine('its cycle goes on ({phase}), at the latest until {until}.', said)];
  }
  if (alerts.some(({ phase }) => phase === 'open')) {
    const groups = sayGroups(s, model.owners);
    return [
      next,
      model.trainer
        ? t('{groups} choose: retrain, mute, or acknowledge.', { groups })
        : t('{groups} choose: mute or acknowledge.', { groups }),
    ];
  }
  const at = monitors.flatMap(({ nextAt }) => nextAt ?? []).sort((a, b) => a - b)[0];
  return at === undefined
    ? [t('Nothing is scheduled.')]
    : [next, ...tLine('checked again {at}.', { at: { at } })];
}

/** The same in words alone. */
export const sayNextStep = (s: Situation): string => sayLine(nextStep(s));
