/** What each command does. */
export const verbs: Record<string, string> = {
  'shows how a model does and what happens next':
    'zeigt, wie es um ein Modell steht und was als Nächstes geschieht',
  'shows all models, worst first; searches names, tags, owners and states':
    'zeigt alle Modelle, die schlechtesten zuerst; sucht in Namen, Tags, Gruppen und Zuständen',
  'shows what waits for you': 'zeigt, was auf dich wartet',
  'shows its monitors with their last verdicts': 'zeigt seine Monitore mit ihren letzten Urteilen',
  'shows its versions, their roles and lineage': 'zeigt seine Versionen, ihre Rollen und ihre Herkunft',
  'compares a challenger with the champion on the same rows':
    'vergleicht einen Challenger mit dem Champion auf denselben Zeilen',
  'shows what happened to a model, newest first': 'zeigt, was mit einem Modell geschah, das Neueste zuerst',
  'shows who decided what, refused presses too, and proves that nothing was edited or cut off':
    'zeigt Entscheidungen und abgewiesene Klicks; beweist, dass nichts geändert oder gekürzt wurde',
  'shows what was decided in the last four weeks, over all models':
    'zeigt, was in den letzten vier Wochen entschieden wurde, über alle Modelle',
  "previews this channel's weekly digest": 'zeigt die wöchentliche Übersicht dieses Kanals vorab',
  'opens the timeline of a request, a promotion or a rollback, with the presses that were refused':
    'öffnet den Verlauf von Antrag, Beförderung oder Rollback, mit den abgewiesenen Klicks',
  'shows what you can do here': 'zeigt, was du hier tun kannst',
  'asks for a new version to be trained; somebody else approves':
    'beantragt das Training einer neuen Version; jemand anderes stimmt zu',
  'asks to make a challenger the champion, after comparing both on the same rows':
    'beantragt, einen Challenger zu befördern, nach dem Vergleich mit dem Champion auf denselben Zeilen',
  'says yes to a retraining (R-) or a promotion (P-)':
    'stimmt einem neuen Training (R-) oder einer Beförderung (P-) zu',
  'says no to a retraining or a promotion, with a reason':
    'lehnt ein neues Training oder eine Beförderung ab, mit Begründung',
  'withdraws a request or stops a training run': 'zieht einen Antrag zurück oder stoppt einen Trainingslauf',
  'goes back to the champion before, at once': 'geht sofort zum vorigen Champion zurück',
  'runs its monitors now': 'führt seine Monitore jetzt aus',
  'says that you look after its open alerts': 'sagt, dass du dich um seine offenen Alarme kümmerst',
  'gives its open alerts to somebody': 'übergibt seine offenen Alarme an jemanden',
  'holds its alerts back for a while; Failing still comes through':
    'hält seine Alarme eine Weile zurück; Kritisches kommt trotzdem durch',
  'lets its alerts through again': 'lässt seine Alarme wieder durch',
  'tells Steward about a model: its predictions are looked at before it is added':
    'macht Steward mit einem Modell bekannt: sieht seine Vorhersagen an, bevor es dazukommt',
  'shows what reports here, and sets it up': 'zeigt, was hier berichtet, und richtet es ein',
  'makes your accounts on several platforms one person, by a code that is shown on one and said on the other':
    'macht deine Konten zu einer Person, mit einem Code von hier, den du auf der anderen Plattform eingibst',
  'makes the accounts that were linked to you people of their own again':
    'macht die mit dir verknüpften Konten wieder zu eigenen Personen',
  'decides alone, at once, in an emergency; somebody else must review it':
    'entscheidet im Notfall sofort und allein; jemand anderes muss es prüfen',
  'says that you looked at what somebody decided alone':
    'sagt, dass du geprüft hast, was jemand allein entschieden hat',
  'tells those who could see to something, and have not yet':
    'benachrichtigt die, die etwas erledigen könnten und es noch nicht getan haben',
  'says whether an alert was useful': 'sagt, ob ein Alarm nützlich war',
  "shows a model's status to everybody in this channel":
    'zeigt allen in diesem Kanal den Status eines Modells',
  'names the run of a start that was not answered':
    'nennt den Lauf zu einem Start, der nicht beantwortet wurde',
  'says that a start which was not answered never happened':
    'sagt, dass ein unbeantworteter Start nie stattgefunden hat',
};
