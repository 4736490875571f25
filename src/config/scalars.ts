// The words and numbers that configuration is made of. Inputs are what people write, outputs what the domain uses.
import { z } from 'zod';
import { namePattern } from '../domain/ids.ts';
import { isCron } from '../engine/cron.ts';
import { closest } from '../lib/closest.ts';
import { day, type Instant, parseDuration, parseInstant, type Window } from '../lib/time.ts';
import { t } from '../words/t.ts';

/** An object that refuses keys it does not know, one sentence per key and line, with the nearest known one. */
export const entry = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? (issue.keys as string[]).map((key) => unknownKey(key, Object.keys(shape))).join('\n')
        : undefined,
  });

export function unknownKey(key: string, known: readonly string[]): string {
  const near = closest(key, known);
  return `unknown key ${JSON.stringify(key.slice(0, 60))}; ${near === null ? `known are ${known.join(', ')}` : `did you mean ${near}?`}`;
}

// What a form of a chat may run into is said by `t`: in the language of its channel, and in English where files are read.

/** A name that people chose, branded by whoever uses it. */
export const name = <Id extends string>() =>
  z
    .string()
    .regex(namePattern, {
      error: () =>
        t(
          'must be lower-case letters, digits, ".", "_" or "-" (at most 64, starting and ending with a letter or digit)',
        ),
    })
    .transform((text) => text as Id);

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused; Postgres cannot store \0.
const control = /[\u0000-\u0008\u000b-\u001f\u007f]/;

/** One line or more of text, without control characters. */
export const text = (longest = 200) =>
  z
    .string()
    .min(1, { error: () => t('must not be empty') })
    .max(longest, { error: () => t('must have at most {most} characters', { most: longest }) })
    .refine((value) => !control.test(value), 'must not hold control characters');

const longestMs = 3660 * day;

/** A duration as milliseconds: `7d`, `1d12h`. */
export const duration = (shortestMs = 1) =>
  z
    .string()
    .max(40)
    .transform((written, context): number => {
      const ms = parseDuration(written);
      if (ms === null) return refuse(context, `is no duration; write for example 90s, 6h, 7d or 1d12h`);
      if (ms < shortestMs) {
        const least = shortestMs > 1 ? `at least ${writeDuration(shortestMs)}` : 'longer than nothing';
        return refuse(context, `must be ${least}`);
      }
      if (ms > longestMs) return refuse(context, 'must be at most ten years');
      return Math.round(ms);
    })
    .describe('A duration: 90s, 15m, 6h, 7d, 2w or a sum like 1d12h');

/** `2018-01-01..2019-01-01`, half-open, UTC. */
export const span = z
  .string()
  .max(80)
  .transform((written, context): Window => {
    const [from, to, more] = written.split('..').map(parseInstant) as (Instant | null | undefined)[];
    if (from == null || to == null || more !== undefined) {
      return refuse(context, 'must be two dates with ".." between them, as in 2018-01-01..2019-01-01');
    }
    return from < to ? { from, to } : refuse(context, 'must end after it begins');
  })
  .describe('From (included) to (excluded), UTC: 2018-01-01..2019-01-01');

export const cron = z
  .string()
  .max(100)
  .refine(
    (written) => isCron(written),
    'is no schedule; write five cron fields, as in "0 6 * * *" (every day at 06:00 UTC)',
  )
  .describe('Cron expression with five fields, UTC');

/** Ends a transform with a mistake. */
export function refuse(context: z.core.$RefinementCtx, message: string): never {
  context.issues.push({ code: 'custom', message, input: context.value });
  return z.NEVER;
}

/** A list without doubles; says which one is doubled. */
export const unique = <Item extends z.ZodType>(
  item: Item,
  named = (value: z.output<Item>) => String(value),
) =>
  z.array(item).superRefine((values, context) => {
    const seen = new Set<string>();
    for (const [index, value] of values.entries()) {
      if (seen.has(named(value))) {
        context.addIssue({ code: 'custom', path: [index], message: `${named(value)} is listed twice` });
      }
      seen.add(named(value));
    }
  });

/** The inverse of `duration`. */
export function writeDuration(ms: number): string {
  const units = [
    ['d', day],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
    ['ms', 1],
  ] as const;
  let rest = ms;
  let written = '';
  for (const [unit, size] of units) {
    if (rest >= size) {
      written += `${Math.floor(rest / size)}${unit}`;
      rest %= size;
    }
  }
  return written === '' ? '0s' : written;
}

/** The inverse of `span`. */
export const writeSpan = ({ from, to }: Window): string => `${writeInstant(from)}..${writeInstant(to)}`;

const writeInstant = (at: Instant): string => {
  const iso = new Date(at).toISOString();
  return at % day === 0 ? iso.slice(0, 10) : iso;
};
