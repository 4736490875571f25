/** What is wrong with a form that adds a model or a channel, and with the entry of a file that says the same. */
export const mistakes: Record<string, string> = {
  'must be lower-case letters, digits, ".", "_" or "-" (at most 64, starting and ending with a letter or digit)':
    'erlaubt sind Kleinbuchstaben, Ziffern, „.“, „_“ und „-“ (höchstens 64 Zeichen, am Anfang und am Ende ein Buchstabe oder eine Ziffer)',
  'must not be empty': 'darf nicht leer sein',
  'must have at most {most} characters': 'darf höchstens {most} Zeichen haben',
  'Choose one of {choices}': 'Wähle eins davon: {choices}',
  'must be a day, a time and a zone, as in "monday 09:00 Europe/Berlin", or none':
    'nötig sind Tag (englisch), Uhrzeit und Zeitzone, wie in „monday 09:00 Europe/Berlin“, oder none',
  'knows no time {time}': 'die Uhrzeit {time} gibt es nicht',
  'knows no day {day}; did you mean {near}?': 'den Tag {day} gibt es nicht; meintest du {near}?',
  'knows no day {day}': 'den Tag {day} gibt es nicht; schreib ihn englisch, wie monday',
  'knows no time zone {zone}; write one like Europe/Berlin or UTC':
    'die Zeitzone {zone} gibt es nicht; schreib eine wie Europe/Berlin oder UTC',
  '{metric} does not fit the task {task}; it has {metrics}':
    '{metric} passt nicht zur Aufgabe {task}; möglich sind {metrics}',
  '{metric} needs the predicted probability; name its column under data.score':
    '{metric} braucht die vorhergesagte Wahrscheinlichkeit; nenne ihre Spalte (data.score)',
  '"{column}" is the {other} already': 'die Spalte „{column}“ ist schon für {other} vergeben',
  'a regression has no score; its number is the prediction':
    'eine Regression hat keine Wahrscheinlichkeit; ihre Zahl ist die Vorhersage; lass das Feld leer',
  'the policies {one} and {other} are equally narrow and say different things about {setting}; name more tags, a tier or the model in one of them':
    'die Regeln {one} und {other} gelten gleich eng und widersprechen sich bei {setting}; in einer von beiden müssen mehr Tags, eine Stufe oder das Modell genannt werden',
  'nobody could {question}: it needs {quorum} yes of {groups}, not counting whoever asks, and nobody is in there; add {more, plural, one {# more person} other {# more people}} to {groups}, or set bar_requester: false':
    'die Regel für {question} könnte niemand erfüllen: Sie verlangt {quorum} Ja aus {groups}, die antragstellende Person nicht mitgezählt, und dort ist niemand; nimm {more, plural, one {noch # Person} other {noch # Personen}} in {groups} auf, oder setze bar_requester: false',
  'nobody could {question}: it needs {quorum} yes of {groups}, not counting whoever asks, and only {names} {n, plural, one {is in} other {are in}} there; add {more, plural, one {# more person} other {# more people}} to {groups}, or set bar_requester: false':
    'die Regel für {question} könnte niemand erfüllen: Sie verlangt {quorum} Ja aus {groups}, die antragstellende Person nicht mitgezählt, und dort {n, plural, one {ist nur} other {sind nur}} {names}; nimm {more, plural, one {noch # Person} other {noch # Personen}} in {groups} auf, oder setze bar_requester: false',
  'nobody could {question}: it needs {quorum} yes of {groups}, and nobody is in there; add {more, plural, one {# more person} other {# more people}} to {groups}':
    'die Regel für {question} könnte niemand erfüllen: Sie verlangt {quorum} Ja aus {groups}, und dort ist niemand; nimm {more, plural, one {noch # Person} other {noch # Personen}} in {groups} auf',
  'nobody could {question}: it needs {quorum} yes of {groups}, and only {names} {n, plural, one {is in} other {are in}} there; add {more, plural, one {# more person} other {# more people}} to {groups}':
    'die Regel für {question} könnte niemand erfüllen: Sie verlangt {quorum} Ja aus {groups}, und dort {n, plural, one {ist nur} other {sind nur}} {names}; nimm {more, plural, one {noch # Person} other {noch # Personen}} in {groups} auf',
  'There is no metric {metric}; there are {metrics}': 'Es gibt keine Metrik {metric}; es gibt {metrics}',
  '{name} is gone, or not made for this; choose another':
    '{name} gibt es nicht mehr, oder es ist dafür nicht gemacht; wähle etwas anderes',
  '{store} has no table or file {predictions}; look at its spelling':
    '{store} hat keine Tabelle und keine Datei {predictions}; prüfe die Schreibweise',
  '{store} may not read {predictions}; ask whoever runs Steward to allow it':
    '{store} darf {predictions} nicht lesen; bitte die Betreiber von Steward, es zu erlauben',
  'This column does not hold times that {store} can read; name another':
    'Diese Spalte enthält keine Zeiten, die {store} lesen kann; nenne eine andere',
  '{store} did not answer in time; send the form again':
    '{store} hat nicht rechtzeitig geantwortet; schick das Formular noch einmal ab',
  '{store} could not be read; send the form again later, or ask whoever runs Steward':
    '{store} ließ sich nicht lesen; schick das Formular später noch einmal ab, oder frag die Betreiber von Steward',
};
