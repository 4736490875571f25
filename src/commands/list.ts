import { listCard } from '../cards/list-card.ts';
import { shown } from './answers.ts';
import { defineCommand } from './contract.ts';
import { allSituations } from './find.ts';

export const list = defineCommand({
  verb: 'list',
  usage: 'list [SEARCH]',
  does: 'shows all models, worst first; searches names, tags, owners and states',
  group: 'see',
  async run(asked, context) {
    const search = [asked.about, ...asked.rest].join(' ').trim().slice(0, 200);
    return shown(listCard(await allSituations(context), search));
  },
});
