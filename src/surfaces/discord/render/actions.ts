/** Buttons and menus. What must be asked first says so by the beginning of its id. */
import type { Action, Card } from '../../../cards/card.ts';
import { t } from '../../../words/t.ts';
import { clip } from '../../chat/words.ts';
import { encodePress, maxTokenLength, pressFits } from '../../press-token.ts';

/** https://docs.discord.com/developers/components/reference */
const mostInRow = 5;
const mostButtons = 10;
const mostChoices = 25;
const longestLabel = 80;

export const ask = '?';
export const pickId = 'pick';
export const moreId = 'more';
export const keepId = 'keep';

const styles = { primary: 1, default: 2, danger: 4 } as const;

export interface Button {
  type: 2;
  style: number;
  label: string;
  custom_id: string;
}

interface Select {
  type: 3;
  custom_id: string;
  placeholder: string;
  options: { label: string; value: string }[];
}

export interface Row {
  type: 1;
  components: (Button | Select)[];
}

const asksFirst = ({ form, confirm }: Action): boolean => form !== undefined || confirm !== undefined;
const idOf = (action: Action): string => `${asksFirst(action) ? ask : ''}${encodePress(action.press)}`;
const labelOf = (action: Action, most: number): string => {
  const label = action.label.trim() || '–';
  return asksFirst(action) ? `${clip(label, most - 1)}…` : clip(label, most);
};

export const button = (label: string, custom_id: string, style: Action['style'] = 'default'): Button => ({
  type: 2,
  style: styles[style],
  label: clip(label.trim() || '–', longestLabel),
  custom_id,
});

const inRows = (buttons: Button[]): Row[] =>
  Array.from({ length: Math.ceil(buttons.length / mostInRow) }, (_, row) => ({
    type: 1,
    components: buttons.slice(row * mostInRow, (row + 1) * mostInRow),
  }));

/** What acts as buttons, what is minor in a menu. A press that cannot be carried is left out. */
export function rowsOf({ actions, picks }: Card, models: string[], others: Button[] = []): Row[] {
  const ids = new Set<string>();
  const fitting = actions.filter((action) => {
    if (!pressFits(action.press)) return false;
    const id = idOf(action);
    // Two buttons of one id would be refused, and would do the same.
    const fits = id.length <= maxTokenLength && !ids.has(id);
    ids.add(id);
    return fits;
  });
  const minor = fitting.filter((action) => action.minor);
  const inMenu = minor.length > 1 ? minor.slice(0, mostChoices) : [];
  const buttons = fitting
    .filter((action) => !inMenu.includes(action))
    .slice(0, mostButtons)
    .map((action) => ({ ...button(labelOf(action, longestLabel), idOf(action), action.style) }));
  const menu = (custom_id: string, placeholder: string, options: Select['options']): Row[] =>
    options.length === 0 ? [] : [{ type: 1, components: [{ type: 3, custom_id, placeholder, options }] }];
  const choices = [...new Set(models)].filter((id) => id.length <= 100).slice(0, mostChoices);
  return [
    ...(picks
      ? menu(
          pickId,
          t('Pick a model'),
          choices.map((id) => ({ label: id, value: id })),
        )
      : []),
    ...inRows([...buttons, ...others]),
    ...menu(
      moreId,
      '⋯',
      inMenu.map((action) => ({ label: labelOf(action, 100), value: idOf(action) })),
    ),
  ];
}
