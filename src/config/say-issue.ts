// What zod found, as sentences for people who write YAML.
import type { z } from 'zod';
import { closest } from '../lib/closest.ts';
import type { Mistake } from './configuration.ts';
import type { Path, YamlFile } from './yaml-file.ts';

export type Issue = z.core.$ZodIssue;

/** Mistakes of one entry, `at` being its own path in the file. `title` names it: `models.churn`. */
export function sayIssues(
  issues: readonly Issue[],
  { yaml, at, title }: { yaml: YamlFile; at: Path; title: string },
): Mistake[] {
  return issues
    .flatMap((issue) => flatten(issue))
    .flatMap((issue) => {
      const path = [...at, ...(issue.path as (string | number)[])];
      const named = [title, ...issue.path.map(String)].join('.');
      if (issue.code === 'unrecognized_keys') {
        const sentences = issue.message.split('\n');
        return issue.keys.map((key, index) => ({
          file: yaml.file,
          ...yaml.place(path, key),
          path: named,
          message:
            sentences.length === issue.keys.length
              ? sentences[index]!
              : `unknown key ${JSON.stringify(key.slice(0, 60))}`,
        }));
      }
      return [{ file: yaml.file, ...yaml.place(path), path: named, message: sentence(issue, yaml, path) }];
    });
}

/** Of a choice, what is wrong with the alternative that comes nearest: one whose type fits. */
function flatten(issue: Issue): Issue[] {
  if (issue.code === 'invalid_key') return [{ ...issue, message: String(issue.path.at(-1)) } as Issue];
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const fitting = issue.errors.find(
    (errors) => !errors.some((error) => error.code === 'invalid_type' && error.path.length === 0),
  );
  if (!fitting) return [issue];
  return fitting.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] } as Issue));
}

const nouns: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys to values',
  record: 'a mapping of keys to values',
  null: 'empty',
};

function sentence(issue: Issue, yaml: YamlFile, path: Path): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.message !== '' && !issue.message.startsWith('Invalid input')) return issue.message;
      return yaml.has(path)
        ? `must be ${nouns[issue.expected] ?? issue.expected}`
        : `is missing; it must be ${nouns[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return oneOf(issue.values.map(String), yaml, path);
    case 'invalid_union': {
      const options = (issue as { options?: unknown[] }).options;
      return options
        ? oneOf(options.map(String), yaml, path)
        : yaml.has(path)
          ? 'must be written in another way'
          : 'is missing';
    }
    case 'invalid_key': {
      const values = issue.issues.flatMap((inner) =>
        inner.code === 'invalid_value' ? inner.values.map(String) : [],
      );
      return `${issue.message} is not known here; ${meant(issue.message, values)}`;
    }
    case 'too_small':
      if (issue.message.startsWith('must')) return issue.message;
      return `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
    case 'too_big':
      if (issue.message.startsWith('must')) return issue.message;
      return issue.origin === 'string'
        ? `must have at most ${issue.maximum} characters`
        : `must be at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

function oneOf(values: string[], yaml: YamlFile, path: Path): string {
  if (!yaml.has(path)) return `is missing; it must be one of ${values.join(', ')}`;
  const given = path.reduce<unknown>(
    (value, step) => (value as Record<string, unknown> | undefined)?.[step],
    yaml.value,
  );
  return typeof given === 'string'
    ? `cannot be ${JSON.stringify(given.slice(0, 60))}; ${meant(given, values)}`
    : `must be one of ${values.join(', ')}`;
}

const meant = (given: string, values: string[]): string => {
  const near = closest(given, values);
  return near === null ? `it must be one of ${values.join(', ')}` : `did you mean ${near}?`;
};
