import { decisionsCard } from '../cards/decisions-card.ts';
import { readEvents } from '../db/read.ts';
import { worldNow } from '../engine/clock.ts';
import { week } from '../lib/time.ts';
import { message } from '../words/t.ts';
import { shown } from './answers.ts';
import { defineCommand } from './contract.ts';

export const decisions = defineCommand({
  verb: 'decisions',
  usage: 'decisions',
  does: message('shows what was decided in the last four weeks, over all models'),
  group: 'see',
  async run(_asked, context) {
    const since = (await worldNow(context.db.sql)) - 4 * week;
    const entries = await readEvents(context.db, { since, decisions: true, most: 100 });
    return shown(decisionsCard(entries, (await context.workspace()).people));
  },
});
