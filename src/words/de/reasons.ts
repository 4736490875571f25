/** Why something went on or ended where no person said it. */
export const reasons: Record<string, string> = {
  'the champion is {champion} now': 'Champion ist jetzt {champion}',
  'the champion is nobody now': 'jetzt ist niemand Champion',
  'the promotion could not be confirmed': 'die Beförderung ließ sich nicht bestätigen',
  'the registry did not confirm in time': 'die Registry hat nicht rechtzeitig bestätigt',
  'its registry cannot be told which version is the champion':
    'in seiner Registry lässt sich der Champion nicht setzen',
  'the trainer has no run for this request': 'der Trainer hat keinen Lauf zu diesem Antrag',
  'the run was cancelled at the trainer': 'der Lauf wurde beim Trainer abgebrochen',
  'the run succeeded but produced no new version':
    'der Lauf war erfolgreich, brachte aber keine neue Version hervor',
  'the trainer did not say up to when its rows reach, so nothing can be compared':
    'der Trainer hat nicht gesagt, bis wann seine Zeilen reichen; deshalb lässt sich nichts vergleichen',
  'unknown state "{state}"': 'unbekannter Zustand „{state}“',
  'Nobody said up to when the rows reach that {version} was trained on, so it cannot be compared.':
    'Niemand hat gesagt, bis wann die Zeilen reichen, mit denen {version} trainiert wurde; deshalb ist kein Vergleich möglich.',
  'Only {n} labelled rows were predicted by both {champion} and {challenger}; {fewest} are needed.':
    'Nur für {n} Zeilen mit Label haben sowohl {champion} als auch {challenger} vorhergesagt; {fewest} sind nötig.',
  '{version} was trained on rows up to {until}, and the comparison begins at {from}':
    '{version} wurde mit Zeilen bis {until} trainiert, und der Vergleich beginnt am {from}',
  'the model is gone': 'das Modell gibt es nicht mehr',
  '{monitor}: {what} is over its limit': '{monitor}: {what} liegt jenseits der Grenze',
  '{monitor}: a limit is over its limit': '{monitor}: eine Grenze ist verletzt',
  'Its policy retrains by schedule': 'Seine Regel trainiert nach Zeitplan neu',
  'Its policy retrains on an alert: {alerts}': 'Seine Regel trainiert bei einem Alarm neu: {alerts}',
  'Its policy retrains on {wanted} new labels; there are {labels}':
    'Seine Regel trainiert ab {wanted} neuen Labels neu; es gibt {labels}',
  'an entry is missing': 'ein Eintrag fehlt',
  'the entry does not match its hash': 'der Eintrag passt nicht zu seinem Hash',
  'the newest entries were cut off': 'die neuesten Einträge wurden abgeschnitten',
  'the seal does not match its hash': 'das Siegel passt nicht zu seinem Hash',
  'the entry is not the one that seal {number} holds':
    'der Eintrag ist nicht der, den Siegel {number} festhält',
};
