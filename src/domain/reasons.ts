/** Why something went on or ended where no person said it: kept in English, and said again in the language of whoever reads it. */
import { inEnglish, sayAgain } from '../words/kept.ts';
import { message } from '../words/t.ts';

// What stands before another is tried first: without values before with them.
export const reasons = {
  noChampion: message('the champion is nobody now'),
  championIs: message('the champion is {champion} now'),
  notConfirmed: message('the promotion could not be confirmed'),
  noConfirmation: message('the registry did not confirm in time'),
  cannotAssign: message('its registry cannot be told which version is the champion'),
  noRun: message('the trainer has no run for this request'),
  cancelledThere: message('the run was cancelled at the trainer'),
  noVersion: message('the run succeeded but produced no new version'),
  noTrainedUntil: message('the trainer did not say up to when its rows reach, so nothing can be compared'),
  unknownState: message('unknown state "{state}"'),
  rowsUnknown: message(
    'Nobody said up to when the rows reach that {version} was trained on, so it cannot be compared.',
  ),
  fewRows: message(
    'Only {n} labelled rows were predicted by both {champion} and {challenger}; {fewest} are needed.',
  ),
  trainedOnRows: message('{version} was trained on rows up to {until}, and the comparison begins at {from}'),
  modelGone: message('the model is gone'),
  anyOverLimit: message('{monitor}: a limit is over its limit'),
  overLimit: message('{monitor}: {what} is over its limit'),
  bySchedule: message('Its policy retrains by schedule'),
  onAlert: message('Its policy retrains on an alert: {alerts}'),
  onLabels: message('Its policy retrains on {wanted} new labels; there are {labels}'),
  entryMissing: message('an entry is missing'),
  entryChanged: message('the entry does not match its hash'),
  cutOff: message('the newest entries were cut off'),
  sealChanged: message('the seal does not match its hash'),
  otherSealed: message('the entry is not the one that seal {number} holds'),
} as const;

/** Of an entry that a seal holds otherwise. */
export const otherSealed = (number: number): string => inEnglish(reasons.otherSealed, { number });

const all = Object.values(reasons);

/** A reason that was kept; what people, trainers and registries wrote stays as it is. */
export const sayReason = (kept: string): string => sayAgain(kept, all);
