/** The doctor's questions, each answered by itself: one that cannot be answered keeps none of the others from it. */

import type { Settings } from '../config/settings.ts';
import { readTeam } from '../db/accounts.ts';
import { readModels } from '../db/read.ts';
import { unsatisfiable } from '../domain/ballot.ts';
import type { Model } from '../domain/model.ts';
import { lookAt } from '../effects/registered.ts';
import { verify } from '../engine/audit.ts';
import { worldNow } from '../engine/clock.ts';
import { plannedRuns } from '../engine/tick.ts';
import { sentenceOf } from '../lib/fault.ts';
import { sayInstant } from '../lib/time.ts';
import { openDirectory } from '../main/directory.ts';
import type { Opened } from '../main/with-database.ts';
import { askLabels, askPredictions, askReference, tablesOf } from './diagnose-tables.ts';
import { type Answer, type Diagnosis, fail, ok, warning } from './diagnosis.ts';

export async function diagnose(opened: Opened): Promise<Diagnosis[]> {
  const { db, ports } = opened;
  const found: Diagnosis[] = [];
  const ask = async (what: string, question: () => Promise<Answer>) => {
    const answer = await question().catch((thrown: unknown) => fail(sentenceOf(thrown)));
    found.push({ what, ...answer });
  };
  await ask('database', async () => {
    const [row] = await db.sql<[{ version: string }]>`select current_setting('server_version') as version`;
    return ok(`PostgreSQL ${row.version}, world time ${sayInstant(await worldNow(db.sql))}`);
  });
  const [workspace, known] = await Promise.all([readTeam(db), readModels(db)]);
  const models = known.map(({ model }) => model);
  await ask('models', async () =>
    models.length > 0 ? ok(`${models.length} registered`) : warning('none yet; run steward apply -f DIR'),
  );
  for (const model of models) {
    const { labels } = model.dataset;
    await ask(`${model.id}, predictions`, async () => askPredictions(await ports.store(model), model));
    if (labels) {
      await ask(`${model.id}, labels`, async () =>
        askLabels(await ports.store(model), { ...model, labels, now: await worldNow(db.sql) }),
      );
    }
    for (const { monitor, ...table } of tablesOf(model)) {
      await ask(`${model.id}/${monitor}, reference`, async () =>
        askReference(await ports.store(model), model, table),
      );
    }
    await ask(`${model.id}, registry`, async () => {
      const { champion, problem } = await lookAt(ports, model.id);
      if (problem !== null) return fail(problem);
      return champion === null
        ? warning('it has no champion yet; set initial_version')
        : ok(`the champion is ${champion}`);
    });
    await ask(`${model.id}, approvals`, async () => askBallots(model, workspace.people));
  }
  for (const { id } of workspace.backends) {
    await ask(`backend ${id}`, async () => ok(await (await ports.backend(id)).probe()));
  }
  const { slack, discord } = opened.settings;
  if (slack !== null) {
    const { examineSlack } = await import('../surfaces/slack/examine.ts');
    found.push(...(await examineSlack(slack, openDirectory(db, 'slack'), opened.log)));
  }
  if (discord !== null) {
    const { examineDiscord } = await import('../surfaces/discord/examine.ts');
    found.push(...(await examineDiscord(discord, openDirectory(db, 'discord'))));
  }
  const byLink = models.filter(({ policy }) => policy.promote.secondFactor || policy.retrain.secondFactor);
  if (byLink.length > 0) await ask('one-time links', async () => askLinks(opened.settings, byLink));
  await ask('schedules', async () => {
    const planned = [...(await plannedRuns(db)).keys()];
    const rows = await db.sql<{ key: string }[]>`select key from schedules`;
    const missing = planned.filter((key) => !rows.some((row) => row.key === key));
    return missing.length === 0
      ? ok(`${planned.length} are planned`)
      : warning(`${missing.length} are not planned yet; start Steward or run steward apply`);
  });
  await ask('work', async () => {
    const stuck = await db.sql<{ kind: string; last_error: string | null }[]>`
      select kind, last_error from outbox where attempts > 5 and last_error is not null limit 5`;
    const [first] = stuck;
    return first
      ? warning(`${stuck.length} effects keep failing: ${first.kind}: ${first.last_error}`)
      : ok('nothing is stuck');
  });
  await ask('log', async () => {
    const { broken, events } = await verify(db);
    return broken
      ? fail(`${broken.stream}, entry ${broken.seq}: ${broken.why}`)
      : ok(`${events} entries chain`);
  });
  return found;
}

/** Whoever approves from another machine must reach the page that a link opens. */
export function askLinks(
  { url, host, slack, discord }: Pick<Settings, 'url' | 'host' | 'slack' | 'discord'>,
  models: Pick<Model, 'id'>[],
): Answer {
  if (url !== null) return ok(`they begin with ${url}`);
  const local = ['127.0.0.1', 'localhost', '::1'].includes(host);
  if (!local || (slack === null && discord === null))
    return ok(`they lead to where the page listens, ${host}`);
  const ids = models.map(({ id }) => id).join(', ');
  return warning(
    `approvals of ${ids} need a link that only this machine can open; set STEWARD_URL to where people reach the page`,
  );
}

function askBallots(model: Model, people: Parameters<typeof unsatisfiable>[1]): Answer {
  const asked = model.trainer ? (['retrain', 'promote'] as const) : (['promote'] as const);
  const why = asked.flatMap((what) => {
    const problem = unsatisfiable(model.policy[what], people, null);
    return problem === null ? [] : [`nobody could approve to ${what}: ${problem}`];
  });
  return why.length > 0 ? fail(why.join('; ')) : ok('every question can be answered');
}
