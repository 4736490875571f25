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
  label: 'Register a model',
  style: 'primary',
  press: { verb: 'register', id: '', seen: '' },
  form: {
    title: 'Register a model',
    submit: 'Register',
    fields: [
      text('model', 'Model: lower-case name, as in churn-v4'),
      { name: 'problem', label: 'What is it for?', kind: 'paragraph', required: true },
      choice('owners', 'Who owns it and may approve', known.groups),
      {
        ...choice('task', 'Task', []),
        options: [
          { value: 'binary', label: 'Binary classification' },
          { value: 'regression', label: 'Regression' },
        ],
        initial: 'binary',
      },
      choice('store', 'Store', known.stores),
      text('predictions', 'Table or path of its predictions'),
      text('key', 'Column that names a prediction', { initial: 'prediction_id' }),
      text('time', 'Column of its time', { initial: 'timestamp' }),
      text('prediction', 'Column of the prediction', { initial: 'prediction' }),
      text('score', 'Column of the probability, if there is one', { required: false }),
      text('label', 'Column of the true value, if there is one', { required: false }),
      text('floor', 'Key metric at least (errors: at most), as in auroc 0.85', { required: false }),
      ...(known.backends.length > 0 ? [choice('trainer', 'Retrain with', known.backends, false)] : []),
    ],
  },
});
