import { t } from '../words/t.ts';
import type { Action, Field } from './card.ts';

const text = (
  name: string,
  label: string,
  { initial, required = true }: { initial?: string; required?: boolean } = {},
): Field => ({
  name,
  label,
  kind: 'text',
  required,
  ...(initial !== undefined && { initial }),
});

const choice = (name: string, label: string, ids: string[], required = true): Field => ({
  name,
  label,
  kind: 'select',
  required,
  options: ids.map((id) => ({ value: id, label: id })),
  ...(ids.length === 1 && required && { initial: ids[0]! }),
});

/** What Steward must know of a model before it can watch it. */
export const registerForm = (known: { stores: string[]; backends: string[]; groups: string[] }): Action => ({
  label: t('Register a model'),
  style: 'primary',
  press: { verb: 'register', id: '', seen: '' },
  form: {
    title: t('Register a model'),
    submit: t('Register'),
    fields: [
      text('model', t('Model: lower-case name, as in churn-v4')),
      { name: 'problem', label: t('What is it for?'), kind: 'paragraph', required: true },
      choice('owners', t('Who owns it and may approve'), known.groups),
      {
        ...choice('task', t('Task'), []),
        options: [
          { value: 'binary', label: t('Binary classification') },
          { value: 'regression', label: t('Regression') },
        ],
        initial: 'binary',
      },
      choice('store', t('Store'), known.stores),
      text('predictions', t('Table or path of its predictions')),
      text('key', t('Column that names a prediction'), { initial: 'prediction_id' }),
      text('time', t('Column of its time'), { initial: 'timestamp' }),
      text('prediction', t('Column of the prediction'), { initial: 'prediction' }),
      text('score', t('Column of the probability, if there is one'), { required: false }),
      text('label', t('Column of the true value, if there is one'), { required: false }),
      text('floor', t('Key metric at least (errors: at most), as in auroc 0.85'), { required: false }),
      ...(known.backends.length > 0 ? [choice('trainer', t('Retrain with'), known.backends, false)] : []),
    ],
  },
});
