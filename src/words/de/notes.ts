/** What findings say where a number alone would mislead. */
export const notes: Record<string, string> = {
  'No rows in the window.': 'Keine Zeilen im Fenster.',
  'There is no prediction at all.': 'Es gibt gar keine Vorhersage.',
  'Every value is missing.': 'Alle Werte fehlen.',
  'The window has no usable value.': 'Das Fenster hat keinen brauchbaren Wert.',
  'The reference has no usable value.': 'Die Referenz hat keinen brauchbaren Wert.',
  'The model names no labels to measure it by.':
    'Das Modell nennt keine Labels, an denen es sich messen ließe.',
  '{n} of {rows} rows labelled; {fewest} are needed.':
    '{n} von {rows} Zeilen haben ein Label; {fewest} sind nötig.',
  '{n} of {rows} rows labelled; the rest is due until {at}.':
    '{n} von {rows} Zeilen haben ein Label; der Rest wird bis {at} erwartet.',
  'Beyond the target, but by no more than chance allows.':
    'Das Ziel ist verfehlt, aber nicht weiter, als der Zufall erlaubt.',
  '{n} of {rows} rows labelled. Beyond the target, but by no more than chance allows.':
    '{n} von {rows} Zeilen haben ein Label. Das Ziel ist verfehlt, aber nicht weiter, als der Zufall erlaubt.',
  '{n} of {rows} rows labelled.': '{n} von {rows} Zeilen haben ein Label.',
  'All labels are of one class, so nothing can be ranked.':
    'Alle Labels gehören zu einer Klasse, also lässt sich keine Rangfolge bilden.',
  'The model names no score column, which {metric} needs.':
    'Das Modell nennt keine Score-Spalte, die {metric} braucht.',
  'A {task} model has no {metric}.': 'Für ein Modell der Art {task} gibt es {metric} nicht.',
  'The predictions have no column {column}.': 'Die Vorhersagen haben keine Spalte {column}.',
  'Column {column} is of type {type}, which cannot be compared.':
    'Spalte {column} ist vom Typ {type}, der sich nicht vergleichen lässt.',
  'Column {column} is called numeric, but is of type {type}.':
    'Spalte {column} ist als numerisch angegeben, aber vom Typ {type}.',
  'Column {column} was {before} in the reference and is {kind} now.':
    'Spalte {column} war in der Referenz {before} und ist jetzt {kind}.',
  'The lineage of the version does not say until when it was trained, so there is no reference.':
    'Die Herkunft der Version sagt nicht, bis wann sie trainiert wurde, also gibt es keine Referenz.',
  'The reference {table} holds no rows.': 'Die Referenz {table} enthält keine Zeilen.',
  'The reference holds no predictions.': 'Die Referenz enthält keine Vorhersagen.',
  'The reference {from}..{to} holds no predictions.': 'Die Referenz {from}..{to} enthält keine Vorhersagen.',
  'Version {version} made no predictions in the reference, so its outputs have nothing to be compared with.':
    'Version {version} hat in der Referenz nichts vorhergesagt, also lassen sich ihre Ausgaben mit nichts vergleichen.',
  'Almost every value is rare, as keys and ids are, which says nothing about drift: watch a coarser column in its place, or leave it out.':
    'Fast jeder Wert ist selten, wie bei Schlüsseln und IDs, was nichts über Drift sagt: Überwache stattdessen eine gröbere Spalte, oder lass sie weg.',
  "the reference has {n} chunks of the window's length with values; {fewest} are needed":
    'die Referenz hat {n} Abschnitte von der Länge des Fensters mit Werten; {fewest} sind nötig',
  'the reference is too small; independence assumed': 'die Referenz ist zu klein; Unabhängigkeit angenommen',
  'the reference is too small': 'die Referenz ist zu klein',
  'needs about {needed} rows, has {n}: at this pace enough by {at}; independence assumed':
    'braucht etwa {needed} Zeilen, hat {n}: bei diesem Tempo genug bis {at}; Unabhängigkeit angenommen',
  'needs about {needed} rows, has {n}: at this pace enough by {at}':
    'braucht etwa {needed} Zeilen, hat {n}: bei diesem Tempo genug bis {at}',
  'needs about {needed} rows, has {n}; independence assumed':
    'braucht etwa {needed} Zeilen, hat {n}; Unabhängigkeit angenommen',
  'needs about {needed} rows, has {n}': 'braucht etwa {needed} Zeilen, hat {n}',
  'independence assumed': 'Unabhängigkeit angenommen',
};
