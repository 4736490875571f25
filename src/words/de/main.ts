/** Answers to forms that add models and channels, and the demo's clock. */
export const main: Record<string, string> = {
  'This channel is not set up yet; say /model channel first':
    'Dieser Kanal ist noch nicht eingerichtet; schreib zuerst /model channel',
  '{model} is registered already; choose another name':
    '{model} ist schon registriert; wähle einen anderen Namen',
  'You are not in {group}; choose a group of yours, or ask somebody in it':
    'Du gehörst nicht zu {group}; wähle eine deiner Gruppen, oder bitte jemanden aus {group}',
  'Write a metric and a number, as in auroc 0.85 or mae 60':
    'Schreib eine Metrik und eine Zahl, wie auroc 0.85 oder mae 60',
  'A limit needs labels; name their column': 'Eine Grenze braucht Labels; nenne ihre Spalte',
  '{model} is registered and reports here. {monitors} will be checked every day.':
    '{model} ist registriert und berichtet hier. Täglich geprüft wird: {monitors}.',
  'There is no column {column}; there are {columns}': 'Es gibt keine Spalte {column}; es gibt {columns}',
  'Column {column} holds no numbers: it is of type {type}; name another':
    'Spalte {column} enthält keine Zahlen: Sie ist vom Typ {type}; nenne eine andere',
  'There are no rows yet; send the form again when there are':
    'Es gibt noch keine Zeilen; schick das Formular noch einmal ab, sobald es welche gibt',
  'Only members of a group can set up a channel; ask one of them':
    'Nur wer zu einer Gruppe gehört, kann einen Kanal einrichten; bitte jemanden darum',
  'There is a channel {channel} already; choose another name':
    'Es gibt schon einen Kanal {channel}; wähle einen anderen Namen',
  '{model} reports here.': '{model} berichtet hier.',
  '{model} is managed by a file: write `channel: {channel}` there and run `steward apply`.':
    '{model} wird in einer Datei verwaltet: Schreib dort `channel: {channel}` und führe `steward apply` aus.',
  '{channel} is set up. Digest: {digest}.': '{channel} ist eingerichtet. Übersicht: {digest}.',
  Clock: 'Uhr',
  'A world to try Steward in': 'Eine Welt, in der du Steward ausprobieren kannst',
  'This is a demo on real data. Its clock stands at {now}; move it and see what happens.':
    'Das ist eine Demo mit echten Daten. Ihre Uhr steht auf {now}; stell sie vor und sieh, was geschieht.',
  'Three models predict on real data, and a pandemic is coming. It is {now}; the data ends at {until}.':
    'Drei Modelle machen Vorhersagen auf echten Daten, und eine Pandemie steht bevor. Es ist {now}; die Daten enden am {until}.',
  'Move the clock to mid April 2020, ask for a retraining as Maya, approve it as Liam, and follow the one card. Say {help} for everything else.':
    'Stell die Uhr auf Mitte April 2020, beantrage als Maya ein neues Training, stimme als Liam zu und verfolge die eine Karte. Für alles andere schreib {help}.',
  'Move one week': 'Eine Woche vor',
  'Move one day': 'Einen Tag vor',
  'Move four weeks': 'Vier Wochen vor',
  '"{length}" is no time to move by. Say for example: clock 7d (at most 92d).':
    'Um „{length}“ lässt sich die Uhr nicht stellen. Schreib zum Beispiel: clock 7d (höchstens 92d).',
  'The clock is already moving; wait until it stands.': 'Die Uhr läuft schon; warte, bis sie steht.',
  "The demo's data ends at {until}.": 'Die Daten der Demo enden am {until}.',
  '{length} went by. It is {now}.': '{length} sind vergangen. Es ist {now}.',
};
