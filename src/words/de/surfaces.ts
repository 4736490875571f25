/** What a surface says by itself: around cards, on its own buttons and pages, and when something never reached the router. */
export const surfaces: Record<string, string> = {
  'This card is out of date': 'Diese Karte ist überholt',
  'It comes from an older version, or was not ours. Nothing was changed; use the newest card.':
    'Sie stammt aus einer älteren Version oder nicht von uns. Es wurde nichts geändert; nimm die neueste Karte.',
  'I don’t know who you are here': 'Ich weiß nicht, wer du hier bist',
  'Working on it': 'Ich bin dran',
  'This takes a little longer; the answer follows here.': 'Das dauert etwas länger; die Antwort folgt hier.',
  'Steward’s database does not answer at the moment.': 'Die Datenbank von Steward antwortet gerade nicht.',
  'Something broke on our side.': 'Bei uns ist ein Fehler aufgetreten.',
  'It is not sure whether it counted; the card will show. If it stays so, tell whoever runs Steward reference {reference}.':
    'Ob es gezählt hat, ist nicht sicher; die Karte wird es zeigen. Bleibt es so, nenne den Betreibern von Steward die Referenz {reference}.',
  'A store or another system refused what Steward asked of it.':
    'Ein Speicher oder ein anderes System hat abgelehnt, was Steward von ihm wollte.',
  'A store or another system that Steward asks does not answer at the moment.':
    'Ein Speicher oder ein anderes System, das Steward fragt, antwortet gerade nicht.',
  'That did not work': 'Das hat nicht geklappt',
  'I was offline ': 'Ich war offline ',
  '{offline}{from} to {to}. Presses in that time did not reach me; please press again if you did.':
    '{offline}von {from} bis {to}. Klicks in dieser Zeit haben mich nicht erreicht; falls du geklickt hast, klicke bitte noch einmal.',
  '{label}: {value}': '{label}: {value}',
  '{label}: {problem}.': '{label}: {problem}.',
  Table: 'Tabelle',
  '{table} ({left} more rows are left out)':
    '{table} ({left, plural, one {# weitere Zeile ist} other {# weitere Zeilen sind}} ausgelassen)',
  '{parts, plural, one {# more part does} other {# more parts do}} not fit here.':
    '{parts, plural, one {# weiterer Teil passt} other {# weitere Teile passen}} hier nicht hinein.',
  'Pick a model': 'Modell wählen',
  Cancel: 'Abbrechen',
  Close: 'Schließen',
  Chart: 'Diagramm',
  'Its name, or a part of it': 'Sein Name oder ein Teil davon',
  'As in R-4821': 'Wie in R-4821',
  'How long, as in 7d or 12h': 'Wie lange, wie in 7d oder 12h',
  Why: 'Warum',
  'The {name}': '{name}',
  'What is needed less often': 'Was seltener gebraucht wird',
  'Ask about a model, or act on it': 'Nach einem Modell fragen oder etwas damit tun',
  'This form cannot be opened here': 'Dieses Formular lässt sich hier nicht öffnen',
  'Its name is too long for Discord. Use the web page or the command line.':
    'Sein Name ist zu lang für Discord. Nimm die Webseite oder die Kommandozeile.',
  'This took longer than Discord waits for a form.':
    'Das hat länger gedauert, als Discord auf ein Formular wartet.',
  '({step} of {steps})': '({step} von {steps})',
  '{title}: {step} of {steps}': '{title}: {step} von {steps}',
  'What you wrote is kept. Continue with the next part.':
    'Was du geschrieben hast, bleibt erhalten. Weiter geht es mit dem nächsten Teil.',
  Continue: 'Weiter',
  'Back to the form': 'Zurück zum Formular',
  'Correct it': 'Korrigieren',
  'It stays as it is.': 'Es bleibt, wie es ist.',
  'You are on another server, and I don’t know who you are. Ask somebody of this team’s own server; nothing was changed.':
    'Du bist auf einem anderen Server, und ich weiß nicht, wer du bist. Bitte jemanden vom Server dieses Teams; es wurde nichts geändert.',
  'Apps cannot decide here. Nothing was changed.':
    'Apps können hier nicht entscheiden. Es wurde nichts geändert.',
  'You have not accepted the rules of this server yet. Accept them, then do it again; nothing was changed.':
    'Du hast die Regeln dieses Servers noch nicht angenommen. Nimm sie an, und versuch es dann noch einmal; es wurde nichts geändert.',
  'Discord does not say who you are at the moment, so nothing was changed. Try again.':
    'Discord sagt gerade nicht, wer du bist, also wurde nichts geändert. Versuch es noch einmal.',
  'This account is deactivated, so it changed nothing.':
    'Dieses Konto ist deaktiviert, also hat es nichts geändert.',
  'Guests of this workspace can read cards but not decide. Ask a full member; nothing was changed.':
    'Gäste dieses Workspaces können Karten lesen, aber nicht entscheiden. Bitte ein Vollmitglied darum; es wurde nichts geändert.',
  'You belong to another workspace, and I don’t know who you are. Ask somebody of this one; nothing was changed.':
    'Du gehörst zu einem anderen Workspace, und ich weiß nicht, wer du bist. Bitte jemanden aus diesem hier; es wurde nichts geändert.',
  'Slack does not say who you are at the moment, so nothing was changed. Try again.':
    'Slack sagt gerade nicht, wer du bist, also wurde nichts geändert. Versuch es noch einmal.',

  'I don’t know who you are yet': 'Ich weiß noch nicht, wer du bist',
  'That changed nothing. Choose whom you act as at the top right, then do it again.':
    'Das hat nichts geändert. Wähle oben rechts, als wer du handelst, und versuch es dann noch einmal.',
  'That could not be read: send a form, or a JSON object of strings.':
    'Das war nicht lesbar: Sende ein Formular oder ein JSON-Objekt aus Zeichenketten.',
  'This page was drawn for somebody else or too long ago. Nothing was changed; load it again.':
    'Diese Seite ist für jemand anderen oder vor zu langer Zeit erstellt worden. Es wurde nichts geändert; lade sie neu.',
  'A cause is 8 to 80 letters, digits, - or _.':
    'Eine cause besteht aus 8 bis 80 Zeichen: Buchstaben, Ziffern, - oder _.',
  'There is no such person here; choose one from the list.':
    'Diese Person gibt es hier nicht; wähle jemanden aus der Liste.',
  'There is no such channel.': 'Diesen Kanal gibt es nicht.',
  'There is no such channel. Choose one from the list.':
    'Diesen Kanal gibt es nicht. Wähle einen aus der Liste.',
  'Not found': 'Nicht gefunden',
  'There is no such picture.': 'Dieses Bild gibt es nicht.',
  'Too many pages listen already; close some, then load this one again.':
    'Es sind schon zu viele Seiten offen; schließ einige, und lade diese dann neu.',
  'Steward is running, but no channel is set up yet.':
    'Steward läuft, aber es ist noch kein Kanal eingerichtet.',
  'Please try again.': 'Bitte versuch es noch einmal.',
  'That is too long: at most 64 KiB can be sent.':
    'Das ist zu lang: Es können höchstens 64 KiB gesendet werden.',
  'This came from another site and changed nothing.':
    'Das kam von einer anderen Website und hat nichts geändert.',
  'a button': 'ein Knopf',
  'Nothing to confirm': 'Nichts zu bestätigen',
  'This link was used, is older than ten minutes, or what it asked has changed. Press the button in chat again.':
    'Dieser Link wurde schon benutzt, ist älter als zehn Minuten, oder das, worum es ging, hat sich geändert. Klicke im Chat noch einmal auf den Knopf.',
  Confirm: 'Bestätigen',
  Confirmed: 'Bestätigt',
  'You can close this page.': 'Du kannst diese Seite schließen.',

  'unknown time': 'unbekannte Zeit',
  '{day} {month} {year}, {clock} UTC': '{day}. {month} {year}, {clock} UTC',
  Channels: 'Kanäle',
  'Skip to the channel': 'Zum Kanal springen',
  'That failed.': 'Das ist fehlgeschlagen.',
  'Steward did not answer. Press again, it counts only once.':
    'Steward hat nicht geantwortet. Klicke noch einmal, es zählt nur einmal.',
  'Acting as': 'Du handelst als',
  'nobody yet': 'noch niemand',
  'Act as': 'Handeln als',
  'Who are you?': 'Wer bist du?',
  'You can read everything here. To say or press something, choose whom you act as.':
    'Du kannst hier alles lesen. Um etwas zu sagen oder zu klicken, wähle, als wer du handelst.',
  'words for Steward in {channel}': 'Befehl an Steward in {channel}',
  'status, or any command': 'status oder ein anderer Befehl',
  Send: 'Senden',
  'Send {words}': '{words} senden',
  'Common commands': 'Häufige Befehle',
  'Cards in {channel}': 'Karten in {channel}',
  'Nothing was posted here yet. Say {help} to see what you can do.':
    'Hier wurde noch nichts gepostet. Mit {help} siehst du, was du tun kannst.',
  ', edited {at}': ', bearbeitet {at}',
  'You: {prompt}': 'Du: {prompt}',
  'Only you can see this': 'Nur du siehst das',
  'Only you can see this. {summary}': 'Nur du siehst das. {summary}',
  '✓ Done': '✓ Erledigt',
  '✕ Refused': '✕ Abgewiesen',
  '✕ Failed': '✕ Fehlgeschlagen',
  Dismiss: 'Ausblenden',
  'This card is too long to be shown in full.': 'Diese Karte ist zu lang, um ganz gezeigt zu werden.',
  'More actions': 'Weitere Aktionen',
  '… and {count} more facts that this page leaves out.':
    '… und {count, plural, one {# weitere Angabe} other {# weitere Angaben}}, die diese Seite auslässt.',
  '… and {count} more rows that this page leaves out.':
    '… und {count, plural, one {# weitere Zeile} other {# weitere Zeilen}}, die diese Seite auslässt.',
  'Choose…': 'Auswählen…',
  optional: 'optional',
  'It changed since it was shown to you. Nothing was done; look at the card again.':
    'Sie hat sich geändert, seit sie dir gezeigt wurde. Es wurde nichts getan; sieh dir die Karte noch einmal an.',
  'Back to the channel': 'Zurück zum Kanal',
};
