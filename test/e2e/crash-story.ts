/**
 * The whole story in one process that kills itself with SIGKILL where `CRASH_AT` says (`start_training:after`), the first
 * time that it comes there. Every press has a fixed cause and follows from the state, so that the story goes on wherever
 * it was cut off. Ends with exit code 0 when the rollback was confirmed.
 */
import path from 'node:path';
import { readSituation } from '../../src/db/situation.ts';
import { begin, channel } from '../../src/demo/world.ts';
import type { ModelId } from '../../src/domain/ids.ts';
import { readRegistered } from '../../src/effects/registered.ts';
import { worldNow } from '../../src/engine/clock.ts';
import { silentLog } from '../../src/lib/log.ts';
import { day } from '../../src/lib/time.ts';
import { startSteward } from '../../src/main.ts';

const { CRASH_AT = '', STORY_HOME = '', DATABASE_URL = '' } = process.env;
const model = 'fremont-bridge' as ModelId;
const world = path.join(STORY_HOME, 'world');
const die = () => process.kill(process.pid, 'SIGKILL');

const steward = await startSteward({
  settings: {
    databaseUrl: DATABASE_URL,
    home: STORY_HOME,
    host: '127.0.0.1',
    hosts: [],
    url: null,
    port: 0,
    dataRoots: [world],
    logLevel: 'silent',
    slack: null,
    discord: null,
    sessionKey: 'x'.repeat(32),
  },
  log: silentLog,
  prepare: (db) => begin(db, world, Date.UTC(2020, 3, 6, 5)),
  around: (run) => async (effect, attempt) => {
    if (CRASH_AT === `${effect.kind}:before`) die();
    const ran = await run(effect, attempt);
    if (CRASH_AT === `${effect.kind}:after`) die();
    return ran;
  },
});
const { db, engine, ports, router } = steward;

const people = {
  maya: { id: 'maya', name: 'Maya', groups: ['ml-eng'] },
  liam: { id: 'liam', name: 'Liam', groups: ['ml-eng', 'ml-leads'] },
};
const say = (words: string, by: keyof typeof people) =>
  router.say(words, people[by] as never, { cause: `story:${words}`, channel });

for (;;) {
  await engine.settle();
  const now = await worldNow(db.sql);
  const s = await readSituation(db, model, { now, registered: await readRegistered(ports, model) });
  if (!s) throw new Error('the model is gone');
  const open = s.alerts.some(({ phase }) => phase !== 'quiet');
  const [done] = await db.sql`select 1 from events where type = 'champion_restored'`;
  const { cycle } = s;
  if (done) break;
  const [reminded] = await db.sql`select 1 from remembered where key like 'reminded:%'`;
  // Nobody answers for a day, so that the clock reminds them; never until the deadline, though another process may still be reminding.
  if (cycle?.phase === 'proposed' && !reminded && now + day < cycle.deadline) await engine.advance(now + day);
  else if (cycle?.phase === 'proposed' && reminded) await say(`approve ${cycle.ballot.id}`, 'liam');
  else if (cycle?.phase === 'offered') await say(`approve ${cycle.ballot.id}`, 'liam');
  else if (cycle?.phase === 'watching' && !open) await say(`rollback ${model} enough`, 'liam');
  else if (cycle?.phase === 'watching') await engine.advance(now + 7 * day);
  else if (cycle && cycle.phase !== 'closed') await new Promise((resolve) => setTimeout(resolve, 50));
  else if (cycle?.phase === 'closed') throw new Error(`the cycle ended: ${JSON.stringify(cycle.outcome)}`);
  else if (open) await say(`retrain ${model} nobody rides`, 'maya');
  else await engine.advance(now + day);
}
await engine.settle();
await steward.close();
