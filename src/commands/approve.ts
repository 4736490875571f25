import { message } from '../words/t.ts';
import { defineCommand } from './contract.ts';
import { vote } from './vote.ts';

export const approve = defineCommand({
  verb: 'approve',
  usage: 'approve R-4821',
  does: message('says yes to a retraining (R-) or a promotion (P-)'),
  group: 'act',
  run: (asked, context) => vote('yes', asked, context),
});
