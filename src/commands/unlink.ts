import { readCyclesOf } from '../db/read.ts';
import { no } from '../domain/rejection.ts';
import { workspaceName } from '../engine/streams.ts';
import { tell } from '../engine/tell.ts';
import { message, t } from '../words/t.ts';
import { done, refuse, refused } from './answers.ts';
import { defineCommand } from './contract.ts';

class StillOpen extends Error {}

export const unlink = defineCommand({
  verb: 'unlink',
  usage: 'unlink',
  does: message('makes the accounts that were linked to you people of their own again'),
  group: 'act',
  async run(asked, context) {
    const { by, cause } = asked;
    const command = { type: 'unlink' as const, by: by.id };
    try {
      const told = await tell(
        context.db,
        { stream: workspaceName, command },
        {
          cause,
          impatient: true,
          // One person who becomes two in the middle of a question could answer it twice.
          also: async (sql) => {
            if ((await readCyclesOf(sql, by.id)).length > 0) throw new StillOpen('something is open');
          },
        },
      );
      return told.ok
        ? done(t('Your linked accounts are people of their own again. What they decided stays yours.'))
        : refused(told.error);
    } catch (thrown) {
      if (!(thrown instanceof StillOpen)) throw thrown;
      const problem = t(
        'Something that you asked for or voted on is still open, so your accounts stay one person until it is over. Nothing was changed.',
      );
      const { error } = no('bad_words', { problem });
      return refuse(context, asked, { stream: workspaceName, command: 'unlink', error });
    }
  },
});
