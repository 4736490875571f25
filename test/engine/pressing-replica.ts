/** A replica that is pressed at all at once: votes of argv[4] (JSON) are told to the database at argv[2], answers printed as JSON. */
import { connect } from '../../src/db/connect.ts';
import { silentLog } from '../../src/lib/log.ts';
import { vote } from './retrain-world.ts';

const [, , url = '', subject = '', presses = '[]'] = process.argv;
const db = await connect({ url, log: silentLog, poolSize: 10 });
const told = await Promise.all(
  (JSON.parse(presses) as { by: string; cause: string }[]).map(({ by, cause }) =>
    vote(db, by, { cause, subject }),
  ),
);
await db.close();
console.log(
  JSON.stringify(
    told.map(({ ok, repeated, ...rest }) => ({
      ok,
      repeated,
      error: 'error' in rest ? rest.error.code : null,
    })),
  ),
);
