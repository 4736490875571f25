/** Forms over several modals, and what people typed into them: nothing has to be typed again. */
import { z } from 'zod';
import type { Action, Card } from '../../cards/card.ts';
import { sentences } from '../../words/list.ts';
import { t } from '../../words/t.ts';
import type { Answer, Directory } from '../contract.ts';
import { type Button, button } from './render/actions.ts';
import { askModal, type Step, stepId, stepsOf, stepWith } from './render/modal.ts';
import type { Reply } from './replies.ts';

type Values = Record<string, string>;

const said = (title: string, lines: string[]): Card => ({
  key: 'answer',
  tone: 'plain',
  title,
  summary: sentences(...lines),
  blocks: lines.map((line) => ({ kind: 'text', line: [line] })),
  actions: [],
});

const tooLong = () =>
  said(t('This form cannot be opened here'), [
    t('Its name is too long for Discord. Use the web page or the command line.'),
  ]);

/** One for each person: the form that they fill in, and what they wrote so far. */
const Draft = z.object({ of: z.string(), values: z.record(z.string(), z.string()) });
const keyOf = (user: string): string => `draft:${user}`;
const formOf = ({ press }: Action): string => `${press.verb}:${press.id}`;

const buttonsTo = (action: Action, step: Step, label: string): Button[] => {
  const id = stepId(action, step);
  return id === null ? [] : [button(label, id, 'primary')];
};

/** A form at one of its steps, and who fills it in. */
export interface Filling {
  directory: Directory;
  user: string;
  action: Action;
  at: Step;
}

/** What was filled in so far; a form that is begun anew starts empty. */
async function draftOf({ directory, user, action, at }: Filling): Promise<Values> {
  if (at.step === 0 && !at.correcting) return {};
  const kept = Draft.safeParse(await directory.recall(keyOf(user)));
  return kept.success && kept.data.of === formOf(action) ? kept.data.values : {};
}

const keep = ({ directory, user, action }: Filling, values: Values): Promise<void> =>
  directory.remember(keyOf(user), { of: formOf(action), values } satisfies z.infer<typeof Draft>);

/** Opens a step of a form. */
export async function openForm(filling: Filling): Promise<Reply> {
  const { action, at } = filling;
  const step = Math.min(at.step, stepsOf(action) - 1);
  const modal = askModal(action, { ...at, step }, await draftOf(filling));
  if (modal === null) return { card: tooLong() };
  const late = {
    ...said(action.label, [t('This took longer than Discord waits for a form.')]),
    actions: [action],
  };
  return { modal, late };
}

/** All that was filled in; a reply when more is to be asked, and then it is kept. */
export async function fillForm(
  filling: Filling,
  given: Values,
): Promise<{ values: Values } | { reply: Reply }> {
  const { action, at } = filling;
  const values = { ...(await draftOf(filling)), ...given };
  if (at.correcting || at.step + 1 >= stepsOf(action)) return { values };
  await keep(filling, values);
  const part = { title: action.form?.title ?? action.label, step: at.step + 1, steps: stepsOf(action) };
  const card = said(t('{title}: {step} of {steps}', part), [
    t('What you wrote is kept. Continue with the next part.'),
  ]);
  const next = { step: at.step + 1, correcting: false };
  return { reply: { card, buttons: buttonsTo(action, next, t('Continue')) } };
}

/** What is wrong with which field, and a way back to the first of them; all that was written is kept. */
export async function correctForm(
  filling: Filling,
  { values, errors }: { values: Values; errors: NonNullable<Answer['errors']> },
): Promise<Reply> {
  const { action } = filling;
  await keep(filling, values);
  const fields = action.form?.fields ?? [];
  const lines = Object.entries(errors).map(([name, problem]) =>
    t('{label}: {problem}.', {
      label: fields.find((field) => field.name === name)?.label ?? name,
      problem: problem.replace(/[.。]$/, ''),
    }).replace(/([?!？！])[.。]$/, '$1'),
  );
  const steps = Object.keys(errors).map((name) => stepWith(action, name));
  const first = { step: Math.min(...steps), correcting: true };
  return { card: said(t('Nothing was changed'), lines), buttons: buttonsTo(action, first, t('Correct it')) };
}
