import type { RunId } from '../domain/ids.ts';
import { message, t } from '../words/t.ts';
import { defineCommand } from './contract.ts';
import { settle } from './settle.ts';

export const found = defineCommand({
  verb: 'found',
  usage: 'found R-4821 RUN',
  does: message('names the run of a start that was not answered'),
  group: null,
  run(asked, context) {
    const run = (asked.values.run ?? asked.rest[0] ?? '').trim();
    return settle(asked, context, {
      command: run ? { type: 'found', run: run as RunId } : null,
      says: (name) => t('{name}: run {run} is followed from now on.', { name, run }),
      missing: t('Please name the run.'),
    });
  },
});
