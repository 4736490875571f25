/** A whole Steward on the demo's data whose people, groups and channel are on an emulated Slack. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Configuration } from '../../src/config/configuration.ts';
import type { Db } from '../../src/db/connect.ts';
import { readModels, readWorkspace } from '../../src/db/read.ts';
import { prepareDemo } from '../../src/demo/prepare.ts';
import { begin } from '../../src/demo/world.ts';
import { silentLog } from '../../src/lib/log.ts';
import { apply } from '../../src/main/apply.ts';
import { startSteward } from '../../src/main.ts';
import { freshDatabase } from '../database.ts';
import { startSlack } from '../emulators/slack/slack.ts';

/** Nobody is written in a file: who may do what comes from Slack's user groups. */
async function onSlack(db: Db, change: (configuration: Configuration) => Configuration): Promise<void> {
  const models = (await readModels(db)).map(({ model }) => model);
  const before: Configuration = { ...(await readWorkspace(db)), models };
  const groups = before.groups.map((group) => ({
    ...group,
    accounts: { slack: group.id === 'ml-eng' ? 'S0MLENG' : 'S0MLLEADS' },
  }));
  const channels = before.channels.map((channel) => ({ ...channel, places: { slack: 'C0ML' } }));
  await apply(db, change({ ...before, people: [], groups, channels }), { prune: true });
}

export async function startSlackSteward({
  mode = 'socket',
  at = Date.UTC(2020, 3, 13, 5),
  change = (configuration) => configuration,
}: {
  mode?: 'socket' | 'http';
  at?: number;
  change?: (configuration: Configuration) => Configuration;
} = {}) {
  const slack = await startSlack({ mode });
  const ml = slack.channel('ml');
  ml.join('Maya', 'Liam', 'Noor', 'Sam');
  slack.userGroup('ml-eng', ['Maya', 'Liam']);
  slack.userGroup('ml-leads', ['Liam', 'Noor']);
  const fresh = await freshDatabase();
  const home = await mkdtemp(path.join(tmpdir(), 'steward-slack-'));
  const world = path.join(home, 'world');
  await prepareDemo(world);
  const steward = await startSteward({
    settings: {
      databaseUrl: fresh.url,
      home,
      host: '127.0.0.1',
      hosts: [],
      port: 0,
      dataRoots: [world],
      logLevel: 'silent',
      slack: {
        botToken: slack.botToken,
        appToken: mode === 'socket' ? slack.appToken : null,
        signingSecret: mode === 'http' ? slack.signingSecret : null,
        apiUrl: slack.url,
      },
      discord: null,
      sessionKey: 'k'.repeat(40),
    },
    log: silentLog,
    prepare: async (db) => {
      await begin(db, world, at);
      await onSlack(db, change);
    },
  });
  slack.deliverTo(`${steward.url}/slack/events`);
  if (mode === 'socket') await slack.sockets(2);
  return {
    slack,
    ml,
    steward,
    db: fresh.db,
    home,
    async [Symbol.asyncDispose]() {
      await steward.close();
      await slack[Symbol.asyncDispose]();
      await fresh[Symbol.asyncDispose]();
      await rm(home, { recursive: true, force: true });
    },
  };
}

export type SlackSteward = Awaited<ReturnType<typeof startSlackSteward>>;
