import { type Language, languages } from '../words/language.ts';
import { t } from '../words/t.ts';
import type { Action, Card } from './card.ts';

interface Here {
  title: string;
  /** In the words of configuration: `monday 09:00 Europe/Berlin`. */
  digest: string;
  language: Language;
  setUp: boolean;
  models: string[];
  others: string[];
}

export const channelForm = ({ title, digest, language, setUp, others }: Here): Action => ({
  label: setUp ? t('Change') : t('Set up this channel'),
  style: setUp ? 'default' : 'primary',
  press: { verb: 'channel', id: '', seen: '' },
  form: {
    title: t('This channel'),
    submit: setUp ? t('Change') : t('Set up'),
    fields: [
      { name: 'title', label: t('Name'), kind: 'text', required: true, initial: title },
      {
        name: 'digest',
        label: t('Weekly digest: day, time and zone, or none'),
        kind: 'text',
        required: true,
        initial: digest,
      },
      {
        name: 'language',
        label: t('Language of cards and answers'),
        kind: 'select',
        required: true,
        initial: language,
        options: Object.entries(languages).map(([value, label]) => ({ value, label })),
      },
      ...(others.length > 0
        ? [
            {
              name: 'model',
              label: t('A model that reports here from now on'),
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
      ? t('{models} report here. Digest: {digest}.', {
          models: here.models.join(t(', ')),
          digest: here.digest,
        })
      : t('No model reports here yet. Digest: {digest}.', { digest: here.digest })
    : t('Nothing reports here yet. Set up this channel, and models can.');
  return {
    key: 'answer',
    tone: 'plain',
    title: here.title || t('This channel'),
    summary: sentence,
    blocks: [{ kind: 'text', line: [sentence] }],
    actions: [channelForm(here)],
  };
}

/** The first words in a channel that nobody has set up. */
export function welcomeCard(here: Here, models: number): Card {
  const sentence = t(
    'Steward is ready. {models, plural, one {One model is} other {# models are}} registered; none reports here. Choose “Set up this channel” to start.',
    { models },
  );
  return {
    key: 'answer',
    tone: 'plain',
    title: t('Welcome'),
    summary: sentence,
    blocks: [
      { kind: 'text', line: [sentence] },
      {
        kind: 'text',
        line: [t('I never read messages of a channel; I only see commands, buttons and mentions.')],
      },
    ],
    actions: [
      channelForm(here),
      { label: t('Show all models'), style: 'default', press: { verb: 'list', id: '', seen: '' } },
      { label: t('What can I do?'), style: 'default', press: { verb: 'help', id: '', seen: '' } },
    ],
  };
}
