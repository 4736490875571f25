/** Forms over several modals, and what people typed into them: nothing has to be typed again. */
import type { Action, Card } from '../../cards/card.ts';
import type { Answer, Directory } from '../contract.ts';
import { type Button, button } from './render/actions.ts';
import { askModal, type Step, stepId, stepsOf, stepWith } from './render/modal.ts';
import type { Reply } from './replies.ts';

type Values = Record<string, string>;

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

const buttonsTo = (action: Action, step: Step, label: string): Button[] => {
  const id = stepId(action, step);
  return id === null ? [] : [button(label, id, 'primary')];
};

/** What was filled in so far; a form that is begun anew starts empty. */
async function draftOf(directory: Directory, key: string, { step, correcting }: Step): Promise<Values> {
  if (step === 0 && !correcting) return {};
  return ((await directory.recall(key)) as Values | null) ?? {};
}

/** Opens a step of a form. */
export async function openForm(
  directory: Directory,
  user: string,
  { action, at }: { action: Action; at: Step },
): Promise<Reply> {
  const before = await draftOf(directory, keyOf(user, action), at);
  const modal = askModal(action, { ...at, step: Math.min(at.step, stepsOf(action) - 1) }, before);
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
  filled: { action: Action; at: Step; values: Values },
): Promise<{ values: Values } | { reply: Reply }> {
  const { action, at } = filled;
  const key = keyOf(user, action);
  const values = { ...(await draftOf(directory, key, at)), ...filled.values };
  await directory.remember(key, values);
  if (at.correcting || at.step + 1 >= stepsOf(action)) return { values };
  const card = said(`${action.form?.title ?? action.label}: ${at.step + 1} of ${stepsOf(action)}`, [
    'What you wrote is kept. Continue with the next part.',
  ]);
  const next = { step: at.step + 1, correcting: false };
  return { reply: { card, buttons: buttonsTo(action, next, 'Continue') } };
}

/** What is wrong with which field, and a way back to the first of them. */
export function correctForm(action: Action, errors: NonNullable<Answer['errors']>): Reply {
  const fields = action.form?.fields ?? [];
  const lines = Object.entries(errors).map(([name, problem]) =>
    `${fields.find((field) => field.name === name)?.label ?? name}: ${problem}.`.replace(/([.?!])\.$/, '$1'),
  );
  const steps = Object.keys(errors).map((name) => stepWith(action, name));
  const first = { step: Math.min(...steps), correcting: true };
  return { card: said('Nothing was changed', lines), buttons: buttonsTo(action, first, 'Correct it') };
}
