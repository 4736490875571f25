/** Buttons. What must be asked first opens a form; Slack's own dialog asks a plain yes or no. */
import type { Action, Card } from '../../../cards/card.ts';
import { t } from '../../../words/t.ts';
import { clip } from '../../chat/words.ts';
import { encodePress, pressFits } from '../../press-token.ts';
import { plainText } from './plain.ts';

const mostButtons = 20;
const mostInMenu = 5;
/** Slack's sources name 75 and 150 characters for an option's value; the smaller holds in both. */
const longestOption = 75;

/** Pressed at once, or asked about first. The same in a button's id as before an option's value. */
export const now = '!';
export const ask = '?';

const confirmOf = ({ confirm, style }: Action) =>
  confirm && {
    confirm: {
      title: plainText(confirm.title, 100),
      text: plainText(confirm.text, 300),
      confirm: plainText(confirm.yes, 30),
      deny: plainText(confirm.no, 30),
      ...(style !== 'default' && { style }),
    },
  };

const button = (action: Action, { index, title }: { index: number; title: string }): object => ({
  type: 'button',
  action_id: `${action.form ? ask : now}${index}`,
  text: plainText(action.form ? `${clip(action.label, 70)}…` : action.label, 75),
  value: encodePress(action.press),
  accessibility_label: clip(`${action.label}, ${title}`, 75),
  ...(action.style !== 'default' && { style: action.style }),
  ...(action.form ? undefined : confirmOf(action)),
});

const optionOf = (action: Action) => ({
  text: plainText(action.form || action.confirm ? `${clip(action.label, 70)}…` : action.label, 75),
  value: `${action.form || action.confirm ? ask : now}${encodePress(action.press)}`,
});

/** One row: what acts as buttons, what is minor behind ⋯. A press that cannot be carried is left out. */
export function actionsBlock({ actions, title, picks }: Card): object | null {
  const fitting = actions.filter(({ press }) => pressFits(press));
  const minor = fitting.filter((action) => action.minor && optionOf(action).value.length <= longestOption);
  const inMenu = minor.length > 1 ? minor.slice(0, mostInMenu) : [];
  const buttons = fitting.filter((action) => !inMenu.includes(action)).slice(0, mostButtons);
  const picker = {
    type: 'external_select',
    action_id: 'pick',
    placeholder: plainText(t('Pick a model'), 150),
    min_query_length: 0,
  };
  const elements = [
    ...(picks ? [picker] : []),
    ...buttons.map((action, index) => button(action, { index, title })),
    ...(inMenu.length > 0 ? [{ type: 'overflow', action_id: 'more', options: inMenu.map(optionOf) }] : []),
  ];
  return elements.length > 0 ? { type: 'actions', elements } : null;
}
