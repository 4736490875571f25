/** Forms over several modals, and what people typed into them: nothing has to be typed again. */
import type { Action, Card, Press } from '../../cards/card.ts';
import { filledIn, hasWords } from '../../cards/form-card.ts';
import { sentences } from '../../words/list.ts';
import { t } from '../../words/t.ts';
import type { Drafts } from '../chat/drafts.ts';
import type { Answer } from '../contract.ts';
import { type Button, button } from './render/actions.ts';
import { askModal, fieldsAt, type Step, stepId, stepsOf, stepWith } from './render/modal.ts';
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

const buttonTo = (press: Press, step: Step, label: string): Button[] => {
  const id = stepId(press, step);
  return id === null ? [] : [button(label, id, 'primary')];
};

/** A form at one of its steps, and who fills it in. */
export interface Filling {
  drafts: Drafts;
  user: string;
  action: Action;
  at: Step;
}

/** Opens a step of a form, with what was typed before. */
export async function openForm({ drafts, user, action, at }: Filling): Promise<Reply> {
  const step = { ...at, step: Math.min(at.step, stepsOf(action) - 1) };
  const modal = askModal(filledIn(action, await drafts.of(user, action.press)), step);
  if (modal === null) return { card: tooLong() };
  const card = said(action.label, [t('This took longer than Discord waits for a form.')]);
  return { modal, late: { card, buttons: buttonTo(action.press, step, `${action.label}…`) } };
}

/** All that was filled in; a reply when more is to be asked, and then it is kept. */
export async function fillForm(
  { drafts, user, action, at }: Filling,
  given: Values,
): Promise<{ values: Values } | { reply: Reply }> {
  // What was emptied stays empty, whatever stood there before.
  const emptied = Object.fromEntries(fieldsAt(action, at.step).map(({ name }) => [name, '']));
  const before = { ...(await drafts.of(user, action.press)), ...emptied };
  const values = { ...before, ...given };
  if (at.correcting || at.step + 1 >= stepsOf(action)) return { values };
  await drafts.keep(user, action.press, values);
  const part = { title: action.form?.title ?? action.label, step: at.step + 1, steps: stepsOf(action) };
  const card = said(t('{title}: {step} of {steps}', part), [
    t('What you wrote is kept. Continue with the next part.'),
  ]);
  const next = { step: at.step + 1, correcting: false };
  return { reply: { card, buttons: buttonTo(action.press, next, t('Continue')) } };
}

/** What a form came to: what was not done is kept, and a button leads back to it. */
export async function afterForm(
  { drafts, user, action, at }: Filling,
  { card, outcome, errors = {} }: Answer,
  values: Values,
): Promise<Reply> {
  const { press } = action;
  if (outcome !== 'refused' && outcome !== 'failed') {
    await drafts.forget(user, press);
    return { card };
  }
  await drafts.keep(user, press, values);
  const wrong = Object.entries(errors);
  if (wrong.length > 0) return correctForm(action, wrong);
  return hasWords(action, values) ? backToForm(press, at, card) : { card };
}

/** Beside an answer: the form once more, as it was left. */
export const backToForm = (press: Press, at: Step, card: Card): Reply => ({
  card,
  buttons: buttonTo(press, at, t('Back to the form')),
});

/** What is wrong with which field, and a way back to the first of them. */
export function correctForm(action: Action, wrong: [field: string, problem: string][]): Reply {
  const fields = action.form?.fields ?? [];
  const lines = wrong.map(([name, problem]) =>
    t('{label}: {problem}.', {
      label: fields.find((field) => field.name === name)?.label ?? name,
      problem: problem.replace(/[.。]$/, ''),
    }).replace(/([?!？！])[.。]$/, '$1'),
  );
  const steps = wrong.map(([name]) => stepWith(action, name));
  const first = { step: Math.min(...steps), correcting: true };
  return {
    card: said(t('Nothing was changed'), lines),
    buttons: buttonTo(action.press, first, t('Correct it')),
  };
}
