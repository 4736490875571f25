import { historyCard } from '../cards/history-card.ts';
import { readEvents } from '../db/read.ts';
import { sayPhase } from '../domain/cycle/cycle.ts';
import { message, t } from '../words/t.ts';
import { refused, shown } from './answers.ts';
import { defineCommand } from './contract.ts';
import { findCycle } from './find.ts';

export const open = defineCommand({
  verb: 'open',
  usage: 'R-4821',
  does: message(
    'opens the timeline of a request, a promotion or a rollback, with the presses that were refused',
  ),
  group: 'see',
  async run(asked, context) {
    const found = await findCycle(context, asked.about);
    if (!found.ok) return refused(found.error);
    const { cycle, name } = found.value;
    const stream = `cycle:${cycle.id}`;
    const entries = await readEvents(context.db, { stream, decisions: true, most: 60 });
    const title = t('{what}: {detail}', { what: `${name}, ${cycle.model}`, detail: sayPhase(cycle) });
    const { people } = await context.workspace();
    return shown(historyCard(title, entries, people));
  },
});
