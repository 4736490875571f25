/** What a press or words must be asked before they count: a surface without room on its cards asks for it here. */
import type { Action, Press } from '../cards/card.ts';
import { episodeCard } from '../cards/episode-card.ts';
import { statusCard } from '../cards/status-card.ts';
import type { Asked, Context } from './contract.ts';
import { ballotPattern, findCycle, situationOf } from './find.ts';
import { commands } from './index.ts';

/** The same button as the model's cards have it now, with what the pressed card showed; null when nothing is asked. */
export async function asks(press: Press, asked: Asked, context: Context): Promise<Action | null> {
  const own = commands.find(({ verb }) => verb === press.verb)?.asks;
  if (own) return own(asked, context);
  const about = await modelOf(asked, context);
  if (about === null) return null;
  const situation = await situationOf(context, { ...asked, about });
  if (!situation.ok) return null;
  const id = ballotPattern.test(press.id) ? press.id.toUpperCase() : situation.value.model.id;
  const drawn = [
    ...episodeCard(situation.value, false).actions,
    ...statusCard(situation.value).actions,
  ].filter((one) => one.press.verb === press.verb);
  // A vote is about one question; the end of a cycle is about the cycle, by whichever of its names it was pressed.
  const same = ({ press: now }: Action) =>
    now.id === id || (press.verb === 'cancel' && now.id.slice(1) === id.slice(1));
  const action = drawn.find(same);
  if (!action?.form && !action?.confirm) return null;
  return { ...action, press: { ...action.press, seen: press.seen || action.press.seen } };
}

async function modelOf(asked: Asked, context: Context): Promise<string | null> {
  if (!ballotPattern.test(asked.about)) return asked.about;
  const found = await findCycle(context, asked.about);
  return found.ok ? found.value.cycle.model : null;
}
