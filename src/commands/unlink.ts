import { workspaceName } from '../engine/streams.ts';
import { tell } from '../engine/tell.ts';
import { done, refused } from './answers.ts';
import { defineCommand } from './contract.ts';

export const unlink = defineCommand({
  verb: 'unlink',
  usage: 'unlink',
  does: 'makes the accounts that were linked to you people of their own again',
  group: 'act',
  async run({ by, cause }, { db }) {
    const command = { type: 'unlink' as const, by: by.id };
    const told = await tell(db, { stream: workspaceName, command }, { cause, impatient: true });
    return told.ok
      ? done('Your linked accounts are people of their own again. What they decided stays yours.')
      : refused(told.error);
  },
});
