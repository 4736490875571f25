/** Commands that are a form: what was filled in is checked as a whole and answered field by field. */
import type { Answer } from '../cards/answer.ts';
import type { Action } from '../cards/card.ts';
import { filledIn, formCard } from '../cards/form-card.ts';
import { t } from '../words/t.ts';
import { done, shown } from './answers.ts';
import type { Asked, Enrolled } from './contract.ts';

/** What is wrong, at the fields where a surface can say it there, and in words and a form as it was filled in where it cannot. */
export function enrolled(outcome: Enrolled, asks: Action, { values }: Pick<Asked, 'values'>): Answer {
  if ('done' in outcome) return done(outcome.done);
  const { errors } = outcome;
  const form = filledIn(asks, values);
  const sentences = Object.entries(errors).map(([field, problem]) => {
    const label = form.form?.fields.find(({ name }) => name === field)?.label;
    return label ? t('{what}: {detail}', { what: label, detail: problem }) : problem;
  });
  const card = formCard({ title: t('Nothing was changed'), sentences, form });
  return { outcome: 'refused', card, errors };
}

/** A sentence and the one button that it is about, wherever a model's card keeps that. */
export const askForm = (sentence: string, form: Action): Answer =>
  shown(
    formCard({
      title: form.form?.title ?? form.label,
      sentences: [sentence],
      form: { ...form, style: 'primary', minor: false },
    }),
  );
