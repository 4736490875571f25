/**
 * A replica that works off the outbox at argv[2] and kills itself with SIGKILL at the step argv[3]; with `never` it ends
 * when nothing is due. It starts runs as effects must: what was begun before is looked for, not begun again.
 */
import { connect } from '../../src/db/connect.ts';
import { type EffectRunner, runNext } from '../../src/engine/outbox.ts';
import { cycleName } from '../../src/engine/streams.ts';
import { tell } from '../../src/engine/tell.ts';
import { silentLog } from '../../src/lib/log.ts';
import { outside } from './retrain-world.ts';

const [, , url = '', step = ''] = process.argv;
const at = (name: string) => {
  if (name === step) process.kill(process.pid, 'SIGKILL');
};

const db = await connect({ url, log: silentLog, poolSize: 3 });

const run: EffectRunner = async (effect, attempt) => {
  if (effect.kind !== 'start_training') return 'done';
  at('claimed');
  const key = `run-${effect.cycle}`;
  if (attempt.attempt === 1 || (await outside.find(db.sql, key)) === null) await outside.begin(db.sql, key);
  at('half_done');
  await outside.finish(db.sql, key);
  at('done');
  const stream = cycleName(effect.cycle, effect.model);
  const command = { type: 'started' as const, run: key as never };
  await tell(
    db,
    { stream, command },
    {
      cause: `${attempt.key}:started`,
      also: async () => at('telling'),
    },
  );
  at('told');
  return 'done';
};

at('connected');
while (await runNext(db, run, silentLog));
await db.close();
