/** The week in one message, and what fails on a day that had its messages. */
export const digest: Record<string, string> = {
  'Week to {at} · {n, plural, one {# model} other {# models}} in {channel}':
    'Woche bis {at} · {n, plural, one {# Modell} other {# Modelle}} in {channel}',
  'Audit seal {hash} over {n} entries.': 'Prüfsiegel {hash} über {n} Einträge.',
  'Week to {at}: {n, plural, =0 {no model reports here yet} one {the model is healthy} other {all # models are healthy}}, nothing waits for you.':
    'Woche bis {at}: {n, plural, =0 {noch kein Modell berichtet hier} one {das eine Modell ist OK} other {alle # Modelle sind OK}}, nichts wartet auf euch.',
  'Needs you: ': 'Braucht euch: ',
  '{n, plural, one {# more needs} other {# more need}} you; say `list` to see all.':
    '{n, plural, one {# weiteres braucht} other {# weitere brauchen}} euch; schreib `list`, um alle zu sehen.',
  '{n, plural, one {# champion} other {# champions}} changed before these.':
    'Davor {n, plural, one {wechselte # Champion} other {wechselten # Champions}}.',
  'Steady: ': 'Stabil: ',
  'Held back: ': 'Zurückgehalten: ',
  '{n, plural, one {# warning} other {# warnings}}, because the channel had its new messages of the day.':
    '{n, plural, one {# Warnung} other {# Warnungen}}, weil der Kanal die neuen Nachrichten des Tages schon hatte.',
  'Useful alerts in 90 days: ': 'Nützliche Alarme in 90 Tagen: ',
  'Week to {at}, {n, plural, one {# model} other {# models}}.':
    'Woche bis {at}, {n, plural, one {# Modell} other {# Modelle}}.',
  '{n, plural, one {# needs} other {# need}} you: {names}.': 'Braucht euch ({n}): {names}.',
  '{opened, plural, one {# alert} other {# alerts}} opened, {closed} closed.':
    '{opened, plural, one {# Alarm} other {# Alarme}} eröffnet, {closed} beendet.',
  '{names} and {n} more': '{names} und {n, plural, one {# weiteres} other {# weitere}}',
  '{model} {state}.': '{model}: {state}.',
  'Promoted: ': 'Befördert: ',
  'Rolled back: ': 'Zurückgerollt: ',
  'Changed outside Steward: ': 'Außerhalb von Steward geändert: ',
  '{model} {version} {at}.': '{model} {version} {at}.',
  '{model} {version} {at}, request to live {time}.': '{model} {version} {at}, vom Antrag bis live {time}.',
  '{model} promoted to {version}': '{model} auf {version} befördert',
  '{model} rolled back to {version}': '{model} auf {version} zurückgerollt',
  '{model} changed outside Steward to {version}': '{model} außerhalb von Steward auf {version} geändert',
  '{monitor} of {model} {useful} of {rated}': '{monitor} von {model} {useful} von {rated}',
  'Alerts: {opened} opened, {closed} closed; rated useful {useful}, noise {noise}.':
    'Alarme: {opened} eröffnet, {closed} beendet; als nützlich bewertet {useful}, als Rauschen {noise}.',
  'Alerts: {opened} opened, {closed} closed.': 'Alarme: {opened} eröffnet, {closed} beendet.',
  'Approvals: {given} given, {denied} denied, {refused, plural, one {# press} other {# presses}} refused.':
    'Zustimmungen: {given} gegeben, {denied} abgelehnt, {refused, plural, one {# Klick} other {# Klicks}} abgewiesen.',
  'Approvals: {given} given, median wait {wait}, {denied} denied, {refused, plural, one {# press} other {# presses}} refused.':
    'Zustimmungen: {given} gegeben, mittlere Wartezeit {wait}, {denied} abgelehnt, {refused, plural, one {# Klick} other {# Klicks}} abgewiesen.',
  'Each of them has a message of its own now.': 'Jedes davon hat jetzt eine eigene Nachricht.',
  'None of them is Failing any more.': 'Keines davon ist noch kritisch.',
  'Failing now: {names}. Owners, please look.': 'Jetzt kritisch: {names}. Verantwortliche, bitte seht nach.',
  'Models without a message of their own': 'Modelle ohne eigene Nachricht',
  '{n} more; say `list` to see all.':
    '{n, plural, one {# weiteres} other {# weitere}}; schreib `list`, um alle zu sehen.',
  '{n, plural, =0 {No more models} one {# more model} other {# more models}} of {channel} · {day}':
    '{n, plural, =0 {Keine weiteren Modelle} one {# weiteres Modell} other {# weitere Modelle}} von {channel} · {day}',
  '{channel} had its messages of {day}; models that began to fail afterwards are here.':
    '{channel} hatte die Nachrichten von {day} schon; Modelle, die danach kritisch wurden, stehen hier.',
};
