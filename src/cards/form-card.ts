import { sentences as joined } from '../words/list.ts';
import type { Action, Card, Field } from './card.ts';

/** Characters that a field takes, as the platforms count them (UTF-16). All of them are kept. */
export const mostTyped: Record<Exclude<Field['kind'], 'select'>, number> = { text: 500, paragraph: 1000 };

/** A form that begins with what somebody typed already. A choice that is no option any more is left as the form has it. */
export function filledIn(action: Action, values: Record<string, string>): Action {
  if (!action.form) return action;
  const fields = action.form.fields.map((field) => {
    const said = values[field.name];
    const { initial: _, ...bare } = field;
    if (said === '') return bare;
    const fits = field.kind !== 'select' || field.options?.some(({ value }) => value === said);
    return said !== undefined && fits ? { ...bare, initial: said } : field;
  });
  return { ...action, form: { ...action.form, fields } };
}

/** Whether there are words that would have to be typed again; choices are quickly made. */
export const hasWords = ({ form }: Action, values: Record<string, string>): boolean =>
  form?.fields.some(({ kind, name }) => kind !== 'select' && values[name]?.trim()) ?? false;

/** Sentences and the button that opens a form. */
export const formCard = ({
  title,
  sentences,
  form,
}: {
  title: string;
  sentences: string[];
  form: Action;
}): Card => ({
  key: 'answer',
  tone: 'plain',
  title,
  summary: joined(...sentences),
  blocks: sentences.map((sentence) => ({ kind: 'text', line: [sentence] })),
  actions: [form],
});
