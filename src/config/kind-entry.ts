// A store or backend in YAML: id, kind, and next to them what its kind asks for.
import { z } from 'zod';
import { closest } from '../lib/closest.ts';
import { name, unknownKey } from './scalars.ts';

interface Kind {
  id: string;
  config: z.ZodType;
}

/** Reads `{ id, kind, …config }`; the settings stay as they were written, after the kind's own schema has agreed. */
export const kindEntry = <Id extends string>(kinds: readonly Kind[]) =>
  z.looseObject({ id: name<Id>(), kind: z.string() }).transform(({ id, kind, ...config }, context) => {
    const known = kinds.find((one) => one.id === kind);
    if (!known) {
      const ids = kinds.map((one) => one.id);
      context.issues.push({ code: 'custom', path: ['kind'], input: kind, message: noKind(kind, ids) });
      return z.NEVER;
    }
    const shape = known.config instanceof z.ZodObject ? Object.keys(known.config.shape) : null;
    // An unknown setting is a mistake even where the adapter itself would ignore it.
    const schema = known.config instanceof z.ZodObject ? known.config.strict() : known.config;
    const read = schema.safeParse(config);
    if (read.success) return { id, kind, config: config as unknown };
    for (const issue of read.error.issues) {
      const message =
        issue.code === 'unrecognized_keys' && issue.path.length === 0 && shape !== null
          ? issue.keys.map((key) => unknownKey(key, ['id', 'kind', ...shape])).join('\n')
          : issue.message;
      context.issues.push({ ...issue, message, input: config } as z.core.$ZodRawIssue);
    }
    return z.NEVER;
  });

const noKind = (kind: string, ids: string[]): string => {
  const near = closest(kind, ids);
  return `there is no kind ${JSON.stringify(kind.slice(0, 60))}; ${near ? `did you mean ${near}?` : `known are ${ids.join(', ')}`}`;
};

/** The same for editors, where every kind is an object. */
export const kindChoice = (kinds: readonly Kind[]): z.ZodType => {
  const choices = kinds.map((kind): z.ZodType => {
    const own = { id: name(), kind: z.literal(kind.id) };
    return kind.config instanceof z.ZodObject
      ? z.strictObject({ ...own, ...kind.config.shape })
      : z.looseObject(own);
  });
  return choices.length > 0 ? z.union(choices) : z.never();
};
