/** What Discord delivers, read at the door: only the fields that are used, whatever else is there. */
import { z } from 'zod';
import type { Typed } from './commands.ts';

const id = z.string().regex(/^\d{1,25}$/);
const user = z.looseObject({
  id,
  username: z.string().default(''),
  global_name: z.string().nullish(),
  bot: z.boolean().nullish(),
});

const typed: z.ZodType<Typed> = z.lazy(() =>
  z.looseObject({
    name: z.string(),
    value: z.union([z.string(), z.number(), z.boolean()]).optional(),
    focused: z.boolean().optional(),
    options: z.array(typed).optional(),
  }),
);

const Field: z.ZodType<ModalPart> = z.lazy(() =>
  z.looseObject({
    custom_id: z.string().optional(),
    value: z.string().nullish(),
    values: z.array(z.string()).nullish(),
    component: Field.optional(),
    components: z.array(Field).optional(),
  }),
);

export interface ModalPart {
  custom_id?: string | undefined;
  value?: string | null | undefined;
  values?: string[] | null | undefined;
  component?: ModalPart | undefined;
  components?: ModalPart[] | undefined;
}

export const Interaction = z.looseObject({
  id,
  application_id: id,
  type: z.number(),
  token: z.string().min(1).max(1000),
  guild_id: id.nullish(),
  channel_id: id.nullish(),
  channel: z.looseObject({ id, name: z.string().nullish() }).nullish(),
  member: z
    .looseObject({
      user,
      nick: z.string().nullish(),
      roles: z.array(id).default([]),
      pending: z.boolean().nullish(),
    })
    .nullish(),
  user: user.nullish(),
  message: z.looseObject({ id, flags: z.number().nullish() }).nullish(),
  data: z
    .looseObject({
      name: z.string().optional(),
      options: z.array(typed).optional(),
      custom_id: z.string().optional(),
      values: z.array(z.string()).optional(),
      components: z.array(Field).optional(),
    })
    .nullish(),
});
export type Interaction = z.infer<typeof Interaction>;

export const kinds = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;

/** What people filled in, by field name. */
export function readValues(parts: ModalPart[] = []): Record<string, string> {
  const found: Record<string, string> = {};
  for (const part of parts) {
    if (part.component) Object.assign(found, readValues([part.component]));
    if (part.components) Object.assign(found, readValues(part.components));
    const value = part.values?.[0] ?? part.value;
    if (part.custom_id !== undefined && typeof value === 'string' && value !== '')
      found[part.custom_id] = value;
  }
  return found;
}
