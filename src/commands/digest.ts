import { digestCard } from '../cards/digest-card.ts';
import { worldNow } from '../engine/clock.ts';
import { week } from '../lib/time.ts';
import { message } from '../words/t.ts';
import { shown } from './answers.ts';
import { defineCommand } from './contract.ts';

export const digest = defineCommand({
  verb: 'digest',
  usage: 'digest',
  does: message("previews this channel's weekly digest"),
  group: 'see',
  async run({ channel }, context) {
    const to = await worldNow(context.db.sql);
    return shown(digestCard(await context.digest(channel, { from: to - week, to })));
  },
});
