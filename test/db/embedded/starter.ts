/** A Steward of its own process, to be killed: starts the server in argv[2], says so as JSON, stops it on any input. */
import { startEmbedded } from '../../../src/db/embedded/start-embedded.ts';
import { silentLog } from '../../../src/lib/log.ts';

const { url, attached, stop } = await startEmbedded({
  folder: process.argv[2]!,
  log: silentLog,
  disposable: true,
});
console.log(JSON.stringify({ url, attached }));
process.stdin.once('data', async () => {
  await stop();
  process.exit(0);
});
