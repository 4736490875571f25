/** A whole Steward on the demo's data whose people, groups and channel are on emulated chat platforms. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Configuration } from '../../src/config/configuration.ts';
import type { Settings } from '../../src/config/settings.ts';
import type { Db } from '../../src/db/connect.ts';
import { readModels, readWorkspace } from '../../src/db/read.ts';
import { prepareDemo } from '../../src/demo/prepare.ts';
import { begin } from '../../src/demo/world.ts';
import { silentLog } from '../../src/lib/log.ts';
import { apply } from '../../src/main/apply.ts';
import { startSteward } from '../../src/main.ts';
import { freshDatabase } from '../database.ts';
import type { Chat } from '../emulators/chat.ts';
import { startDiscord } from '../emulators/discord/discord.ts';
import { startSlack } from '../emulators/slack/slack.ts';

/** Both of Slack's modes, and Discord. */
export type Platform = 'socket' | 'http' | 'discord';

interface Ids {
  slack?: string;
  discord?: string;
}

/** Ids that a configuration names, by platform. */
export interface Named {
  ml: Ids;
  groups: Record<string, Ids>;
  people: Record<string, Ids>;
}

export type Change = (configuration: Configuration, named: Named) => Configuration;

const people = ['Maya', 'Liam', 'Noor', 'Sam'];
const members = { 'ml-eng': ['Maya', 'Liam'], 'ml-leads': ['Liam', 'Noor'] };

/** Nobody is written in a file: who may do what comes from user groups and roles. */
async function onChat(db: Db, ids: Named, change: Change): Promise<void> {
  const models = (await readModels(db)).map(({ model }) => model);
  const before: Configuration = { ...(await readWorkspace(db)), models };
  const groups = before.groups.map((group) => ({ ...group, accounts: { ...ids.groups[group.id] } }));
  const channels = before.channels.map((channel) => ({ ...channel, places: { ...ids.ml } }));
  await apply(db, change({ ...before, people: [], groups, channels }, ids), { prune: true });
}

async function onSlack(mode: 'socket' | 'http') {
  const slack = await startSlack({ mode });
  const ml = slack.channel('ml');
  ml.join(...people);
  const groups = Object.entries(members).map(([id, names]) => [id, slack.userGroup(id, names)] as const);
  const settings = {
    botToken: slack.botToken,
    appToken: mode === 'socket' ? slack.appToken : null,
    signingSecret: mode === 'http' ? slack.signingSecret : null,
    apiUrl: slack.url,
  };
  return { chat: slack, slack, ml, groups: Object.fromEntries(groups), settings };
}

async function onDiscord() {
  const discord = await startDiscord();
  const ml = discord.channel('ml');
  for (const name of people) discord.person(name);
  const groups = Object.entries(members).map(([id, names]) => [id, discord.role(id, names)] as const);
  const settings = { botToken: discord.botToken, guild: null, apiUrl: discord.url };
  return { chat: discord, discord, ml, groups: Object.fromEntries(groups), settings };
}

export async function startChatSteward({
  platforms,
  at = Date.UTC(2020, 3, 13, 5),
  change = (configuration) => configuration,
}: {
  platforms: Platform[];
  at?: number;
  change?: Change;
}) {
  const mode = platforms.find((one) => one !== 'discord');
  const slack = mode ? await onSlack(mode) : null;
  const discord = platforms.includes('discord') ? await onDiscord() : null;
  const fresh = await freshDatabase();
  const home = await mkdtemp(path.join(tmpdir(), 'steward-chat-'));
  const world = path.join(home, 'world');
  await prepareDemo(world);
  interface On {
    chat: Chat;
    groups: Record<string, string>;
    ml: { id: string };
  }
  const idsOf = (of: (on: On) => string): Ids => ({
    ...(slack && { slack: of(slack) }),
    ...(discord && { discord: of(discord) }),
  });
  const ids: Named = {
    people: Object.fromEntries(people.map((name) => [name, idsOf(({ chat }) => chat.person(name).id)])),
    ml: idsOf(({ ml }) => ml.id),
    groups: Object.fromEntries(Object.keys(members).map((id) => [id, idsOf(({ groups }) => groups[id]!)])),
  };
  const settings: Settings = {
    databaseUrl: fresh.url,
    home,
    host: '127.0.0.1',
    hosts: [],
    port: 0,
    url: null,
    dataRoots: [world],
    logLevel: 'silent',
    slack: slack?.settings ?? null,
    discord: discord?.settings ?? null,
    sessionKey: 'k'.repeat(40),
  };
  const steward = await startSteward({
    settings,
    log: silentLog,
    prepare: async (db) => {
      await begin(db, world, at);
      await onChat(db, ids, change);
    },
  });
  slack?.slack.deliverTo(`${steward.url}/slack/events`);
  if (mode === 'socket') await slack!.slack.sockets(2);
  await discord?.discord.until(
    () => discord.discord.world.commands.length > 0,
    () => 'the commands of Discord',
  );
  const chats: Chat[] = [...(slack ? [slack.slack] : []), ...(discord ? [discord.discord] : [])];
  return {
    /** The platforms, Slack first. */
    chats,
    slack: slack?.slack,
    discord: discord?.discord,
    /** Ids that the configuration names, by platform. */
    ids,
    steward,
    /** One more process, as it were, on the same database and platforms. */
    replica: () => startSteward({ settings, log: silentLog }),
    db: fresh.db,
    home,
    async [Symbol.asyncDispose]() {
      await steward.close();
      await slack?.slack[Symbol.asyncDispose]();
      await discord?.discord[Symbol.asyncDispose]();
      await fresh[Symbol.asyncDispose]();
      await rm(home, { recursive: true, force: true });
    },
  };
}

export type ChatSteward = Awaited<ReturnType<typeof startChatSteward>>;

/** On one platform, with the channel in which everything happens. */
export async function startOn(platform: Platform, options: { at?: number; change?: Change } = {}) {
  const world = await startChatSteward({ ...options, platforms: [platform] });
  const [chat] = world.chats as [Chat];
  return Object.assign(world, { chat, ml: chat.channel('ml') });
}

export type OnChat = Awaited<ReturnType<typeof startOn>>;
