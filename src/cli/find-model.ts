import type { Db } from '../db/connect.ts';
import { type KnownModel, readModels } from '../db/read.ts';
import type { Monitor } from '../domain/monitor.ts';
import { closest } from '../lib/closest.ts';
import { Fault } from '../lib/fault.ts';
import { type Instant, parseInstant } from '../lib/time.ts';

/** The model of that id, or a `Fault` that says which there are. */
export async function findModel(db: Db, id: string): Promise<KnownModel> {
  const models = await readModels(db);
  const found = models.find(({ model }) => model.id === id);
  if (found) return found;
  const ids = models.map(({ model }) => model.id);
  throw unknown(`There is no model "${id.slice(0, 80)}".`, id, ids, 'Add models with steward apply.');
}

/** One monitor, or all of them when none is named. */
export function findMonitors({ model }: KnownModel, id: string | undefined): Monitor[] {
  if (id === undefined) return model.monitors;
  const found = model.monitors.filter((monitor) => monitor.id === id);
  if (found.length > 0) return found;
  const ids = model.monitors.map((monitor) => monitor.id);
  throw unknown(`${model.id} has no monitor "${id.slice(0, 80)}".`, id, ids, 'It has none.');
}

function unknown(sentence: string, typed: string, known: string[], none: string): Fault {
  const near = closest(typed, known);
  const hint = near ? `Did you mean ${near}?` : known.length > 0 ? `There is: ${known.join(', ')}.` : none;
  return new Fault('usage', `${sentence} ${hint}`, { retry: 'never' });
}

/** A time that a person typed. */
export function readTime(text: string, option: string): Instant {
  const at = parseInstant(text);
  if (at !== null) return at;
  throw new Fault(
    'usage',
    `${option} "${text.slice(0, 40)}" is no time; write 2020-04-13 or 2020-04-13T06:00Z.`,
    {
      retry: 'never',
    },
  );
}
