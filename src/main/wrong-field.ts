/** What is wrong with a field of a form, in words for whoever filled it in. */
import { capital } from '../cards/words.ts';
import type { Enrolled } from '../commands/contract.ts';
import type { Issue } from '../config/say-issue.ts';
import type { Fault } from '../lib/fault.ts';
import { t } from '../words/t.ts';

export const wrong = (field: string, problem: string): Enrolled => ({ errors: { [field]: problem } });

/** What configuration's own rules found: they say it themselves, but for what zod says by itself. */
export function sayIssue(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return capital(t('must not be empty'));
    case 'too_big':
      return capital(t('must have at most {most} characters', { most: Number(issue.maximum) }));
    case 'invalid_value':
      return t('Choose one of {choices}', { choices: issue.values.map(String).join(t(', ')) });
    default:
      return capital(issue.message);
  }
}

/** What a store refused. Its own sentence is for whoever runs it: it may name folders and settings. */
export function storeMistake(
  { code }: Fault,
  { store, predictions }: { store: string; predictions: string },
): Enrolled {
  switch (code) {
    case 'table_missing':
      return wrong(
        'predictions',
        t('{store} has no table or file {predictions}; look at its spelling', { store, predictions }),
      );
    case 'not_allowed':
      return wrong(
        'predictions',
        t('{store} may not read {predictions}; ask whoever runs Steward to allow it', { store, predictions }),
      );
    case 'wrong_type':
      return wrong(
        'time',
        t('This column does not hold times that {store} can read; name another', { store }),
      );
    case 'store_timeout':
      return wrong('store', t('{store} did not answer in time; send the form again', { store }));
    default:
      return wrong(
        'store',
        t('{store} could not be read; send the form again later, or ask whoever runs Steward', { store }),
      );
  }
}
