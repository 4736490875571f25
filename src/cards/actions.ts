/** Buttons that several cards have. */
import { retrainName } from '../domain/cycle/state.ts';
import type { VersionId } from '../domain/ids.ts';
import type { Policy } from '../domain/model.ts';
import type { Situation } from '../domain/situation.ts';
import type { Action, Form } from './card.ts';
import { rollbackSubject } from './subject.ts';
import { sayVersion } from './words.ts';

const reasonForm = (title: string, submit: string, required = true): Form => ({
  title,
  submit,
  fields: [{ name: 'reason', label: 'Why?', kind: 'paragraph', required }],
});

export const requestRetrain = ({ model }: Situation, label = 'Request retrain'): Action => ({
  label,
  style: 'primary',
  press: { verb: 'retrain', id: model.id, seen: '' },
  form: reasonForm(`Retrain ${model.id}`, 'Request retrain'),
});

export const approve = (ballot: { id: string; subject: string }, label: string): Action => ({
  label,
  style: 'primary',
  press: { verb: 'approve', id: ballot.id, seen: ballot.subject },
});

export const deny = (ballot: { id: string; subject: string }, label = 'Deny'): Action => ({
  label,
  style: 'default',
  press: { verb: 'deny', id: ballot.id, seen: ballot.subject },
  form: reasonForm(`Deny ${ballot.id}`, 'Deny'),
});

/** For emergencies, where the policy lets somebody decide alone. */
export const decideAlone = (
  ballot: { id: string; subject: string },
  { breakGlass = [] }: Pick<Policy, 'breakGlass'>,
  label: string,
): Action[] =>
  breakGlass.length === 0
    ? []
    : [
        {
          label,
          style: 'danger',
          minor: true,
          press: { verb: 'breakglass', id: ballot.id, seen: ballot.subject },
          form: {
            title: `Decide ${ballot.id} alone`,
            submit: label,
            fields: [
              {
                name: 'reason',
                label: 'What is the emergency? Somebody else must review this within a day.',
                kind: 'paragraph',
                required: true,
              },
            ],
          },
        },
      ];

export const cancelCycle = (name: string, label: string): Action => ({
  label,
  style: 'danger',
  minor: true,
  press: { verb: 'cancel', id: name, seen: '' },
  confirm: { title: `Cancel ${name}?`, text: 'What was asked will not happen.', yes: label, no: 'Keep it' },
});

/** Asks anew for a promotion, against the champion of now. None when the challenger itself is the champion, or is gone. */
export function compareAgain({ model, registered }: Situation, challenger: VersionId): Action[] {
  const { champion, versions, lacks } = registered;
  const others = versions.map(({ id }) => id).filter((id) => id !== champion);
  if (champion === null || lacks.includes('promote') || !others.includes(challenger)) return [];
  return [
    {
      label: 'Compare again',
      style: 'primary',
      press: { verb: 'promote', id: model.id, seen: '' },
      form: {
        title: 'Compare again',
        submit: 'Ask to promote',
        fields: [
          {
            name: 'version',
            label: `Which version may replace ${sayVersion(champion)}`,
            kind: 'select',
            required: true,
            initial: challenger,
            options: [...new Set([challenger, ...others.slice(-20)])].map((id) => ({
              value: id,
              label: sayVersion(id),
            })),
          },
        ],
      },
    },
  ];
}

/** None where nobody can set the champion from here. */
export function rollBack({ model, registered }: Situation, to: string): Action[] {
  const { champion, lacks } = registered;
  if (champion === null || lacks.includes('promote')) return [];
  return [
    {
      label: `Roll back to ${sayVersion(to as never)}`,
      style: 'danger',
      press: { verb: 'rollback', id: model.id, seen: rollbackSubject(model.id, champion) },
      confirm: {
        title: `Roll ${model.id} back to ${sayVersion(to as never)}?`,
        text: `${sayVersion(champion)} stays registered. One person is enough.`,
        yes: 'Roll back',
        no: `Keep ${sayVersion(champion)}`,
      },
    },
  ];
}

export const acknowledge = ({ model }: Situation): Action => ({
  label: 'Acknowledge',
  style: 'default',
  press: { verb: 'ack', id: model.id, seen: '' },
});

export const mute = ({ model }: Situation): Action => ({
  label: 'Mute',
  style: 'default',
  minor: true,
  press: { verb: 'mute', id: model.id, seen: '' },
  form: {
    title: `Mute ${model.id}`,
    submit: 'Mute',
    fields: [
      {
        name: 'what',
        label: 'What',
        kind: 'select',
        required: true,
        initial: 'all',
        options: [
          { value: 'all', label: 'All alerts' },
          ...model.monitors
            .filter(({ alerts }) => alerts)
            .map(({ id }) => ({ value: id, label: `${id} alerts` })),
        ],
      },
      {
        name: 'until',
        label: 'For how long',
        kind: 'select',
        required: true,
        initial: '7d',
        options: [
          { value: '1d', label: 'One day' },
          { value: '7d', label: 'One week' },
          { value: '30d', label: '30 days' },
        ],
      },
      { name: 'why', label: 'Why?', kind: 'text', required: true },
    ],
  },
});

export const unmute = ({ model }: Situation): Action => ({
  label: 'Unmute',
  style: 'default',
  press: { verb: 'unmute', id: model.id, seen: '' },
});

/** Read-only verbs on a model. */
export const read = (
  verb: 'history' | 'status' | 'compare' | 'versions' | 'monitors',
  id: string,
  label: string,
): Action => ({
  label,
  style: 'default',
  minor: true,
  press: { verb, id, seen: '' },
});

export const notUseful = ({ model }: Situation, monitor: string): Action => ({
  label: 'Not useful',
  style: 'default',
  minor: true,
  // A press has 100 characters, 9 of them around the id: the model is never cut, so that it stays this model.
  press: { verb: 'rate', id: `${model.id}/${monitor}`.slice(0, 91), seen: '' },
});

export const settleActions = (cycle: { id: string }): Action[] => {
  const id = retrainName(cycle.id as never);
  return [
    {
      label: 'Name the run',
      style: 'default',
      press: { verb: 'found', id, seen: '' },
      form: {
        title: `Which run is ${id}?`,
        submit: 'Follow this run',
        fields: [{ name: 'run', label: "The trainer's own id of the run", kind: 'text', required: true }],
      },
    },
    {
      label: 'It never started',
      style: 'default',
      press: { verb: 'absent', id, seen: '' },
      form: reasonForm(`${id} never started`, 'It never started'),
    },
  ];
};
