import { monitorsCard } from '../cards/monitors-card.ts';
import { message } from '../words/t.ts';
import { shown } from './answers.ts';
import { defineCommand } from './contract.ts';
import { withModel } from './on-model.ts';

export const monitors = defineCommand({
  verb: 'monitors',
  usage: 'monitors MODEL',
  does: message('shows its monitors with their last verdicts'),
  group: 'see',
  run: (asked, context) => withModel(asked, context, (situation) => shown(monitorsCard(situation))),
});
