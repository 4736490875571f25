/** Forms as modals, five fields at a time: https://docs.discord.com/developers/components/reference#label */
import type { Action, Field, Press } from '../../../cards/card.ts';
import { mostTyped } from '../../../cards/form-card.ts';
import { sentences } from '../../../words/list.ts';
import { t } from '../../../words/t.ts';
import { clip } from '../../chat/words.ts';
import { encodePress, maxTokenLength } from '../../press-token.ts';
import { ask } from './actions.ts';
import { clipped, lineStart } from './escape.ts';

const fieldsAtOnce = 5;
const mostChoices = 25;
const longestChoice = 100;

/** Which modal of a form; `correcting` one that was filled in before, so that the rest need not be seen again. */
export interface Step {
  step: number;
  correcting: boolean;
}

/** How a button, and the modal behind it, names its step of a form; null when Discord's ids have no room for that. */
export function stepId(press: Press, { step, correcting }: Step): string | null {
  const id = `${correcting ? '=' : ''}${step === 0 ? '' : step}${ask}${encodePress(press)}`;
  return id.length <= maxTokenLength ? id : null;
}

/** `2?1.register..` is the third step of that press, `=?1.register..` its first one again; null: no question at all. */
export function readStep(id: string): (Step & { token: string }) | null {
  const match = /^(=?)(\d?)\?(.*)$/s.exec(id);
  return match ? { step: Number(match[2] || 0), correcting: match[1] === '=', token: match[3]! } : null;
}

const fieldsOf = ({ form }: Action): Field[] => form?.fields ?? [];
/** A question beside a form takes one place of the first step. */
const atOnce = ({ confirm }: Action): number => (confirm ? fieldsAtOnce - 1 : fieldsAtOnce);

export const stepsOf = (action: Action): number =>
  Math.min(9, Math.max(1, Math.ceil(fieldsOf(action).length / atOnce(action))));

/** What one step asks for. */
export const fieldsAt = (action: Action, step: number): Field[] =>
  fieldsOf(action).slice(step * atOnce(action), (step + 1) * atOnce(action));

/** The step in which a field is asked for. */
export const stepWith = (action: Action, name: string): number =>
  Math.max(0, Math.floor(fieldsOf(action).findIndex((field) => field.name === name) / atOnce(action)));

function labelled(field: Field): object {
  const label = field.label.trim() || field.name;
  return {
    type: 18,
    label: clip(label, 45),
    ...(label.length > 45 && { description: clip(label, 100) }),
    component: { ...inputOf(field), required: field.required },
  };
}

function inputOf({ kind, name, options = [], initial }: Field): object {
  const offered = options.filter(({ value }) => value.length > 0);
  const fits = offered.length <= mostChoices && offered.every(({ value }) => value.length <= longestChoice);
  // What a menu could not hold in full is typed; whoever hears it checks it in any case.
  if (kind === 'select' && offered.length > 0 && fits) {
    return {
      type: 3,
      custom_id: name,
      options: offered.map((one) => ({
        label: clip(one.label.trim() || '–', 100),
        value: one.value,
        ...(one.value === initial && { default: true }),
      })),
    };
  }
  const longest = mostTyped[kind === 'paragraph' ? 'paragraph' : 'text'];
  return {
    type: 4,
    custom_id: name,
    style: kind === 'paragraph' ? 2 : 1,
    max_length: longest,
    ...(initial && { value: clip(initial, longest) }),
  };
}

export function askModal(action: Action, at: Step): object | null {
  const { step } = at;
  const custom_id = stepId(action.press, at);
  if (custom_id === null) return null;
  const { form, confirm, label } = action;
  const steps = stepsOf(action);
  const part = steps > 1 ? ` ${t('({step} of {steps})', { step: step + 1, steps })}` : '';
  const title = (form?.title ?? confirm?.title ?? label).trim() || '–';
  const lead = confirm && step === 0 ? sentences(confirm.title.trim(), confirm.text.trim()) : '';
  return {
    custom_id,
    title: `${clip(title, 45 - part.length)}${part}`,
    components: [
      ...(lead ? [{ type: 10, content: lineStart(clipped(lead, 1500)) }] : []),
      ...fieldsAt(action, step).map(labelled),
    ],
  };
}
