import { message } from '../words/t.ts';
import { defineCommand } from './contract.ts';
import { vote } from './vote.ts';

export const deny = defineCommand({
  verb: 'deny',
  usage: 'deny R-4821 REASON',
  does: message('says no to a retraining or a promotion, with a reason'),
  group: 'act',
  run: (asked, context) => vote('no', asked, context),
});
