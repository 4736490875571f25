/** What a cycle says on its model's card, from a request to its end. */
export const cycle: Record<string, string> = {
  '{who} can approve before {at}, each by a one-time link.':
    'Zustimmen können bis {at}: {who}, je über einen Einmal-Link.',
  '{who} can approve before {at}.': 'Zustimmen können bis {at}: {who}.',
  '{n} said yes so far.': 'Bisher Ja: {n}.',
  '{quorum} of {groups}, not {people} and nobody of {others},':
    '{quorum} aus {groups} (nicht {people} und niemand aus {others})',
  '{quorum} of {groups}, not {people},': '{quorum} aus {groups} (nicht {people})',
  '{quorum} of {groups}, nobody of {others},': '{quorum} aus {groups} (niemand aus {others})',
  '{quorum} of {groups}': '{quorum} aus {groups}',
  'Needs {quorum} of {groups}': 'Braucht {quorum} aus {groups}',
  'not {who}': 'nicht {who}',
  'nobody of {groups}': 'niemand aus {groups}',
  'each by a one-time link': 'je über einen Einmal-Link',
  '{ballot}: {n} of {quorum}.': '{ballot}: {n} von {quorum}.',
  '{needs}. Expires {at}.': '{needs}. Läuft ab {at}.',
  '{who} said yes {at}.': '{who} sagte Ja {at}.',
  '{who} alone (break-glass)': '{who} allein (Break-Glass)',
  'the policy': 'die Regel',
  '{ballot} waits for approval': '{ballot} wartet auf Zustimmung',
  '{who} asks to retrain {model}.': '{who} beantragt ein neues Training von {model}.',
  '{who} asks to retrain on rows before {until}: “{why}”.':
    '{who} beantragt ein neues Training mit Zeilen vor {until}: „{why}“.',
  '{who} asks to retrain on rows before {until}.':
    '{who} beantragt ein neues Training mit Zeilen vor {until}.',
  'Changes nothing in production.': 'Ändert nichts in Produktion.',
  'Approve retrain': 'Neuem Training zustimmen',
  'Retrain alone': 'Allein neu trainieren',
  'Cancel request': 'Antrag zurückziehen',
  'The trainer refused the start ({why}); nothing is running, and it is tried again by itself.':
    'Der Trainer hat den Start abgelehnt ({why}); es läuft nichts, und es wird von selbst noch einmal versucht.',
  '{name} approved, starting': '{name}: zugestimmt, beginnt',
  '{who} approved retraining {model}. Starting.': 'Zugestimmt: {who}. Das neue Training von {model} beginnt.',
  '{name}, approved by {who}.': '{name}, zugestimmt: {who}.',
  'Sending it to the trainer.': 'Wird an den Trainer gesendet.',
  'Cancel retrain': 'Training abbrechen',
  'The trainer did not answer; {name} may or may not have started.':
    'Der Trainer hat nicht geantwortet; ob {name} begonnen hat, ist offen.',
  'Nobody can look it up from here: look at the trainer and say which run it is, or that there is none. It is never sent twice.':
    'Von hier aus lässt sich das nicht nachsehen: Sieh beim Trainer nach und sag, welcher Lauf es ist oder dass es keinen gibt. Es wird nie zweimal gesendet.',
  'It is looked for and never sent twice.': 'Es wird gesucht und nie zweimal gesendet.',
  '{name}: nobody knows whether it started': '{name}: niemand weiß, ob es begonnen hat',
  'Unanswered since {at}.': 'Ohne Antwort seit {at}.',
  'Give it up': 'Aufgeben',
  '{name} · training': '{name} · Training',
  '{model} is retraining': '{model} wird neu trainiert',
  '{name} · training, {share} percent': '{name} · Training, {share} Prozent',
  '{model} is retraining, {share} percent': '{model} wird neu trainiert, {share} Prozent',
  '{what}: {detail}': '{what}: {detail}',
  '{what}: {detail}.': '{what}: {detail}.',
  'run {run}': 'Lauf {run}',
  '{name} is training': '{name} trainiert',
  '{what} — {run}, started {at}.': '{what} — {run}, begonnen {at}.',
  'Approved by {who}.': 'Zugestimmt: {who}.',
  'It can only be stopped at the trainer itself.': 'Stoppen lässt es sich nur beim Trainer selbst.',
  'Cancel run': 'Lauf abbrechen',
  '{name} is being cancelled': '{name} wird abgebrochen',
  '{who} cancelled {name}; waiting for its run to end.':
    '{who} hat {name} abgebrochen; Steward wartet, bis der Lauf endet.',
  '{who} cancelled {name}. Waiting for its run to end.':
    '{who} hat {name} abgebrochen. Steward wartet, bis der Lauf endet.',
  '{why} Waiting for more.': '{why} Steward wartet auf mehr.',
  '{version} is trained, comparing': '{version} ist trainiert, wird verglichen',
  '{version} of {model} is trained and is compared with the champion.':
    '{version} von {model} ist trainiert und wird mit dem Champion verglichen.',
  '{trained} on rows up to {until}; comparing both on {from} to {to}, which it never saw.':
    '{trained}, mit Zeilen bis {until}; beide werden auf Zeilen von {from} bis {to} verglichen, die im Training nicht vorkamen.',
  '{version} is trained': '{version} ist trainiert',
  'Cancel comparison': 'Vergleich abbrechen',
  'Promote challenger': 'Challenger befördern',
  Deny: 'Ablehnen',
  'Keep champion': 'Champion behalten',
  'Steward cannot set the champion in {registry}: make {version} the champion there, or keep it. It is noticed here by itself.':
    'Steward kann den Champion in {registry} nicht setzen: Mach {version} dort zum Champion, oder behalte den jetzigen. Hier wird es von selbst bemerkt.',
  'challenger {version} is better': 'Challenger {version} ist besser',
  'No clear winner': 'Kein klarer Sieger',
  'The challenger is better.': 'Der Challenger ist besser.',
  'No clear winner.': 'Kein klarer Sieger.',
  Compare: 'Vergleichen',
  'Promote alone': 'Allein befördern',
  'Cancel promotion': 'Beförderung abbrechen',
  'Waiting for the registry to confirm it.': 'Steward wartet, bis die Registry es bestätigt.',
  'Somebody has to agree to it at the registry first.': 'Zuerst muss in der Registry jemand zustimmen.',
  'The registry took it and is doing it.': 'Die Registry hat es angenommen und führt es aus.',
  'The registry says “{word}” of it, which is not known here; waiting for its end.':
    'Die Registry sagt dazu „{word}“, was hier nicht bekannt ist; Steward wartet, bis es endet.',
  'Look there': 'Dort nachsehen',
  'Promoting {version}.': '{version} wird befördert.',
  'promoting {version}': '{version} wird befördert',
  '{who} approved {name}.': '{name}, zugestimmt: {who}.',
  'It got worse: {why}. Roll back, or keep it and retrain.':
    'Es wurde schlechter: {why}. Roll zurück, oder behalte es und trainiere neu.',
  'Roll back returns to {version}.': 'Ein Rollback führt zurück zu {version}.',
  '{version} is champion, watched': '{version} ist Champion, wird beobachtet',
  '{model} {version} is champion since {at}. Watched until {until}.':
    '{model} {version} ist Champion seit {at}. Beobachtet bis {until}.',
  '{champion} since {at} (was {old}), approved by {who}. The registry was read back.':
    '{champion} seit {at} (vorher {old}), zugestimmt: {who}. In der Registry nachgelesen.',
  '{version} is champion': '{version} ist Champion',
  'Watched until {until}.': 'Beobachtet bis {until}.',
  '{who} rolls {model} back from {old} to {version}.': '{who} rollt {model} von {old} auf {version} zurück.',
  'Reason: {reason}': 'Grund: {reason}',
  '{name}: rolling back to {version}': '{name}: zurück auf {version}',
  '{version} held through its watch.': '{version} hat sich in der Beobachtung gehalten.',
  '{version} got worse while it was watched, and nobody rolled it back: {why}.':
    '{version} wurde in der Beobachtung schlechter, und niemand hat sie zurückgerollt: {why}.',
  'Rolled back to {version} by {who}; the registry was read back.':
    'Auf {version} zurückgerollt von {who}; in der Registry nachgelesen.',
  '{name} denied by {who}: {why}. Nothing ran.': '{name} abgelehnt von {who}: {why}. Es lief nichts.',
  '{name} denied by {who}. Nothing ran.': '{name} abgelehnt von {who}. Es lief nichts.',
  '{name} cancelled by {who}: {why}.': '{name} abgebrochen von {who}: {why}.',
  '{name} cancelled by {who}.': '{name} abgebrochen von {who}.',
  '{name} expired without enough approvals or an answer. Nothing changed.':
    '{name} ist ohne genug Zustimmungen oder Antwort abgelaufen. Es hat sich nichts geändert.',
  '{name}: the trainer refused it: {why}. Nothing ran.':
    '{name}: Der Trainer hat es abgelehnt: {why}. Es lief nichts.',
  'no reason given': 'kein Grund genannt',
  '{name} never started: {why}.': '{name} hat nie begonnen: {why}.',
  'it is not there': 'es ist nicht da',
  '{name}: training failed: {why}.': '{name}: Training fehlgeschlagen: {why}.',
  'The challenger is worse.': 'Der Challenger ist schlechter.',
  'The champion stays.': 'Der Champion bleibt.',
  'The challenger could not be compared: {why}. The champion stays.':
    'Der Challenger ließ sich nicht vergleichen: {why}. Der Champion bleibt.',
  '{name} cancelled: {why}, so the comparison is out of date.':
    '{name} abgebrochen: {why}, also ist der Vergleich überholt.',
  'the champion changed': 'der Champion hat gewechselt',
  '{version} was made champion outside Steward, so {name} is over.':
    '{version} wurde außerhalb von Steward zum Champion gemacht, also ist {name} vorbei.',
  'The registry refused the promotion: {why}. The champion stays.':
    'Die Registry hat die Beförderung abgelehnt: {why}. Der Champion bleibt.',
  '{name} gave way to a rollback.': '{name} ist durch ein Rollback hinfällig.',
  'The rollback could not be confirmed: {why}. Look at the registry; promotions wait until a rollback is confirmed.':
    'Das Rollback ließ sich nicht bestätigen: {why}. Sieh in der Registry nach; Beförderungen warten, bis ein Rollback bestätigt ist.',
  'no answer': 'keine Antwort',
  'Request again': 'Noch einmal beantragen',
};
