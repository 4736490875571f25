/** What Discord refuses: shapes by its own OpenAPI description, and what its documents say beside it. */
import {
  ApplicationCommandUpdateRequestSchema,
  IncomingWebhookUpdateRequestPartialSchema,
  MessageCreateRequestSchema,
  MessageEditRequestPartialSchema,
  ModalInteractionCallbackRequestDataSchema,
} from 'discord-api-spec/zod';

type Json = Record<string, unknown>;

export const schemas = {
  create: MessageCreateRequestSchema,
  edit: MessageEditRequestPartialSchema,
  webhook: IncomingWebhookUpdateRequestPartialSchema,
  modal: ModalInteractionCallbackRequestDataSchema,
  command: ApplicationCommandUpdateRequestSchema,
};

/** Every component, at whatever depth. */
export function componentsIn(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(componentsIn);
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Json;
  return [
    node,
    ...componentsIn(node.components),
    ...componentsIn(node.component),
    ...componentsIn(node.accessory),
  ];
}

function byShape(kind: keyof typeof schemas, body: Json): string[] {
  const issues = schemas[kind].safeParse(body).error?.issues ?? [];
  return issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

/** @param files names of the files that came along */
export function wrongMessage(kind: 'create' | 'edit' | 'webhook', body: Json, files: string[]): string[] {
  const wrong = byShape(kind, body);
  const all = componentsIn(body.components);
  const v2 = (Number(body.flags ?? 0) & (1 << 15)) !== 0;
  if (!v2 && all.some(({ type }) => Number(type) >= 9))
    wrong.push('components of version 2 without their flag');
  if (v2 && (body.content || (body.embeds as unknown[])?.length))
    wrong.push('content or embeds beside components of version 2');
  if (v2 && all.length === 0) wrong.push('an empty message');
  if (all.length > 40) wrong.push(`${all.length} components`);
  const texts = all.filter(({ type }) => type === 10).map(({ content }) => String(content));
  if (texts.join('').length > 4000) wrong.push(`${texts.join('').length} characters of text`);
  if (texts.some((text) => text.trim() === '')) wrong.push('an empty text');
  const ids = all.flatMap(({ custom_id }) => (custom_id === undefined ? [] : [String(custom_id)]));
  if (new Set(ids).size < ids.length) wrong.push('a custom_id twice');
  for (const one of all) {
    if (one.type === 2 && !one.label) wrong.push('a button without a label');
    if (one.type === 2 && one.style !== 5 && !one.custom_id) wrong.push('a button without an id');
    if (one.type === 1) {
      const inside = one.components as Json[];
      const selects = inside.filter(({ type }) => type === 3).length;
      if (selects > 1 || (selects === 1 && inside.length > 1)) wrong.push('a menu beside others in a row');
    }
    if (one.type === 3) {
      const values = (one.options as Json[]).map(({ value }) => value);
      if (new Set(values).size < values.length) wrong.push('an option twice');
    }
    if (one.type === 12) {
      for (const { media, description } of one.items as { media: { url: string }; description?: string }[]) {
        if (!description) wrong.push('a picture without a description');
        if (String(description).length > 1024) wrong.push('a description that is too long');
        if (!files.includes(media.url.replace('attachment://', ''))) wrong.push(`no file for ${media.url}`);
      }
    }
  }
  for (const file of files)
    if (!JSON.stringify(body.components ?? '').includes(`attachment://${file}`))
      wrong.push(`${file} is shown nowhere`);
  const allowed = body.allowed_mentions as { parse?: unknown[]; roles?: unknown[] } | undefined;
  if (allowed?.parse?.length !== 0) wrong.push('mentions are not restricted');
  return wrong;
}

export function wrongModal(body: Json): string[] {
  const wrong = byShape('modal', body);
  const top = body.components as Json[];
  if (top.length > 5) wrong.push(`${top.length} parts in a modal`);
  return wrong;
}

export function wrongCommands(body: Json[]): string[] {
  return body.flatMap((one) => {
    const wrong = byShape('command', one);
    const names = (list: Json[] = []): void => {
      for (const option of list) {
        if (
          !/^[-_\p{L}\p{N}]{1,32}$/u.test(String(option.name)) ||
          String(option.name) !== String(option.name).toLowerCase()
        )
          wrong.push(`the name ${option.name}`);
        if (!option.description || String(option.description).length > 100)
          wrong.push(`the description of ${option.name}`);
        names(option.options as Json[]);
      }
      if (list.length > 25) wrong.push('more than 25 options');
      const required = list.map(({ required: needed }) => needed === true);
      if (
        required.includes(true) &&
        required.lastIndexOf(true) > required.indexOf(false) &&
        required.includes(false)
      )
        wrong.push('a required option after an optional one');
      if (new Set(list.map(({ name }) => name)).size < list.length) wrong.push('two options of one name');
    };
    names([one]);
    if (charactersIn(one) > 8000) wrong.push('over 8000 characters in all');
    return wrong;
  });
}

/** https://docs.discord.com/developers/interactions/application-commands: names, descriptions and values together. */
function charactersIn(one: Json): number {
  const own = ['name', 'description', 'value'].map((key) => String(one[key] ?? '').length);
  const inside = [...((one.options as Json[]) ?? []), ...((one.choices as Json[]) ?? [])].map(charactersIn);
  return [...own, ...inside].reduce((sum, length) => sum + length, 0);
}
