/** A Steward with many models for the chat benchmark; says where its database is when it listens. */
import path from 'node:path';
import { untilAsked } from '../../src/cli/until-asked.ts';
import { readModels, readWorkspace } from '../../src/db/read.ts';
import { prepareDemo } from '../../src/demo/prepare.ts';
import { begin } from '../../src/demo/world.ts';
import { silentLog } from '../../src/lib/log.ts';
import { apply } from '../../src/main/apply.ts';
import { startSteward } from '../../src/main.ts';

const { BENCH_HOME: home = '', BENCH_MODELS: count = '1000', BENCH_SLACK: apiUrl = '' } = process.env;
const world = path.join(home, 'world');
await prepareDemo(world);
const steward = await startSteward({
  settings: {
    databaseUrl: null,
    home,
    host: '127.0.0.1',
    hosts: [],
    url: null,
    port: 0,
    dataRoots: [world],
    logLevel: 'silent',
    slack: { botToken: 'xoxb-0000-emulator', appToken: 'xapp-0000-emulator', signingSecret: null, apiUrl },
    discord: null,
    sessionKey: 'k'.repeat(40),
  },
  log: silentLog,
  prepare: async (db) => {
    await begin(db, world);
    const [pattern] = (await readModels(db))
      .map(({ model }) => model)
      .filter(({ id }) => id === 'fremont-bridge');
    const workspace = await readWorkspace(db);
    const groups = workspace.groups.map((group) => ({
      ...group,
      accounts: { slack: group.id === 'ml-eng' ? 'S0MLENG' : 'S0MLLEADS' },
    }));
    const channels = workspace.channels.map((channel) => ({ ...channel, places: { slack: 'C0ML' } }));
    const copies = Array.from({ length: Number(count) }, (_, index) => ({
      ...pattern!,
      id: `model-${index}` as never,
    }));
    // Only the pattern has a champion, so that people can decide something about it.
    const models = [pattern!, ...copies];
    await apply(db, { ...workspace, groups, channels, models }, { prune: true });
    // Nobody checks here: the benchmark is about people.
    await db.sql`delete from schedules`;
  },
});
process.stdout.write(`READY ${steward.db.url} ${steward.url}\n`);
await untilAsked();
await steward.close();
