import { compareCard } from '../cards/compare-card.ts';
import { requestFor } from '../domain/cycle/request.ts';
import { message } from '../words/t.ts';
import { refused, shown } from './answers.ts';
import { defineCommand } from './contract.ts';
import { withModel } from './on-model.ts';
import { chosen } from './promote.ts';

export const compare = defineCommand({
  verb: 'compare',
  usage: 'compare MODEL [VERSION]',
  does: message('compares a challenger with the champion on the same rows'),
  group: 'see',
  run: (asked, context) =>
    withModel(asked, context, async (situation) => {
      const { cycle, model } = situation;
      const known = cycle !== null && 'evaluation' in cycle ? cycle.evaluation : null;
      if (known && asked.rest.length === 0) return shown(compareCard(known, situation));
      const pair = chosen(situation, asked);
      if (!pair.ok) return refused(pair.error);
      const window = requestFor(situation, null).evaluate;
      const evaluated = await context.evaluate(model.id, { ...pair.value, window });
      return evaluated.ok ? shown(compareCard(evaluated.value, situation)) : refused(evaluated.error);
    }),
});
