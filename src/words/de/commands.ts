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
  '{models} report here. Digest: {digest}.': '{models}: berichten hier. Übersicht: {digest}.',
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
};
