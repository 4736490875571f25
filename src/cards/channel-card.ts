import type { Action, Card } from './card.ts';

interface Here {
  title: string;
  /** In the words of configuration: `monday 09:00 Europe/Berlin`. */
  digest: string;
  setUp: boolean;
  models: string[];
  others: string[];
}

export const channelForm = ({ title, digest, setUp, others }: Here): Action => ({
  label: setUp ? 'Change' : 'Set up this channel',
  style: setUp ? 'default' : 'primary',
  press: { verb: 'channel', id: '', seen: '' },
  form: {
    title: 'This channel',
    submit: setUp ? 'Change' : 'Set up',
    fields: [
      { name: 'title', label: 'Name', kind: 'text', required: true, initial: title },
      {
        name: 'digest',
        label: 'Weekly digest: day, time and zone, or none',
        kind: 'text',
        required: true,
        initial: digest,
      },
      ...(others.length > 0
        ? [
            {
              name: 'model',
              label: 'A model that reports here from now on',
              kind: 'select' as const,
              required: false,
              options: others.slice(0, 100).map((id) => ({ value: id, label: id })),
            },
          ]
        : []),
    ],
  },
});

/** What reports here, and how to change that. */
export function channelCard(here: Here): Card {
  const sentence = here.setUp
    ? here.models.length > 0
      ? `${here.models.join(', ')} report here. Digest: ${here.digest}.`
      : `No model reports here yet. Digest: ${here.digest}.`
    : 'Nothing reports here yet. Set up this channel, and models can.';
  return {
    key: 'answer',
    tone: 'plain',
    title: here.title || 'This channel',
    summary: sentence,
    blocks: [{ kind: 'text', line: [sentence] }],
    actions: [channelForm(here)],
  };
}

/** The first words in a channel that nobody has set up. */
export function welcomeCard(here: Here, models: number): Card {
  const found = models === 1 ? 'One model is' : `${models} models are`;
  const sentence = `Steward is ready. ${found} registered; none reports here. Choose “Set up this channel” to start.`;
  return {
    key: 'answer',
    tone: 'plain',
    title: 'Welcome',
    summary: sentence,
    blocks: [
      { kind: 'text', line: [sentence] },
      {
        kind: 'text',
        line: ['I never read messages of a channel; I only see commands, buttons and mentions.'],
      },
    ],
    actions: [
      channelForm(here),
      { label: 'Show all models', style: 'default', press: { verb: 'list', id: '', seen: '' } },
      { label: 'What can I do?', style: 'default', press: { verb: 'help', id: '', seen: '' } },
    ],
  };
}
