import { versionsCard } from '../cards/versions-card.ts';
import { message } from '../words/t.ts';
import { shown } from './answers.ts';
import { defineCommand } from './contract.ts';
import { withModel } from './on-model.ts';

export const versions = defineCommand({
  verb: 'versions',
  usage: 'versions MODEL',
  does: message('shows its versions, their roles and lineage'),
  group: 'see',
  run: (asked, context) => withModel(asked, context, (situation) => shown(versionsCard(situation))),
});
