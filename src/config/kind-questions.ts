// What a kind of backend asks of whoever connects it, read from its own schema.
import { z } from 'zod';
import { wayShape } from '../backends/outbound/settings.ts';
import { err, ok, type Result } from '../lib/result.ts';
import type { Kinds } from './configuration.ts';
import { kindEntry } from './kind-entry.ts';
import { sayIssues } from './say-issue.ts';
import { parseYaml, type YamlFile } from './yaml-file.ts';

type Kind = Kinds['backends'][number];

export interface Question {
  /** Of the setting, as YAML has it. */
  name: string;
  about: string;
  required: boolean;
  /** What counts when nothing is written; null: the setting is left out. */
  initial: unknown;
  choices: string[] | null;
  /** Written as it is; everything else as a value of YAML: `[a, b]`, `{ churn: prod.churn }`, `true`. */
  text: boolean;
  /** How a server is reached, which hardly anybody has to say. */
  seldom: boolean;
}

interface Property {
  type?: string;
  anyOf?: { type?: string }[];
  description?: string;
  default?: unknown;
  enum?: unknown[];
}

/** In the order in which the schema has them. */
export function questionsOf({ config }: Kind): Question[] {
  const schema = z.toJSONSchema(config, { io: 'input', unrepresentable: 'any' });
  const { required = [] } = schema;
  return Object.entries((schema.properties ?? {}) as Record<string, Property>).map(([name, property]) => ({
    name,
    about: property.description ?? '',
    required: required.includes(name),
    initial: property.default ?? null,
    choices: property.enum?.map(String) ?? null,
    text: [property, ...(property.anyOf ?? [])].some(({ type }) => type === 'string'),
    seldom: name in wayShape,
  }));
}

/** What was typed as the setting that YAML holds, or in a sentence why it cannot be one. */
export function answerTo({ config }: Kind, question: Question, typed: string): Result<unknown, string> {
  const { name, text } = question;
  const read = text ? { value: typed } : parsed(typed);
  if (read === null) return err('is no value as YAML writes it: [a, b], { churn: prod.churn }, true, 12');
  const { value } = read;
  const field = config instanceof z.ZodObject ? (config.shape[name] as z.ZodType | undefined) : undefined;
  const checked = field?.safeParse(value);
  if (checked?.success !== false) return ok(value);
  const [first] = sayIssues(checked.error.issues, {
    yaml: spoken({ [name]: value }),
    at: [name],
    title: name,
  });
  return err(first?.message ?? 'cannot be read');
}

/** What is wrong with the settings as a whole; nothing, when an entry with them can be applied. */
export function mistakesIn(kind: Kind, id: string, settings: Record<string, unknown>): string[] {
  const value = { id, kind: kind.id, ...settings };
  const read = kindEntry([kind]).safeParse(value);
  if (read.success) return [];
  const told = sayIssues(read.error.issues, { yaml: spoken(value), at: [], title: '' });
  return told.map(
    ({ path, message }) => `${path.replace(/^\./, '')}${path === '' || path === '.' ? '' : ': '}${message}`,
  );
}

function parsed(typed: string): { value: unknown } | null {
  const { yaml } = parseYaml('', Buffer.from(`value: ${typed}`));
  const { value } = (yaml?.value ?? {}) as { value?: unknown };
  return yaml === null || value === undefined ? null : { value };
}

/** What was said and lies in no file. */
const spoken = (value: Record<string, unknown>): YamlFile => ({
  file: '',
  value,
  place: () => ({ line: 1, column: 1 }),
  has: (path) => path.reduce<unknown>((at, step) => (at as never)?.[step], value) !== undefined,
});
