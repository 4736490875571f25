/** Forms over several modals, and what people typed into them: nothing has to be typed again. */
import type { Action, Card } from '../../cards/card.ts';
import type { Answer, Directory } from '../contract.ts';
import { type Button, button } from './render/actions.ts';
import { askModal, stepId, stepsOf, stepWith } from './render/modal.ts';
import type { Reply } from './replies.ts';

const said = (title: string, lines: string[]): Card => ({
  key: 'answer',
  tone: 'plain',
  title,
  summary: lines.join(' '),
  blocks: lines.map((line) => ({ kind: 'text', line: [line] })),
  actions: [],
});

export const tooLong = said('This form cannot be opened here', [
  'Its name is too long for Discord. Use the web page or the command line.',
]);

const keyOf = (user: string, { press }: Action): string => `draft:${user}:${press.verb}:${press.id}`;

const buttonsTo = (action: Action, step: number, label: string): Button[] => {
  const id = stepId(action, step);
  return id === null ? [] : [button(label, id, 'primary')];
};

/** Opens a step of a form. A form that is begun anew starts empty. */
export async function openForm(
  directory: Directory,
  user: string,
  { action, step }: { action: Action; step: number },
): Promise<Reply> {
  const key = keyOf(user, action);
  const before = step === 0 ? {} : (((await directory.recall(key)) as Record<string, string> | null) ?? {});
  const modal = askModal(action, Math.min(step % 10, stepsOf(action) - 1), before);
  if (modal === null) return { card: tooLong };
  const late = {
    ...said(action.label, ['This took longer than Discord waits for a form.']),
    actions: [action],
  };
  return { modal, late };
}

/** Keeps what was filled in so far; a reply when more is to be asked. */
export async function fillForm(
  directory: Directory,
  user: string,
  filled: { action: Action; step: number; values: Record<string, string> },
): Promise<{ values: Record<string, string> } | { reply: Reply }> {
  const { action, step, values } = filled;
  const steps = stepsOf(action);
  const key = keyOf(user, action);
  if (steps === 1) return { values };
  const before = step === 0 ? {} : (((await directory.recall(key)) as Record<string, string> | null) ?? {});
  const all = { ...before, ...values };
  await directory.remember(key, all);
  if (step + 1 >= steps) return { values: all };
  const card = said(`${action.form?.title ?? action.label}: ${step + 1} of ${steps}`, [
    'What you wrote is kept. Continue with the next part.',
  ]);
  return { reply: { card, buttons: buttonsTo(action, step + 1, 'Continue') } };
}

/** What is wrong with which field, and a way back to it. */
export function correctForm(action: Action, errors: NonNullable<Answer['errors']>): Reply {
  const fields = action.form?.fields ?? [];
  const lines = Object.entries(errors).map(([name, problem]) =>
    `${fields.find((field) => field.name === name)?.label ?? name}: ${problem}.`.replace(/([.?!])\.$/, '$1'),
  );
  const step = Math.max(
    0,
    ...Object.keys(errors)
      .slice(0, 1)
      .map((name) => stepWith(action, name)),
  );
  return { card: said('Nothing was changed', lines), buttons: buttonsTo(action, step, 'Correct it') };
}
