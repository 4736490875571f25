/** Buttons that several cards have. */
import { retrainName } from '../domain/cycle/state.ts';
import type { VersionId } from '../domain/ids.ts';
import type { Policy } from '../domain/model.ts';
import type { Situation } from '../domain/situation.ts';
import { t } from '../words/t.ts';
import type { Action, Form } from './card.ts';
import { rollbackSubject } from './subject.ts';
import { sayVersion } from './words.ts';

const reasonForm = (title: string, submit: string, required = true): Form => ({
  title,
  submit,
  fields: [{ name: 'reason', label: t('Why?'), kind: 'paragraph', required }],
});

export const requestRetrain = ({ model }: Situation, label = t('Request retrain')): Action => ({
  label,
  style: 'primary',
  press: { verb: 'retrain', id: model.id, seen: '' },
  form: reasonForm(t('Retrain {model}', { model: model.id }), t('Request retrain')),
});

export const approve = (ballot: { id: string; subject: string }, label: string): Action => ({
  label,
  style: 'primary',
  press: { verb: 'approve', id: ballot.id, seen: ballot.subject },
});

export const deny = (ballot: { id: string; subject: string }, label = t('Deny')): Action => ({
  label,
  style: 'default',
  press: { verb: 'deny', id: ballot.id, seen: ballot.subject },
  form: reasonForm(t('Deny {ballot}', { ballot: ballot.id }), t('Deny')),
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
            title: t('Decide {ballot} alone', { ballot: ballot.id }),
            submit: label,
            fields: [
              {
                name: 'reason',
                label: t('What is the emergency? Somebody else must review this within a day.'),
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
  confirm: {
    title: t('Cancel {name}?', { name }),
    text: t('What was asked will not happen.'),
    yes: label,
    no: t('Keep it'),
  },
});

/** Asks anew for a promotion, against the champion of now. None when the challenger itself is the champion, or is gone. */
export function compareAgain({ model, registered }: Situation, challenger: VersionId): Action[] {
  const { champion, versions, lacks } = registered;
  const others = versions.map(({ id }) => id).filter((id) => id !== champion);
  if (champion === null || lacks.includes('promote') || !others.includes(challenger)) return [];
  return [
    {
      label: t('Compare again'),
      style: 'primary',
      press: { verb: 'promote', id: model.id, seen: '' },
      form: {
        title: t('Compare again'),
        submit: t('Ask to promote'),
        fields: [
          {
            name: 'version',
            label: t('Which version may replace {version}', { version: sayVersion(champion) }),
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
      label: t('Roll back to {version}', { version: sayVersion(to as never) }),
      style: 'danger',
      press: { verb: 'rollback', id: model.id, seen: rollbackSubject(model.id, champion) },
      confirm: {
        title: t('Roll {model} back to {version}?', { model: model.id, version: sayVersion(to as never) }),
        text: t('{version} stays registered. One person is enough.', { version: sayVersion(champion) }),
        yes: t('Roll back'),
        no: t('Keep {version}', { version: sayVersion(champion) }),
      },
    },
  ];
}

export const acknowledge = ({ model }: Situation): Action => ({
  label: t('Acknowledge'),
  style: 'default',
  press: { verb: 'ack', id: model.id, seen: '' },
});

export const mute = ({ model }: Situation): Action => ({
  label: t('Mute'),
  style: 'default',
  minor: true,
  press: { verb: 'mute', id: model.id, seen: '' },
  form: {
    title: t('Mute {model}', { model: model.id }),
    submit: t('Mute'),
    fields: [
      {
        name: 'what',
        label: t('What'),
        kind: 'select',
        required: true,
        initial: 'all',
        options: [
          { value: 'all', label: t('All alerts') },
          ...model.monitors
            .filter(({ alerts }) => alerts)
            .map(({ id }) => ({ value: id, label: t('{monitor} alerts', { monitor: id }) })),
        ],
      },
      {
        name: 'until',
        label: t('For how long'),
        kind: 'select',
        required: true,
        initial: '7d',
        options: [
          { value: '1d', label: t('One day') },
          { value: '7d', label: t('One week') },
          { value: '30d', label: t('30 days') },
        ],
      },
      { name: 'why', label: t('Why?'), kind: 'text', required: true },
    ],
  },
});

export const unmute = ({ model }: Situation): Action => ({
  label: t('Unmute'),
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
  label: t('Not useful'),
  style: 'default',
  minor: true,
  // A press has 100 characters, 9 of them around the id: the model is never cut, so that it stays this model.
  press: { verb: 'rate', id: `${model.id}/${monitor}`.slice(0, 91), seen: '' },
});

export const settleActions = (cycle: { id: string }): Action[] => {
  const id = retrainName(cycle.id as never);
  return [
    {
      label: t('Name the run'),
      style: 'default',
      press: { verb: 'found', id, seen: '' },
      form: {
        title: t('Which run is {id}?', { id }),
        submit: t('Follow this run'),
        fields: [{ name: 'run', label: t("The trainer's own id of the run"), kind: 'text', required: true }],
      },
    },
    {
      label: t('It never started'),
      style: 'default',
      press: { verb: 'absent', id, seen: '' },
      form: reasonForm(t('{id} never started', { id }), t('It never started')),
    },
  ];
};
