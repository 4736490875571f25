import { message, t } from '../words/t.ts';
import { defineCommand } from './contract.ts';
import { settle } from './settle.ts';
import { reasonOf } from './written.ts';

export const absent = defineCommand({
  verb: 'absent',
  usage: 'absent R-4821 REASON',
  does: message('says that a start which was not answered never happened'),
  group: null,
  run(asked, context) {
    const reason = reasonOf(asked);
    return settle(asked, context, {
      command: reason ? { type: 'absent', reason: `${asked.by.name} says: ${reason}` } : null,
      says: (name) => t('{name}: noted that it never started.', { name }),
      missing: t('Please say how you know that it did not start.'),
    });
  },
});
