import { historyCard } from '../cards/history-card.ts';
import { readEvents } from '../db/read.ts';
import { message, t } from '../words/t.ts';
import { shown } from './answers.ts';
import { defineCommand } from './contract.ts';
import { withModel } from './on-model.ts';

export const history = defineCommand({
  verb: 'history',
  usage: 'history MODEL',
  does: message('shows what happened to a model, newest first'),
  group: 'see',
  run: (asked, context) =>
    withModel(asked, context, async ({ model, people }) => {
      const entries = await readEvents(context.db, { model: model.id, decisions: true, most: 25 });
      return shown(historyCard(t('History of {model}', { model: model.id }), entries, people));
    }),
});
