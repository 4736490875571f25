import { welcomeCard } from '../cards/channel-card.ts';
import { listCard } from '../cards/list-card.ts';
import { statusCard } from '../cards/status-card.ts';
import { message } from '../words/t.ts';
import { shown } from './answers.ts';
import { hereOf } from './channel.ts';
import { defineCommand } from './contract.ts';
import { allSituations } from './find.ts';
import { withModel } from './on-model.ts';

export const status = defineCommand({
  verb: 'status',
  usage: 'status [MODEL]',
  does: message('shows how a model does and what happens next'),
  group: 'see',
  async run(asked, context) {
    if (asked.about === '') {
      const all = await allSituations(context);
      const here = await hereOf(asked, context);
      if (!here.setUp) return shown(welcomeCard(here, all.length));
      // Without a name: all of them, worst first, to choose from.
      if (all.length !== 1) return shown(listCard(all, ''));
    }
    return withModel(asked, context, (situation) => shown(statusCard(situation)));
  },
});
