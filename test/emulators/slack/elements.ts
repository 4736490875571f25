/** Texts and interactive elements: what Slack refuses in them. */
export type Json = Record<string, unknown>;
export type Say = (problem: string) => void;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const size = (value: unknown): number => (typeof value === 'string' ? value.length : -1);

export function fields(block: Json, allowed: string[], required: string[], say: Say): void {
  for (const name of Object.keys(block))
    if (!['type', 'block_id', ...allowed].includes(name)) say(`unknown field ${name}`);
  for (const name of required)
    if (block[name] === undefined || block[name] === null) say(`missing required field: ${name}`);
}

export function text(
  value: unknown,
  { most, plain = false }: { most: number; plain?: boolean },
  say: Say,
): unknown {
  if (!isObject(value)) return say('a text object is needed');
  if (value.type !== 'plain_text' && value.type !== 'mrkdwn') return say(`unknown text type ${value.type}`);
  if (plain && value.type !== 'plain_text') say('must be plain_text');
  fields(value, value.type === 'plain_text' ? ['text', 'emoji'] : ['text', 'verbatim'], ['text'], say);
  if (size(value.text) < 1) say('must be more than 0 characters');
  if (size(value.text) > most) say(`must be less than ${most + 1} characters, not ${size(value.text)}`);
}

function confirm(value: unknown, say: Say): unknown {
  if (value === undefined) return;
  if (!isObject(value)) return say('confirm must be an object');
  fields(value, ['title', 'text', 'confirm', 'deny', 'style'], ['title', 'text', 'confirm', 'deny'], say);
  text(value.title, { most: 100, plain: true }, say);
  text(value.text, { most: 300 }, say);
  text(value.confirm, { most: 30, plain: true }, say);
  text(value.deny, { most: 30, plain: true }, say);
  if (value.style !== undefined && !['primary', 'danger'].includes(String(value.style)))
    say(`style ${value.style}`);
}

function options(value: unknown, most: number, say: Say): unknown {
  if (list(value).length < 1 || list(value).length > most)
    say(`${list(value).length} options; 1 to ${most} are allowed`);
  for (const option of list(value)) {
    if (!isObject(option)) return say('an option is no object');
    fields(option, ['text', 'value', 'description', 'url'], ['text', 'value'], say);
    text(option.text, { most: 75 }, say);
    if (size(option.value) < 1 || size(option.value) > 75)
      say(`an option value of ${size(option.value)} characters`);
  }
}

const elements: Record<string, (element: Json, say: Say) => unknown> = {
  button(element, say) {
    fields(
      element,
      ['text', 'action_id', 'url', 'value', 'style', 'confirm', 'accessibility_label'],
      ['text'],
      say,
    );
    text(element.text, { most: 75, plain: true }, say);
    if (size(element.value) > 2000) say('a value of over 2000 characters');
    if (element.style !== undefined && !['primary', 'danger'].includes(String(element.style)))
      say(`style ${element.style}`);
    if (size(element.accessibility_label) > 75) say('an accessibility_label of over 75 characters');
    confirm(element.confirm, say);
  },
  overflow(element, say) {
    fields(element, ['action_id', 'options', 'confirm'], ['options'], say);
    options(element.options, 5, say);
    confirm(element.confirm, say);
  },
  static_select(element, say) {
    fields(
      element,
      ['action_id', 'options', 'option_groups', 'initial_option', 'placeholder', 'confirm', 'focus_on_load'],
      ['options'],
      say,
    );
    options(element.options, 100, say);
    if (element.placeholder !== undefined) text(element.placeholder, { most: 150, plain: true }, say);
    if (element.initial_option !== undefined) {
      const initial = JSON.stringify(element.initial_option);
      if (!list(element.options).some((option) => JSON.stringify(option) === initial))
        say('initial_option is none of the options');
    }
  },
  external_select(element, say) {
    fields(
      element,
      ['action_id', 'initial_option', 'min_query_length', 'placeholder', 'confirm', 'focus_on_load'],
      [],
      say,
    );
    if (element.placeholder !== undefined) text(element.placeholder, { most: 150, plain: true }, say);
  },
  plain_text_input(element, say) {
    fields(
      element,
      ['action_id', 'initial_value', 'multiline', 'min_length', 'max_length', 'placeholder', 'focus_on_load'],
      [],
      say,
    );
    if (Number(element.max_length ?? 1) > 3000) say('a max_length of over 3000');
  },
};

export function element(value: unknown, allowed: string[], say: Say): unknown {
  if (!isObject(value)) return say('an element is no object');
  const type = String(value.type);
  if (!allowed.includes(type) || !elements[type]) return say(`unsupported element: ${type}`);
  if (size(value.action_id) > 255) say('an action_id of over 255 characters');
  elements[type](value, say);
}
