/** Forms and questions as modals, and what they carry along. */
import { z } from 'zod';
import type { Action, Card, Field } from '../../../cards/card.ts';
import { mostTyped } from '../../../cards/form-card.ts';
import { sentences } from '../../../words/list.ts';
import { t } from '../../../words/t.ts';
import { clip } from '../../chat/words.ts';
import { encodePress } from '../../press-token.ts';
import { onlyText, renderCard } from './message.ts';
import { plainText } from './plain.ts';

/** What a modal remembers of where it came from. https://docs.slack.dev/reference/views/modal-views: at most 3000 characters. */
const Carried = z.object({ token: z.string(), place: z.string() });
export type Carried = z.infer<typeof Carried>;

export function readCarried(metadata: string): Carried | null {
  try {
    return Carried.parse(JSON.parse(metadata));
  } catch {
    return null;
  }
}

export const askView = 'ask';

export const valueId = 'value';

/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element; sources differ about a value, 75 holds in all. */
const mostChoices = 100;
const longestChoice = 75;

function inputOf(field: Field): object {
  const { name, label, required, kind } = field;
  return {
    type: 'input',
    block_id: name,
    label: plainText(label, 150),
    optional: !required,
    element: selectOf(field) ?? textInput(field, kind === 'paragraph' ? kind : 'text'),
  };
}

const textInput = ({ initial }: Field, kind: 'text' | 'paragraph'): object => ({
  type: 'plain_text_input',
  action_id: valueId,
  multiline: kind === 'paragraph',
  max_length: mostTyped[kind],
  ...(initial && { initial_value: clip(initial, mostTyped[kind]) }),
});

/** Null where a menu could not hold every choice: then it is typed, and whoever hears it checks it in any case. */
function selectOf({ kind, options = [], initial }: Field): object | null {
  const offered = options.filter(({ value }) => value.length > 0);
  const fits = offered.length <= mostChoices && offered.every(({ value }) => value.length <= longestChoice);
  if (kind !== 'select' || offered.length === 0 || !fits) return null;
  const choices = offered.map(({ value, label }) => ({ text: plainText(label, 75), value }));
  const chosen = choices.find(({ value }) => value === initial);
  return {
    type: 'static_select',
    action_id: valueId,
    options: choices,
    ...(chosen && { initial_option: chosen }),
  };
}

/** What a button asks before it counts. */
export function askModal(action: Action, place: string): object {
  const { form, confirm, press } = action;
  const title = form?.title ?? confirm?.title ?? action.label;
  const lead = confirm ? sentences(confirm.title, confirm.text) : title.length > 24 ? title : null;
  return {
    type: 'modal',
    callback_id: askView,
    title: plainText(title, 24),
    submit: plainText(form?.submit ?? confirm?.yes ?? action.label, 24),
    close: plainText(confirm?.no ?? t('Cancel'), 24),
    private_metadata: JSON.stringify({ token: encodePress(press), place } satisfies Carried),
    blocks: [
      ...(lead ? [{ type: 'section', text: plainText(lead, 2900) }] : []),
      ...(form?.fields.slice(0, 50).map(inputOf) ?? []),
    ],
  };
}

/** Says something in a modal, without anything to press. @param close what leaves it: on top of a form that leads back there */
export const tellModal = (card: Card, close = t('Close')): object => ({
  type: 'modal',
  callback_id: 'told',
  title: plainText(card.title, 24),
  close: plainText(close, 24),
  blocks: renderCard({ ...card, actions: [] }, onlyText).blocks,
});

const Values = z.record(
  z.string(),
  z.record(
    z.string(),
    z.looseObject({
      value: z.string().nullish(),
      selected_option: z.object({ value: z.string() }).nullish(),
    }),
  ),
);

/** What people filled in, by field name. */
export function readValues(state: unknown): Record<string, string> {
  const read = Values.safeParse(state ?? {});
  if (!read.success) return {};
  return Object.fromEntries(
    Object.entries(read.data).flatMap(([name, actions]) => {
      const [given] = Object.values(actions);
      const value = given?.selected_option?.value ?? given?.value ?? null;
      return value === null ? [] : [[name, value]];
    }),
  );
}
