/** A modal as somebody fills it in: a long form comes in several, with a button to go on between them. */
import type { Modal, Reply } from '../chat.ts';
import { readComponents } from './readable.ts';
import type { Json } from './world.ts';

export interface View {
  custom_id: string;
  title: string;
  components: Json[];
}

interface Input {
  custom_id: string;
  type: number;
  required?: boolean;
  value?: string;
  max_length?: number;
  options?: { value: string; default?: boolean }[];
}

interface Field {
  name: string;
  label: string;
}

export interface Form extends Modal {
  /** One modal of a form, and nothing after it. */
  submitStep(values?: Record<string, string>): Promise<Reply>;
}

export function createForm(
  view: View,
  { by, send }: { by: string; send: (data: Json) => Promise<Reply> },
): Form {
  const inputs = view.components
    .filter(({ type }) => type === 18)
    .map(({ label, description, component }) => ({
      // What does not fit into a label is repeated in full below it.
      label: String(description ?? label),
      ...(component as Input),
    }));

  function filled(input: (typeof inputs)[number], given: string | undefined): Json {
    const { custom_id, type, required = true, options, max_length = 4000 } = input;
    const value = given ?? input.value ?? options?.find((option) => option.default)?.value ?? '';
    if (value === '' && required) throw new Error(`${custom_id} must be filled in`);
    if (value.length > max_length) throw new Error(`${custom_id} takes ${max_length} characters`);
    if (type !== 3) return { type: 18, component: { type, custom_id, value } };
    if (value !== '' && !options!.some((option) => option.value === value))
      throw new Error(`${custom_id} has no option ${value}`);
    return { type: 18, component: { type, custom_id, values: value === '' ? [] : [value] } };
  }

  const form: Form = {
    title: view.title,
    text: readComponents(view.components).text,
    fields: inputs.map(({ custom_id, label }) => ({ name: custom_id, label })),
    submitStep: (values = {}) =>
      send({
        custom_id: view.custom_id,
        components: inputs.map((input) => filled(input, values[input.custom_id])),
      }),
    async submit(values = {}) {
      const fields: Field[] = [];
      for (let step = form; ; ) {
        fields.push(...step.fields);
        const reply = await step.submitStep(values);
        const card = await reply.card();
        if (!card.buttons().includes('Continue'))
          return { ...reply, problems: async () => problemsIn(card.plainText(), fields) };
        // Every modal of this emulator is made here.
        step = (await (await card.press('Continue', { by })).modal()) as Form;
      }
    },
  };
  return form;
}

/** `Label: what is wrong.` on a line of its own. */
function problemsIn(text: string, fields: Field[]): Record<string, string> {
  const lines = text.split('\n');
  return Object.fromEntries(
    fields.flatMap(({ name, label }) => {
      const line = lines.find((one) => one.startsWith(`${label}: `));
      return line ? [[name, line.slice(label.length + 2)]] : [];
    }),
  );
}
