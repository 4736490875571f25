/** The card of a model from its first alert to its last decision. */
export const episode: Record<string, string> = {
  History: 'Verlauf',
  '{model} {version}: {state}.': '{model} {version}: {state}.',
  'Owners, please choose.': 'Verantwortliche, bitte wählt.',
  'All alerts muted until {until} by {by}: {why}': 'Alle Alarme stummgeschaltet von {by} bis {until}: {why}',
  '{monitor} alerts muted until {until} by {by}: {why}':
    'Alarme von {monitor} stummgeschaltet von {by} bis {until}: {why}',
  'The registry does not answer: {trouble} Promotion and rollback wait for it.':
    'Die Registry antwortet nicht: {trouble} Beförderung und Rollback warten auf sie.',
  'All is quiet again: {number}.': 'Alles ist wieder ruhig: {number}.',
  'All is quiet again.': 'Alles ist wieder ruhig.',
  'The {monitor} alert closed {at}.': 'Der Alarm von {monitor} endete {at}.',
  '{model}: {sentence}': '{model}: {sentence}',
  'quiet again': 'wieder ruhig',
  'champion changed outside Steward': 'Champion außerhalb von Steward gewechselt',
  '{monitor}: no numbers.': '{monitor}: keine Zahlen.',
  '{monitor}: {worst} and {n} more over the limit.':
    '{monitor}: {worst} und {n, plural, one {# weiterer Wert} other {# weitere Werte}} jenseits der Grenze.',
  '{monitor}: {worst}.': '{monitor}: {worst}.',
  '{measured} of {version}': '{measured}, gemessen an {version}',
  'The {monitor} alert is open.': 'Der Alarm von {monitor} ist offen.',
  'The {monitor} alert is open since {at}.': 'Der Alarm von {monitor} ist offen seit {at}.',
  '{who} looks after it.': '{who} kümmert sich darum.',
  '{what}.': '{what}.',
  '{measured} (n = {n}, {window}).': '{measured} (n = {n}, {window}).',
  '{measured} (n = {n}).': '{measured} (n = {n}).',
  'Over the limit, worst first': 'Jenseits der Grenze, das Schlimmste zuerst',
  What: 'Was',
  Measure: 'Maß',
  Value: 'Wert',
  Limit: 'Grenze',
  '{metric} is not known yet': '{metric} ist noch nicht bekannt',
  '{metric} {value}, limit {limit}, within it': '{metric} {value}, Grenze {limit}, eingehalten',
  '{metric} {value}, limit {limit}, worse than it': '{metric} {value}, Grenze {limit}, verletzt',
  '{number} (n = {n} labelled rows, {window})': '{number} (n = {n} Zeilen mit Label, {window})',
  'Not checked yet.': 'Noch nicht geprüft.',
  '{number} (n = {n} labelled rows, {window}).': '{number} (n = {n} Zeilen mit Label, {window}).',
  floor: 'harte Grenze',
  target: 'Ziel',
  '{model}: {metric} over {n, plural, one {# check} other {# checks}}':
    '{model}: {metric} über {n, plural, one {# Prüfung} other {# Prüfungen}}',
  '{difference} ({from} to {to})': '{difference} ({from} bis {to})',
  better: 'besser',
  worse: 'schlechter',
  'no clear winner': 'kein klarer Sieger',
  '{version} beats {old}': '{version} schlägt {old}',
  '{version} is worse than {old}': '{version} ist schlechter als {old}',
  'No clear winner between {version} and {old}': 'Kein klarer Sieger zwischen {version} und {old}',
  '{result} on {n} rows.': '{result} auf {n} Zeilen.',
  '{result} on {metric} by {by}, {n} rows.': '{result}: Abstand {by} bei {metric}, {n} Zeilen.',
  '{result} on {metric} by {by}, 95 percent interval of the difference {from} to {to}, {n} rows.':
    '{result}: Abstand {by} bei {metric}, 95-Prozent-Intervall der Differenz {from} bis {to}, {n} Zeilen.',
  'Challenger {version} against champion {old}, the same {n} labelled rows, {from} to {to}':
    'Challenger {version} gegen Champion {old}, dieselben {n} Zeilen mit Label, {from} bis {to}',
  Champion: 'Champion',
  Challenger: 'Challenger',
  'Difference (95 % interval)': 'Differenz (95-%-Intervall)',
  Verdict: 'Urteil',
  data: 'Daten',
  code: 'Code',
  parameters: 'Parameter',
  environment: 'Umgebung',
  '{parts} unknown': 'unbekannt: {parts}',
  '{parts} gone': 'nicht mehr da: {parts}',
  'no: {why}': 'nein: {why}',
  'all is named, but nobody looked for: {parts}': 'alles ist genannt, aber niemand hat nachgesehen: {parts}',
  yes: 'ja',
  'It is not reproducible: {why}.': 'Es ist nicht reproduzierbar: {why}.',
  'Whether it is reproducible is not known: all is named, but nobody looked for: {parts}.':
    'Ob es reproduzierbar ist, weiß man nicht: Alles ist genannt, aber niemand hat nachgesehen: {parts}.',
  'It is reproducible: data, code, parameters and environment are known and still there.':
    'Es ist reproduzierbar: Daten, Code, Parameter und Umgebung sind bekannt und noch da.',
  'The champion was taken away outside Steward at {at}.':
    'Der Champion wurde am {at} außerhalb von Steward entfernt.',
  'The champion was taken away outside Steward at {at}, it was {old}.':
    'Der Champion wurde am {at} außerhalb von Steward entfernt, es war {old}.',
  '{version} became champion outside Steward at {at}.':
    '{version} wurde am {at} außerhalb von Steward Champion.',
  '{version} became champion outside Steward at {at}, instead of {old}.':
    '{version} wurde am {at} außerhalb von Steward Champion, statt {old}.',
  '{problem} It answered last {at}.': '{problem} Letzte Antwort: {at}.',
  'decided {ballot} alone': 'hat {ballot} allein entschieden',
  '{who} {decided} (break-glass): “{reason}”. Somebody else of {groups} must review it before {at}.':
    '{who} {decided} (Break-Glass): „{reason}“. Jemand anderes aus {groups} muss es prüfen bis {at}.',
  '{who} {decided} (break-glass): “{reason}”. Somebody else of {groups} must review it, which is overdue since {at}.':
    '{who} {decided} (Break-Glass): „{reason}“. Jemand anderes aus {groups} muss es prüfen, überfällig seit {at}.',
  'Mark {ballot} reviewed': '{ballot} als geprüft markieren',
  '{ballot} was decided alone': '{ballot}: allein entschieden',
  'Mark reviewed': 'Als geprüft markieren',
  'What did you find?': 'Was hast du festgestellt?',
  'Next: ': 'Als Nächstes: ',
  'its cycle goes on ({phase}), at the latest until {until}.':
    'der Vorgang läuft weiter ({phase}), spätestens bis {until}.',
  '{groups} choose: retrain, mute, or acknowledge.':
    'jemand aus {groups} entscheidet: neu trainieren, stummschalten oder übernehmen.',
  'Nothing is scheduled.': 'Nichts ist geplant.',
  'checked again {at}.': 'nächste Prüfung {at}.',
};
