import { listCard } from '../cards/list-card.ts';
import { may } from '../domain/may.ts';
import { message, t } from '../words/t.ts';
import { shown } from './answers.ts';
import { defineCommand } from './contract.ts';
import { allSituations } from './find.ts';

export const list = defineCommand({
  verb: 'list',
  usage: 'list [SEARCH|mine]',
  does: message('shows all models, worst first; searches names, tags, owners and states'),
  group: 'see',
  async run(asked, context) {
    const search = [asked.about, ...asked.rest].join(' ').trim().slice(0, 200);
    const all = await allSituations(context);
    if (search.toLowerCase() !== 'mine') return shown(listCard(all, search));
    const mine = all.filter(({ model }) => may('care', asked.by, model).ok);
    return shown({ ...listCard(mine, ''), title: t('My models') });
  },
});
