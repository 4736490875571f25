/** What commands and the set-up of a channel say. */
export const commands: Record<string, string> = {
  Change: 'Ändern',
  'Set up this channel': 'Diesen Kanal einrichten',
  'This channel': 'Dieser Kanal',
  'Set up': 'Einrichten',
  Name: 'Name',
  'Weekly digest: day, time and zone, or none':
    'Wöchentliche Übersicht: Tag, Uhrzeit und Zeitzone, oder none',
  'Language of cards and answers': 'Sprache der Karten und Antworten',
  'A model that reports here from now on': 'Ein Modell, das ab jetzt hier berichtet',
  '{models} report here. Digest: {digest}.': 'Hier berichten: {models}. Übersicht: {digest}.',
  'No model reports here yet. Digest: {digest}.': 'Noch kein Modell berichtet hier. Übersicht: {digest}.',
  'Nothing reports here yet. Set up this channel, and models can.':
    'Hier berichtet noch nichts. Richte diesen Kanal ein, dann können es Modelle.',
  'Steward is ready. {models, plural, one {One model is} other {# models are}} registered; none reports here. Choose “Set up this channel” to start.':
    'Steward ist bereit. {models, plural, one {Ein Modell ist} other {# Modelle sind}} registriert; keines berichtet hier. Beginne mit „Diesen Kanal einrichten“.',
  Welcome: 'Willkommen',
  'I never read messages of a channel; I only see commands, buttons and mentions.':
    'Nachrichten eines Kanals lese ich nie; ich sehe nur Befehle, Knöpfe und Erwähnungen.',
  'Show all models': 'Alle Modelle zeigen',
  'What can I do?': 'Was kann ich tun?',
  'Did you mean {near}?': 'Meintest du {near}?',
  'Did you mean `{near}`?': 'Meintest du `{near}`?',
  'Say `list` to see all models.': 'Schreib `list`, um alle Modelle zu sehen.',
  'Say `help` to see what there is.': 'Schreib `help`, um zu sehen, was es gibt.',
  '{names} and others': '{names} und andere',
  'The button asks for what is missing. Nothing was changed yet.':
    'Der Knopf fragt nach dem, was fehlt. Noch wurde nichts geändert.',
  none: 'keine',
  'none yet': 'noch keine',
  'Nothing was changed': 'Nichts geändert',
  'The registry cannot be read: {trouble} Nothing was asked; ask again when it can.':
    'Die Registry ließ sich nicht lesen: {trouble} Es wurde nichts beantragt; beantrage es noch einmal, wenn es wieder geht.',
  'The registry cannot be read: {trouble} Nothing was changed; do it again when it can.':
    'Die Registry ließ sich nicht lesen: {trouble} Es wurde nichts geändert; versuch es noch einmal, wenn es wieder geht.',
  'History of {model}': 'Verlauf von {model}',
  'My models': 'Meine Modelle',
  '"{typed}" is no length of time. Say for example: audit {model} 30d.':
    '„{typed}“ ist keine Zeitspanne. Schreib zum Beispiel: audit {model} 30d.',
  'retrain ({models})': 'neues Training ({models})',
  'promote ({models})': 'Beförderung ({models})',
  'retrain ({models}, ask {groups})': 'neues Training ({models}; frag {groups})',
  'promote ({models}, ask {groups})': 'Beförderung ({models}; frag {groups})',
  'You asked to retrain {model}: {ballot}. {quorum} of {groups}, not you, can approve until {until}. Nothing runs before that.':
    'Du hast ein neues Training von {model} beantragt: {ballot}. Bis {until} {quorum, plural, one {kann # Person} other {können # Personen}} aus {groups} zustimmen, nicht du. Vorher läuft nichts.',
  'You asked to retrain {model}: {ballot}. {quorum} of {groups} can approve until {until}. Nothing runs before that.':
    'Du hast ein neues Training von {model} beantragt: {ballot}. Bis {until} {quorum, plural, one {kann # Person} other {können # Personen}} aus {groups} zustimmen. Vorher läuft nichts.',
  'You asked to retrain {model}: {ballot}. Its policy asks nobody, so it starts.':
    'Du hast ein neues Training von {model} beantragt: {ballot}. Seine Regel fragt niemanden, also beginnt es.',
  'You asked to promote {version}: {ballot}. Nothing changes before it is approved.':
    'Du hast die Beförderung von {version} beantragt: {ballot}. Vor der Zustimmung ändert sich nichts.',
  'You approved {name}: {now}. The card follows it.':
    'Du hast {name} zugestimmt: {now}. Die Karte verfolgt es weiter.',
  'Your approval of {name} counts: {yes} of {quorum}. {more} more needed.':
    'Deine Zustimmung zu {name} zählt: {yes} von {quorum}. {more, plural, one {Es fehlt noch #} other {Es fehlen noch #}}.',
  'A link for {name} was shown already. Press again for a new one.':
    'Ein Link für {name} wurde schon gezeigt. Klicke noch einmal, um einen neuen zu bekommen.',
  'This link was used, is older than ten minutes, or what it asked has changed. Nothing was changed; press the button in chat again.':
    'Dieser Link wurde schon benutzt, ist älter als zehn Minuten, oder das, worum es ging, hat sich geändert. Es wurde nichts geändert; klicke im Chat noch einmal auf den Knopf.',
  'You denied {name}. Nothing runs.': 'Du hast {name} abgelehnt. Es läuft nichts.',
  'You decided {name} alone, and it happens now. Everybody who would have been asked is told, and one of them must review it within a day.':
    'Du hast {name} allein entschieden, und es geschieht jetzt. Alle, die gefragt worden wären, werden benachrichtigt, und jemand von ihnen muss es innerhalb eines Tages prüfen.',
  'those who would have been asked': 'denen, die gefragt worden wären',
  'Told directly: {names}.': 'Direkt benachrichtigt: {names}.',
  'Without an account in chat: {names}.': 'Ohne Konto im Chat: {names}.',
  'Nobody else who may is known here.': 'Sonst ist hier niemand bekannt, der es darf.',
  'Discord does not name all members of these roles; the others are not told.':
    'Discord nennt nicht alle Mitglieder dieser Rollen; die übrigen werden nicht benachrichtigt.',
  'You can ask again from {from}.': 'Ab {from} kannst du wieder erinnern.',
  'You reviewed {name}. It is in the log.': 'Du hast {name} geprüft. Es steht im Protokoll.',
  'this model has': 'dieses Modells',
  'You asked to stop {name}. The card says when the run has ended.':
    'Du hast darum gebeten, {name} zu stoppen. Die Karte sagt, wann der Lauf beendet ist.',
  'You cancelled {name}. Nothing runs.': 'Du hast {name} abgebrochen. Es läuft nichts.',
  '{name}: run {run} is followed from now on.': '{name}: Lauf {run} wird ab jetzt verfolgt.',
  'Please name the run.': 'Bitte nenne den Lauf.',
  '{name}: noted that it never started.': '{name}: vermerkt, dass es nie begonnen hat.',
  'Please say how you know that it did not start.': 'Bitte sag, woher du weißt, dass es nicht begonnen hat.',
  'You are rolling {model} back to {version} ({name}). The card says when the registry has confirmed it.':
    'Du rollst {model} auf {version} zurück ({name}). Die Karte sagt, wann die Registry es bestätigt hat.',
  'the version before': 'die Version davor',
  'Ask {names} ({owners}) to add people to {groups} or to change the policy of {model}.':
    'Bitte {names} ({owners}), Leute in {groups} aufzunehmen oder die Regel von {model} zu ändern.',
  'Ask whoever runs Steward to add people to {groups} or to change the policy of {model}.':
    'Bitte die Betreiber von Steward, Leute in {groups} aufzunehmen oder die Regel von {model} zu ändern.',
  others: 'andere',
  'Checking {model} now: {names}. Say `monitors {model}` in a moment.':
    '{model} wird jetzt geprüft: {names}. Schreib in einem Moment `monitors {model}`.',
  'You acknowledged the alerts of {model}. The card says so.':
    'Du hast die Alarme von {model} übernommen. Die Karte zeigt es.',
  'Nobody here is called "{name}"; write a name as cards show it.':
    'Hier heißt niemand „{name}“; schreib einen Namen so, wie Karten ihn zeigen.',
  '{name} looks after the alerts of {model} now.': '{name} kümmert sich jetzt um die Alarme von {model}.',
  '"{length}" is no time to mute for. Say for example: mute {model} 7d label outage (at most 30d).':
    '„{length}“ ist keine Dauer zum Stummschalten. Schreib zum Beispiel: mute {model} 7d Labels fehlen (höchstens 30d).',
  'All alerts for {model} are muted until {until}. Failing, approvals and rollbacks still come through.':
    'Alle Alarme für {model} sind bis {until} stumm. Kritisches, Zustimmungen und Rollbacks kommen trotzdem durch.',
  'Alerts of {what} for {model} are muted until {until}. Failing, approvals and rollbacks still come through.':
    'Alarme von {what} für {model} sind bis {until} stumm. Kritisches, Zustimmungen und Rollbacks kommen trotzdem durch.',
  '{model} is heard again.': '{model} ist nicht mehr stumm.',
  'Thank you: that alert of {model} counts as useful.': 'Danke: Dieser Alarm von {model} zählt als nützlich.',
  'Thank you: that alert of {model} counts as noise.': 'Danke: Dieser Alarm von {model} zählt als Rauschen.',
  'The status of {model} is on its way into this channel.':
    'Der Status von {model} ist auf dem Weg in diesen Kanal.',
  'Tell me where its predictions are; I look at them before anything is added.':
    'Sag mir, wo seine Vorhersagen liegen; ich sehe sie mir an, bevor etwas hinzugefügt wird.',
  'A code was shown already. Say `link` once more for a new one.':
    'Ein Code wurde schon gezeigt. Schreib noch einmal `link`, um einen neuen zu bekommen.',
  'These accounts are one person.': 'Diese Konten sind eine Person.',
  'These accounts are one person from now on: one vote, also where both voted already.':
    'Diese Konten sind ab jetzt eine Person: eine Stimme, auch wo beide schon abgestimmt haben.',
  'This account voted at the same moment. Nothing was linked; press again.':
    'Dieses Konto hat im selben Moment abgestimmt. Es wurde nichts verknüpft; klicke noch einmal.',
  'Your linked accounts are people of their own again. What they decided stays yours.':
    'Deine verknüpften Konten sind wieder eigene Personen. Was sie entschieden haben, bleibt deins.',
  'Something that you asked for or voted on is still open, so your accounts stay one person until it is over. Nothing was changed.':
    'Etwas, das du beantragt oder worüber du abgestimmt hast, ist noch offen; bis es vorbei ist, bleiben deine Konten eine Person. Es wurde nichts geändert.',
};
