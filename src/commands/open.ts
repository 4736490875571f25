import type { Card } from '../cards/card.ts';
import { episodeCard } from '../cards/episode-card.ts';
import { historyCard, wholeReasons } from '../cards/history-card.ts';
import { readEvents } from '../db/read.ts';
import { sayPhase } from '../domain/cycle/cycle.ts';
import type { CycleId } from '../domain/ids.ts';
import { message, t } from '../words/t.ts';
import { refused, shown } from './answers.ts';
import { defineCommand } from './contract.ts';
import { ballotPattern, findCycle, situationOf } from './find.ts';

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
    const timeline = historyCard(title, entries, people);
    const card = { ...timeline, blocks: [...wholeReasons(entries, people), ...timeline.blocks] };
    const situation = await situationOf(context, { about: cycle.model });
    const asking = situation.ok ? questionOf(episodeCard(situation.value, false), cycle.id) : null;
    return shown(
      asking ? { ...card, blocks: [...asking.blocks, ...card.blocks], actions: asking.actions } : card,
    );
  },
});

/** What a cycle asks people now, in words and buttons; null when it asks nothing. */
function questionOf({ blocks, actions }: Card, cycle: CycleId): Pick<Card, 'blocks' | 'actions'> | null {
  const own = actions.filter(
    ({ press }) => ballotPattern.test(press.id) && press.id.slice(2) === cycle && press.verb !== 'open',
  );
  return own.length > 0 ? { blocks: blocks.filter(({ kind }) => kind === 'text'), actions: own } : null;
}
