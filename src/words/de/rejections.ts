/** Every expected no. */
export const rejections: Record<string, string> = {
  'That is no longer possible: {now}. Your press changed nothing; the newest card shows what can be done.':
    'Das geht nicht mehr: {now}. Dein Klick hat nichts geändert; die neueste Karte zeigt, was möglich ist.',
  'This card is out of date: what it asked about has changed. Nothing was done; look at the card again.':
    'Diese Karte ist überholt: Worum es ging, hat sich geändert. Es wurde nichts getan; sieh dir die Karte noch einmal an.',
  'You asked for {ballot}, so someone else must approve. {others}':
    'Du hast {ballot} beantragt, also muss jemand anderes zustimmen. {others}',
  '{what} needs {groups}; you are not in it. Ask somebody who is; nothing was changed.':
    '{what} darf nur {groups}; du gehörst nicht dazu. Bitte jemanden darum, der dazugehört; es wurde nichts geändert.',
  '{what} is for nobody in {except}, and you are in it. Others of {groups} can. Nothing was changed.':
    '{what} darf niemand aus {except}, und du gehörst dazu. Andere aus {groups} können es. Es wurde nichts geändert.',
  'You already voted on {ballot}; it counts once, and nothing more is needed from you.':
    'Du hast über {ballot} schon abgestimmt; deine Stimme zählt einmal, mehr musst du nicht tun.',
  '{ballot} was decided before your press: {now}. Your press was not used; `{ballot}` shows who decided.':
    '{ballot} war vor deinem Klick entschieden: {now}. Dein Klick wurde nicht gezählt; `{ballot}` zeigt, wer entschieden hat.',
  'A yes to {ballot} counts only by its one-time link. Press the button once more to get one.':
    'Ein Ja zu {ballot} zählt nur über den Einmal-Link. Klicke noch einmal auf den Knopf, um einen zu bekommen.',
  '{ballot} asks nothing at the moment, so there is nothing to decide. `inbox` shows what waits for you.':
    'Bei {ballot} ist gerade nichts zu entscheiden. `inbox` zeigt, was auf dich wartet.',
  'Nobody may decide {ballot} alone: its policy names no group for emergencies (`break_glass`). Ask those who can approve it; nothing was changed.':
    'Über {ballot} darf niemand allein entscheiden: Die Regel nennt keine Gruppe für Notfälle (`break_glass`). Bitte die, die zustimmen können; es wurde nichts geändert.',
  'You decided {ballot} alone, so somebody else of {groups} must review it.':
    'Du hast {ballot} allein entschieden, also muss es jemand anderes aus {groups} prüfen.',
  'Nothing called {ballot} waits for a review. `inbox` shows what waits for you.':
    '{ballot} wartet nicht auf eine Prüfung. `inbox` zeigt, was auf dich wartet.',
  'They were told of {about} less than four hours ago ({at}). Nobody was told again; you can ask from {from}.':
    'Zu {about} wurden sie vor weniger als vier Stunden angeschrieben ({at}). Niemand wurde noch einmal angeschrieben; ab {from} kannst du wieder erinnern.',
  '{who} Nobody was told; please ask them yourself.':
    '{who} Niemand wurde angeschrieben; bitte frag sie selbst.',
  'Please give a reason; nothing was changed.': 'Bitte nenne einen Grund; es wurde nichts geändert.',
  'That is too long: {n} characters, of which at most {most} can be kept. Shorten it; nothing was changed.':
    'Das ist zu lang: {n} Zeichen, höchstens {most} sind möglich. Kürze es bitte; es wurde nichts geändert.',
  'That code is not known, was used already, or is older than ten minutes. Say `link` where I know you and use the new one.':
    'Dieser Code ist unbekannt, schon benutzt oder älter als zehn Minuten. Schreib `link` dort, wo ich dich kenne, und nimm den neuen.',
  'You made this code as who you are here. Say it on the other platform, where I do not know you yet.':
    'Diesen Code hast du hier selbst erzeugt. Schreib `link` und den Code auf der anderen Plattform, wo ich dich noch nicht kenne.',
  'You are {other} here and {one} there, and both are written in a file. Whoever runs Steward must make them one person there.':
    'Du bist hier {other} und dort {one}, und beide stehen in einer Datei. Wer Steward betreibt, muss sie dort zu einer Person machen.',
  'No account was linked to you in chat, so there is nothing to undo. `link` links one.':
    'Mit dir wurde im Chat kein Konto verknüpft, also gibt es nichts zu trennen. `link` verknüpft eins.',
  'Your account was linked a moment ago. Nothing was changed; do it again in a minute.':
    'Dein Konto wurde gerade eben verknüpft. Es wurde nichts geändert; versuch es in einer Minute noch einmal.',
  '{model} already has {cycle} open ({now}). Finish or cancel that first.':
    'Bei {model} ist schon {cycle} offen ({now}). Beende das zuerst oder brich es ab.',
  'Nobody could approve this: {why}. {ask} Nothing was asked.':
    'Dem könnte niemand zustimmen: {why}. {ask} Es wurde nichts beantragt.',
  '{model} has no trainer configured, so nobody can ask for retraining. Its owners can name one.':
    'Für {model} ist kein Trainer eingerichtet, also kann niemand ein neues Training beantragen. Die Verantwortlichen können einen angeben.',
  'Steward cannot set the champion in {registry}. Do it there for {model}: it is noticed here by itself. Nothing was changed.':
    'Steward kann den Champion in {registry} nicht setzen. Tu es dort für {model}; hier wird es von selbst bemerkt. Es wurde nichts geändert.',
  'The trainer {trainer} cannot be told to stop. End the run there: {ballot} ends with it. Nothing was changed.':
    'Der Trainer {trainer} lässt sich von hier aus nicht anhalten. Beende den Lauf dort; {ballot} endet mit ihm. Es wurde nichts geändert.',
  '{model} has no champion in its registry yet. Set one there first.':
    '{model} hat in seiner Registry noch keinen Champion. Setze dort zuerst einen.',
  '{model} has no earlier champion to go back to. `versions {model}` shows what else could be promoted.':
    '{model} hat keinen früheren Champion, zu dem es zurückkehren könnte. `versions {model}` zeigt, was sich sonst befördern ließe.',
  '{version} already is the champion of {model}; there is nothing to promote.':
    '{version} ist schon der Champion von {model}; es gibt nichts zu befördern.',
  'Say which model: {models}.': 'Nenne das Modell: {models}.',
  'No model named "{model}". {closest}': 'Kein Modell heißt „{model}“. {closest}',
  '{model} has no version beside its champion {champion}; train or register one first.':
    '{model} hat keine Version neben seinem Champion {champion}; trainiere oder registriere zuerst eine.',
  '{model} has no version "{version}". It has: {versions}.':
    '{model} hat keine Version „{version}“. Es gibt: {versions}.',
  '{model} has no monitor "{monitor}". It has: {monitors}.':
    '{model} hat keinen Monitor „{monitor}“. Es gibt: {monitors}.',
  'There is no command "{verb}". {closest}': 'Es gibt keinen Befehl „{verb}“. {closest}',
  'Say which one, as in R-4821. `inbox` shows what waits for you.':
    'Nenne die Nummer, zum Beispiel R-4821. `inbox` zeigt, was auf dich wartet.',
  'Nothing here is called {id}. `inbox` shows what waits for you, `decisions` what was decided.':
    'Hier heißt nichts {id}. `inbox` zeigt, was auf dich wartet, `decisions`, was entschieden wurde.',
  '{problem}': '{problem}',
  '{model} has no open alert, so there is nothing to look after.':
    '{model} hat keinen offenen Alarm, also ist nichts zu tun.',
  'Already acknowledged by {by}. `assign` gives it to somebody else.':
    '{by} kümmert sich schon darum. `assign` übergibt es an jemand anderen.',
  '{model} is not muted; its alerts come through.':
    '{model} ist nicht stummgeschaltet; seine Alarme kommen durch.',
  '{model} is managed by a file; change it there and run `steward apply`.':
    '{model} wird in einer Datei verwaltet; ändere es dort und führe `steward apply` aus.',
  '{model} has {cycle} open; finish or cancel it before it is removed.':
    'Bei {model} ist {cycle} offen; beende das oder brich es ab, bevor es entfernt wird.',
  '{model} is stuck after a rollback that could not be confirmed ({cycle}). Look at the registry, then say `rollback {model}`: that confirms it.':
    '{model} steckt nach einem Rollback fest, das nicht bestätigt werden konnte ({cycle}). Sieh in der Registry nach und schreib dann `rollback {model}`: Das bestätigt es.',
  'The champion is {champion} now, not {compared}; compare again before anybody promotes.':
    'Champion ist jetzt {champion}, nicht {compared}; vergleiche neu, bevor jemand befördert.',
  'Version {version} was trained on rows up to {until}; they overlap the comparison from {from}. Compare again when there are newer labels.':
    'Version {version} wurde mit Zeilen bis {until} trainiert; sie überschneiden sich mit dem Vergleich ab {from}. Vergleiche noch einmal, wenn es neuere Labels gibt.',
};
