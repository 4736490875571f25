/** `steward policy test`: which past decisions would have been others under a policy. */
import { sayMistake } from '../config/configuration.ts';
import { kinds } from '../config/kinds.ts';
import { readConfiguration } from '../config/read-configuration.ts';
import { readTeam } from '../db/accounts.ts';
import type { Db } from '../db/connect.ts';
import { readEvents, readModels } from '../db/read.ts';
import type { Model } from '../domain/model.ts';
import { decisionTypes, pastDecisions, type Replayed, replayDecisions } from '../domain/past-decision.ts';
import type { Person } from '../domain/person.ts';
import { resolvePolicy } from '../domain/shared-policy.ts';
import { worldNow } from '../engine/clock.ts';
import { Fault } from '../lib/fault.ts';
import { parseDuration, sayInstant } from '../lib/time.ts';
import { foundSomething } from './exit.ts';
import { plain, table } from './output.ts';

interface Options {
  replay: string;
  file?: string;
  json?: boolean;
}

/** A year of a hundred busy models is a tenth of this. */
const mostEntries = 1_000_000;

export async function testPolicy({ replay, file, json = false }: Options): Promise<void> {
  const back = parseDuration(replay);
  if (back === null || back <= 0) {
    const problem = `--replay "${plain(replay.slice(0, 40))}" is no time; write 90d or 12w.`;
    throw new Fault('usage', problem, { retry: 'never' });
  }
  const { withDatabase } = await import('../main/with-database.ts');
  const { replayed, all } = await withDatabase(async ({ db }) => {
    const { models, people } = await rulesOf(db, file);
    const since = (await worldNow(db.sql)) - back;
    const entries = await readEvents(db, { types: [...decisionTypes], since, most: mostEntries });
    const decisions = pastDecisions(entries.toReversed());
    return { replayed: replayDecisions(decisions, models, people), all: decisions.length };
  });
  const changed = replayed.filter(({ decision, would }) => decision.result !== would.result);
  if (changed.length > 0) foundSomething();
  const gone = all - replayed.length;
  process.stdout.write(
    json
      ? `${JSON.stringify({ decisions: replayed.length, gone, changed: changed.map(brief) })}\n`
      : `${inWords(changed, replayed.length, gone)}\n`,
  );
}

/** The models with their policies and the people, as files say them or as they are; what was made in chat stays. */
async function rulesOf(
  db: Db,
  file: string | undefined,
): Promise<{ models: Pick<Model, 'id' | 'policy'>[]; people: Person[] }> {
  const known = await readModels(db);
  if (file === undefined) {
    return { models: known.map(({ model }) => model), people: (await readTeam(db)).people };
  }
  const read = await readConfiguration(file, kinds);
  if (!read.ok) throw new Fault('configuration', read.error.map(sayMistake).join('\n'), { retry: 'never' });
  const { models, policies } = read.value;
  const fromChat = known.flatMap(({ model, managedBy }) =>
    managedBy === 'chat' && !models.some(({ id }) => id === model.id)
      ? [{ ...model, policy: resolvePolicy(model, {}, policies) }]
      : [],
  );
  return { models: [...models, ...fromChat], people: (await readTeam(db, read.value)).people };
}

const brief = ({ decision, would }: Replayed) => ({
  id: decision.id,
  model: decision.model,
  what: decision.what,
  askedAt: decision.askedAt,
  was: decision.result,
  endedAs: decision.endedAs,
  would: would.result,
  why: would.why,
});

function inWords(changed: Replayed[], all: number, gone: number): string {
  const removed = gone > 0 ? ` ${gone} more are about models that are gone.` : '';
  const head = `${changed.length} of ${all} past decisions would have been others.${removed}`;
  if (changed.length === 0) return head;
  const rows = table(changed, [
    { title: 'Asked', cell: ({ decision }) => sayInstant(decision.askedAt) },
    { title: 'Id', cell: ({ decision }) => decision.id },
    { title: 'Model', cell: ({ decision }) => decision.model },
    { title: 'Was', cell: ({ decision }) => decision.result },
    { title: 'Would be', cell: ({ would }) => would.result },
    { title: 'Why', cell: ({ would }) => would.why.join('; ') || 'its votes suffice' },
  ]);
  return `${head}\nVotes are judged by the groups that people are in now where a rule got narrower.\n\n${rows}`;
}
